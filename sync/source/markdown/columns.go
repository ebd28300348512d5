package markdown

import (
	"slices"
	"strings"

	"github.com/followthrough/followthrough/sync/review"
)

// fieldTable maps the words of every field to it; the first row wins.
func fieldTable() map[string]field {
	table := map[string]field{}
	for _, row := range fieldWords {
		for _, w := range row.words {
			if _, taken := table[w]; !taken {
				table[w] = row.field
			}
		}
	}
	return table
}

// fieldOf is the field whose name the words are; "": none.
func fieldOf(words string) field {
	return lexicon().fields[strings.ToLower(strings.TrimSpace(words))]
}

// headerField is what a table's header says that its column holds.
func headerField(text string, s Settings) field {
	for _, fd := range []field{fieldAction, fieldOwner, fieldStatus, fieldDue, fieldPriority, fieldType, fieldTicket} {
		if slices.ContainsFunc(s.Columns[string(fd)], func(w string) bool { return review.Normalise(w) == review.Normalise(text) }) {
			return fd
		}
	}
	if strings.TrimSpace(text) == "#" {
		return fieldID
	}
	words := labelWords(text)
	if fd := fieldOf(strings.Join(words, " ")); fd != "" {
		return fd
	}
	return headerWord(words)
}

// headerWord judges a header of several words by those it holds.
func headerWord(words []string) field {
	if len(words) == 0 || len(words) > 8 {
		return ""
	}
	joined := " " + strings.Join(words, " ") + " "
	cjk := hasCJK(joined)
	for _, row := range fieldWords {
		for _, w := range row.words {
			if strings.Contains(joined, " "+w+" ") || cjk && len(w) > 3 && strings.Contains(joined, w) {
				return row.field
			}
		}
	}
	return ""
}

// actionRank orders the headers that may name the column of the actions:
// lower is surer; 0: no such header.
func actionRank(text string) int {
	joined := strings.Join(labelWords(text), " ")
	switch {
	case classify(text, Settings{}) == take:
		return 1
	case fieldOf(joined) == fieldAction:
		return 2
	case headerWord(labelWords(text)) == fieldAction:
		return 3
	}
	return 0
}

// explicitHeader: the header alone says that follow-up actions stand below.
func explicitHeader(text string) bool {
	words := strings.Join(labelWords(text), " ")
	return len(words) > 7 && words != "description" && classify(text, Settings{}) == take || hasCJK(text) && classify(text, Settings{}) == take && len(text) >= 9
}
