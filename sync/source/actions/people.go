package actions

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/followthrough/followthrough/sync/source/actions/fields"
	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

// owned is the traits below a label that may name the people who act.
func (r *reader) owned(t traits, text string, full document.Rich, sure bool) traits {
	t = t.with(text)
	if owner, contacts := fields.OwnerIn(full); len(contacts) > 0 && words.Count(full.Text) <= maxLabelItem {
		t.owner, t.contacts = strings.Trim(owner, " :"), contacts
		return t
	}
	if words.OwnerLabel(text) == "" {
		names := words.People(text)
		if sure {
			names = words.PeopleAmong(text)
		}
		if names != nil && (sure || r.people(names)) {
			t.owner, _ = words.WithoutRemark(strings.TrimSpace(text))
		}
	}
	return t
}

// people tells whether names are surely those of people: several in one label,
// two initials, or somebody whom the document addresses or lets speak.
func (r *reader) people(names []string) bool {
	return len(names) > 1 || words.Initials(names[0]) || r.speaks(names[0])
}

// maxSought is how many names are looked for in the whole document at most.
const maxSought = 12

// speaks: the document writes "@name", or "name:" at the start of a line.
func (r *reader) speaks(name string) bool {
	src := []byte(r.doc.Text)
	if r.sought++; r.sought > maxSought {
		return false
	}
	for at := 0; ; {
		i := bytes.Index(src[at:], []byte(name))
		if i < 0 {
			return false
		}
		i += at
		at = i + len(name)
		if next, _ := utf8.DecodeRune(src[at:]); i == 0 || unicode.IsLetter(next) {
			continue
		}
		if before := src[i-1]; before == '@' || before == '\n' && src[min(at, len(src)-1)] == ':' {
			return true
		}
	}
}

// siblings are the labels that stand under the same one with the same rank.
type siblings struct {
	up   *label
	rank int
}

// peopled tells whether one of the labels beside this one in its section is
// surely that of people, so that the others are too.
func (r *reader) peopled(sec *section, l *label) bool {
	if sec.people == nil {
		sec.people = map[siblings]bool{}
		for _, s := range sec.segs {
			if names := words.People(s.label.text); names != nil && r.people(names) {
				sec.people[siblings{s.label.up, s.label.rank}] = true
			}
		}
	}
	return sec.people[siblings{l.up, l.rank}]
}
