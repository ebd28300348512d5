package publication

import (
	"slices"
	"strings"
	"unicode"

	"github.com/followthrough/followthrough/internal/names"
)

// Titles tells whether a title says that its document is a draft: it opens with the
// word, or a part of it (in brackets, behind a dash) says nothing else.
func Titles(title string) bool {
	text := cleaned(title)
	return titles(title, text, known().mayTell(text))
}

// titles is Titles for a title that was cleaned and looked at already.
func titles(title, text string, may bool) bool {
	if strings.Contains(text, site) {
		if bare := strings.Trim(text, "*_# "); strings.HasPrefix(bare, site) || strings.HasSuffix(bare, site) {
			return true
		}
	}
	if !may {
		return false
	}
	ws := wordsOf(text)
	return slices.ContainsFunc(clausesOf(text), alone) || endsTitle(ws) || opensTitle(title, text, ws)
}

// Line tells whether a line of its own at the top of a document says that it is a
// draft, alone or in a sentence about the document.
func Line(line string) bool {
	text := cleaned(line)
	key, value, keyed := strings.Cut(strings.ReplaceAll(text, "：", ":"), ":")
	key = strings.Trim(key, "*_-•# ")
	switch {
	case !keyed:
	case isNo(strings.Trim(value, "*_ ")):
		return false // what a key's "no" says is asked of the keys
	case isStatusKey(key):
		return standingOf(value) == draft
	case slices.ContainsFunc(statusEnds, func(end string) bool { return strings.HasSuffix(key, end) }):
		return saysDraft(value)
	}
	may := known().mayTell(text)
	return titles(line, text, may) || may && (slices.ContainsFunc(clausesOf(text), ofDocument) || opensLine(key))
}

// alone tells whether a clause says that a document is a draft, and nothing else.
func alone(clause string) bool {
	v := known()
	if unparted(clause) && slices.ContainsFunc([]phrases{v.drafts, v.weak, v.openers, v.notYet}, func(p phrases) bool { return p.nearly(clause) }) {
		return true
	}
	ws := wordsOf(clause)
	found := false
	for i := 0; i < len(ws); {
		n := max(v.weak.at(ws, i), v.openers.at(ws, i), v.drafts.at(ws, i))
		if ws[i] == "drafts" {
			return false
		}
		if n == 0 {
			n = awaits(ws, i)
		}
		switch {
		case n > 0 && !slices.ContainsFunc(ws[max(0, i-3):i], denial):
			found = true
		case unyet(ws[i:]):
			return true
		case v.mild.at(ws, i) > 0 || isVersion(ws[i]):
			n = max(1, v.mild.at(ws, i))
		default:
			return false
		}
		i += max(1, n)
	}
	return found
}

// endsTitle tells whether a title ends in "post-mortem draft", or the like.
func endsTitle(ws []string) bool {
	v, n := known(), len(ws)
	return n > 1 && ws[n-1] != "drafts" && v.drafts.at(ws, n-1) == 1 && v.papers.at(ws, n-2) == 1 ||
		n > 2 && v.drafts.at(ws, n-1) == 1 && v.papers.at(ws, n-3) == 2
}

// awaits is how many words say at a place what a document waits for; 0: none do.
func awaits(ws []string, i int) int {
	v := known()
	if n := v.waits.at(ws, i); n > 0 && i+n < len(ws) && v.endings.at(ws, i+n) > 0 {
		return n + 1
	}
	return 0
}

// unyet tells whether words, which end a clause, say that something is not yet what a
// document becomes.
func unyet(ws []string) bool {
	v := known()
	n := max(v.notYet.at(ws, 0), v.nots.at(ws, 0))
	return n > 0 && len(ws) <= n+4 && ends(ws[n:])
}

func isVersion(w string) bool {
	return strings.TrimFunc(w, unicode.IsDigit) == "" || w[0] == 'v' && strings.TrimFunc(w[1:], unicode.IsDigit) == ""
}

// opensTitle tells whether a title begins with a draft's word. "Draft invoices were
// lost" does not: a word in the plural that goes on in small letters is what the
// title is about.
func opensTitle(title, text string, ws []string) bool {
	if len(ws) == 0 || !begins(known().certain, text, ws) {
		return false
	}
	n := max(1, known().certain.at(ws, 0))
	if sign := known().certain.in(text); sign >= 0 && unparted(ws[0]) { // what the word is part of may be what it is about
		return slices.Contains(known().certain.signs, ws[0])
	}
	all := strings.FieldsFunc(names.Form(title), func(r rune) bool { return !unicode.In(r, unicode.L, unicode.M, unicode.N) })
	if len(all) <= n || len(ws) <= n {
		return true
	}
	next, first := all[n], []rune(all[0])
	spoken := unicode.IsUpper(first[0]) && len(first) > 1 && unicode.IsLower(first[1])
	return !spoken || !unicode.IsLower([]rune(next)[0]) || !strings.HasSuffix(next, "s")
}

// opensLine tells whether a line begins with what a document is in, and goes on with
// by whom or until when.
func opensLine(clause string) bool {
	ws := wordsOf(clause)
	if len(ws) == 0 {
		return false
	}
	n := max(known().openers.at(ws, 0), awaits(ws, 0))
	return n > 0 && (n == len(ws) || slices.Contains([]string{"by", "with", "until", "durch", "von", "par", "por", "da", "door", "av", "af"}, ws[n]))
}

// ofDocument tells whether a clause says of the document itself that it is a draft.
func ofDocument(clause string) bool {
	v := known()
	if at := v.itself.in(clause); at >= 0 {
		return v.drafts.in(clause[at:]) >= 0 && denied(clause, v.drafts.in(clause)) || v.openers.in(clause[at:]) >= 0 || v.notYet.in(clause[at:]) >= 0
	}
	ws := wordsOf(clause)
	for i := range ws[:min(len(ws), 4)] {
		n := v.shows.at(ws, i)
		if n == 0 {
			continue
		}
		rest := ws[i+n:]
		if len(rest) > 0 {
			rest = rest[v.papers.at(rest, 0):]
		}
		for len(rest) > 0 {
			if v.drafts.at(rest, 0) > 0 || v.weak.at(rest, 0) > 0 || v.openers.at(rest, 0) > 0 || awaits(rest, 0) > 0 || unyetIn(rest) {
				return true
			}
			m := v.joins.at(rest, 0)
			if m == 0 {
				break
			}
			rest = rest[m:]
		}
	}
	return false
}

// unyetIn tells whether words begin with a denial of what a document becomes.
func unyetIn(ws []string) bool {
	v := known()
	n := max(v.notYet.at(ws, 0), v.nots.at(ws, 0))
	return n > 0 && ends(ws[n:])
}
