package actions

import (
	"slices"
	"strings"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions/words"
)

// pairWords and allWords are what a line says that gives the actions above it, two
// of them or all of its group, a ticket: "both #127".
var (
	pairWords = []string{"both", "both of them", "both of these", "both above", "for both", "the two above", "ambos", "ambas", "les deux", "beide", "beides", "entrambi", "begge", "båda", "oba", "obie", "оба", "обе", "обидва", "ikisi", "両方", "两者", "둘 다", "cả hai", "keduanya"}
	allWords  = []string{"all", "all of them", "all of these", "all of the above", "all above", "all the above", "these", "for all", "todos", "todas", "tous", "toutes", "alle", "tutti", "tutte", "alla", "wszystkie", "všechny", "все", "всі", "hepsi", "すべて", "全部", "모두", "tất cả", "semua"}
)

// together takes lines that only give the actions above them a ticket: those get
// it, and the line is none of its own.
func together(all []Found) []Found {
	out := all[:0]
	for _, f := range all {
		if n := spoken(f.Action, out); n > 0 {
			for i := range out[len(out)-n:] {
				out[len(out)-n+i].Ticket = f.Ticket
			}
			continue
		}
		out = append(out, f)
	}
	return out
}

// spoken is for how many of the actions before it a line gives a ticket; 0: it is an
// action.
func spoken(a review.Action, before []Found) int {
	if a.Ticket == nil || len(a.Title) > maxTogether {
		return 0
	}
	said := strings.Join(words.Split(a.Title), " ")
	pair, every := slices.Contains(pairWords, said), slices.Contains(allWords, said)
	if !pair && !every {
		return 0
	}
	n := 0
	for i := len(before) - 1; i >= 0 && before[i].Group == a.Group && before[i].Ticket == nil && (every || n < 2); i-- {
		n++
	}
	if pair && n < 2 {
		return 0
	}
	return n
}

// maxTogether is how many bytes such a line's words have.
const maxTogether = 40
