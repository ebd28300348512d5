package words

import (
	"slices"
	"strings"

	"github.com/followthrough/followthrough/sync/review"
)

// fieldTable maps the words of every field to it; the first row wins.
func fieldTable() map[string]Field {
	table := map[string]Field{}
	for _, row := range fieldWords {
		for _, w := range row.words {
			if _, taken := table[w]; !taken {
				table[w] = row.field
			}
		}
	}
	return table
}

// FieldOf is the field whose name the words are; "": none.
func FieldOf(words string) Field {
	return lexicon().fields[strings.ToLower(strings.TrimSpace(words))]
}

// Header is what a table's header says that its column holds.
func Header(text string, columns map[string][]string) Field {
	for _, fd := range []Field{FieldAction, FieldOwner, FieldStatus, FieldDue, FieldPriority, FieldType, FieldTicket} {
		if slices.ContainsFunc(columns[string(fd)], func(w string) bool { return review.Normalise(w) == review.Normalise(text) }) {
			return fd
		}
	}
	if strings.TrimSpace(text) == "#" {
		return FieldID
	}
	words := Split(text)
	if fd := FieldOf(strings.Join(words, " ")); fd != "" {
		return fd
	}
	return headerWord(words)
}

// headerWord judges a header of several words by those it holds.
func headerWord(words []string) Field {
	if len(words) == 0 || len(words) > 8 {
		return ""
	}
	joined := " " + strings.Join(words, " ") + " "
	cjk := HasCJK(joined)
	for _, row := range fieldWords {
		for _, w := range row.words {
			if strings.Contains(joined, " "+w+" ") || cjk && len(w) > 3 && strings.Contains(joined, w) {
				return row.field
			}
		}
	}
	return ""
}

// ActionRank orders the headers that may name the column of the actions:
// lower is surer; 0: no such header.
func ActionRank(text string) int {
	joined := strings.Join(Split(text), " ")
	switch {
	case Classify(text, nil, nil) == ClassTake:
		return 1
	case FieldOf(joined) == FieldAction:
		return 2
	case headerWord(Split(text)) == FieldAction:
		return 3
	}
	return 0
}

// ExplicitHeader tells whether the header alone says that follow-up actions stand below.
func ExplicitHeader(text string) bool {
	words := strings.Join(Split(text), " ")
	return len(words) > 7 && words != "description" && Classify(text, nil, nil) == ClassTake || HasCJK(text) && Classify(text, nil, nil) == ClassTake && len(text) >= 9
}
