package mapping

import (
	"regexp"
	"strings"
)

// closing is what stands in brackets at the end of an action's words.
var closing = regexp.MustCompile(`[(\[（【]([^()\[\]（）【】]{1,80})[)\]）】]\s*[.。]?$`)

// byClosing takes the name that stands in brackets at the end of an action that
// names no owner elsewhere, where a team has just that name, alias or member. Other
// brackets ("(optional)") are the title's own.
func (m *Mapping) byClosing(d *Decision, title string) bool {
	found := closing.FindStringSubmatch(strings.TrimSpace(title))
	return found != nil && m.Claimant(found[1]) != nil && m.ownedBy(d, found[1], "the name in brackets at the line's end")
}

// The most words of an action that are looked at for a name, and how many a name
// has at most.
const (
	mostSpoken = 60
	longName   = 4
)

// spoken is the first team whose name, alias or member stands among an action's
// words, where it decides nothing; nil: none.
func (m *Mapping) spoken(title string) *Team {
	ws := strings.FieldsFunc(title, func(r rune) bool { return strings.ContainsRune(" \t\n,;:.!?()[]\"“”'`", r) })
	ws = ws[:min(len(ws), mostSpoken)]
	for from := range ws {
		for n := min(longName, len(ws)-from); n > 0; n-- {
			if t := m.Claimant(strings.Join(ws[from:from+n], " ")); t != nil {
				return t
			}
		}
	}
	return nil
}

// spokenWords say which team an action's words name without deciding, the answer
// first, for a cell of a review may cut the rest; "": none.
func (m *Mapping) spokenWords(q Query) string {
	t := m.spoken(q.Action.Title)
	if t == nil {
		return ""
	}
	return "write (team: " + t.Name + ") if that is meant: its words name " + t.Name + ", which decides nothing"
}
