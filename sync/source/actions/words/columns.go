package words

import (
	"slices"
	"strings"

	"github.com/followthrough/followthrough/sync/review"
)

// fieldTable maps the words of every field to its row; the first row wins.
func fieldTable() map[string]int {
	table := map[string]int{}
	for i, row := range fieldWords {
		for _, w := range row.words {
			if _, taken := table[w]; !taken {
				table[w] = i
			}
		}
	}
	return table
}

// FieldOf is the field whose name the words are; "": none.
func FieldOf(words string) Field {
	if row, ok := lexicon().fieldRows[strings.ToLower(strings.TrimSpace(words))]; ok {
		return fieldWords[row].field
	}
	return ""
}

// NamesField tells whether a text is the name of a field and nothing else, maybe
// with a remark in brackets.
func NamesField(text string) bool {
	if len(text) > maxFieldName {
		return false
	}
	ws := Split(strings.TrimSuffix(text, ":"))
	return len(ws) > 0 && len(ws) <= 3 && FieldOf(strings.Join(ws, " ")) != ""
}

// maxFieldName is how many bytes the name of a field has at most, with its remark.
const maxFieldName = 80

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
	joined := strings.Join(words, " ")
	best := len(fieldWords)
	for from := range words {
		at := len(strings.Join(words[:from], " ")) + min(from, 1)
		end := at
		for _, w := range words[from:] {
			end += len(w)
			if row, ok := lexicon().fieldRows[joined[at:end]]; ok && (joined[at:end] != "by" || dueBy(words[:from])) {
				best = min(best, row)
			}
			end++
		}
	}
	if HasCJK(joined) {
		best = min(best, cjkHeader(joined))
	}
	if best == len(fieldWords) {
		return ""
	}
	return fieldWords[best].field
}

// dueBy tells whether the words before "by" make it say until when ("Finish by"),
// and not by what or whom ("Triggered by").
func dueBy(before []string) bool {
	return len(before) == 0 || slices.Contains([]string{"due", "complete", "completed", "finish", "finished", "done", "needed", "required", "deliver", "delivered", "delivery", "resolve", "fix", "implement", "expected", "target", "planned", "ready"}, before[len(before)-1])
}

// cjkHeader is the first row of which a word is anywhere in a header that is
// written without spaces.
func cjkHeader(header string) int {
	for i, row := range fieldWords {
		if slices.ContainsFunc(row.words, func(w string) bool { return len(w) > 3 && strings.Contains(header, w) }) {
			return i
		}
	}
	return len(fieldWords)
}

// ActionRank orders the headers that may name the column of the actions:
// lower is surer; 0: no such header.
func ActionRank(text string) int {
	if Classify(text, nil, nil) == ClassTake {
		return 1
	}
	words := Split(text)
	switch {
	case FieldOf(strings.Join(words, " ")) == FieldAction:
		return 2
	case headerWord(words) == FieldAction:
		return 3
	}
	return 0
}

// ExplicitHeader tells whether the header alone says that follow-up actions stand below.
func ExplicitHeader(text string) bool {
	words := strings.Join(Split(text), " ")
	return len(words) > 7 && words != "description" && Classify(text, nil, nil) == ClassTake || HasCJK(text) && Classify(text, nil, nil) == ClassTake && len(text) >= 9
}
