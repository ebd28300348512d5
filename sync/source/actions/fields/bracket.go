package fields

import (
	"slices"
	"strings"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

// maxBracket is how many bytes a bracket of several fields has at most.
const maxBracket = 300

// fieldsEnd takes a bracket of several fields off the end: "(owner: x; due:
// 2026-12-01; P1)", "[owner=eng, priority=high]".
func (f *Fields) fieldsEnd() bool {
	text := strings.TrimRight(f.r.Text, " .。")
	if f.before || !closes(text) {
		return false
	}
	end := len(text) - len(string(lastRune(text)))
	open := strings.LastIndexAny(text[:end], "([（【")
	if open <= 0 || end-open > maxBracket || f.r.InCode(open) || strings.TrimSpace(text[:open]) == "" {
		return false
	}
	inside := open + len(openerOf(lastRune(text)))
	if inside > end || len(bracketParts(text[inside:end])) < 2 || !f.fieldsIn(inside, end) {
		return false
	}
	f.r.Cut(len(strings.TrimRight(f.r.Text[:open], " \t\n")), len(f.r.Text))
	f.novel = true
	return true
}

// fieldsStart takes such a bracket, or one of a single field, off the start.
func (f *Fields) fieldsStart() bool {
	opener, size := firstRune(f.r.Text)
	closer := closerOf(opener)
	if f.before || closer == "" || f.r.LinkAt(size) != nil || f.r.InCode(0) {
		return false
	}
	end := strings.Index(head(f.r.Text, maxBracket), closer)
	if end < 0 || end+len(closer) == len(f.r.Text) || !f.fieldsIn(size, end) {
		return false
	}
	f.r.Cut(0, len(f.r.Text)-len(strings.TrimLeft(f.r.Text[end+len(closer):], " \t:：–—-")))
	f.novel = true
	return true
}

// bracket is what the parts of a bracket say, taken for a trial.
type bracket struct {
	Fields
	named  int          // how many parts name their field
	states int          // how many are states
	said   review.State // the last of those
	last   words.Field  // of the last that names one
}

func (f *Fields) openBracket() *bracket {
	b := &bracket{Fields: *f}
	b.A.Contacts = slices.Clip(f.A.Contacts)
	return b
}

// tagged takes a part that says by itself what it is: a day, somebody's handle or
// team, a tag. More than one state is what the text speaks of ("(declined,
// cancelled)").
func (b *bracket) tagged(text string) bool {
	switch {
	case words.IsDay(dueLead.ReplaceAllString(text, "")):
		b.A.Due = First(b.A.Due, dueLead.ReplaceAllString(text, ""))
		return true
	case strings.HasPrefix(text, "@") || words.HasTeam(text):
		b.owner(text)
		return true
	case !b.tag(text):
		return false
	}
	s, rest, ok := words.State(text)
	if !ok || !words.OnlyState(rest) {
		return true
	}
	b.states++
	again := b.states > 1 && (s != b.said || s == review.Declined)
	b.said = s
	return b.before || !again
}

// field takes a part that names its field; known: it does.
func (b *bracket) field(r document.Rich, from, to int) (known, taken bool) {
	text := r.Text[from:to]
	key, at := fieldKey(text)
	if key == "" {
		return false, false
	}
	b.named, b.last = b.named+1, key
	if value := strings.TrimSpace(text[at:]); key == words.FieldDue && !b.before && !words.HasDay(value) && words.IsTime(value) {
		b.A.Due = First(b.A.Due, value)
		return true, true
	}
	return true, b.Value(key, text[at:], r.Slice(from+at, to))
}

// goesOn takes a part that goes on with the owner of the part before it:
// "owner: Ann, Bo".
func (b *bracket) goesOn(text string) bool {
	if b.last != words.FieldOwner || b.A.Owner == "" || !words.BracketOwner(text, 3) {
		return false
	}
	b.A.Owner += ", " + text
	return true
}

// fieldsIn takes the parts of a bracket between two bytes where each is a field
// or a tag and one of them at least names its field.
func (f *Fields) fieldsIn(from, to int) bool {
	b := f.openBracket()
	for _, p := range bracketParts(f.r.Text[from:to]) {
		known, taken := b.field(f.r, from+p.from, from+p.to)
		text := f.r.Text[from+p.from : from+p.to]
		if !taken && (known || !b.tagged(text) && !b.goesOn(text)) {
			return false
		}
	}
	if b.named == 0 {
		return false
	}
	f.A, f.lead = b.A, b.lead
	return true
}

// bracketPart is one part of a bracket, by its bytes.
type bracketPart struct{ from, to int }

// bracketParts are the parts of a text between commas and their like.
func bracketParts(text string) (out []bracketPart) {
	at := 0
	for i, r := range text + ";" {
		if !strings.ContainsRune(",;|，；、", r) {
			continue
		}
		part := strings.TrimSpace(text[at:i])
		if part != "" {
			begin := at + strings.Index(text[at:i], part)
			out = append(out, bracketPart{begin, begin + len(part)})
		}
		at = i + len(string(r))
	}
	return out
}

// fieldKey is the field that a part names ("due: …", "priority=high"), and where
// its value begins; "": it names none.
func fieldKey(part string) (words.Field, int) {
	sign := strings.IndexAny(part, ":=：")
	if sign < 0 {
		return "", 0
	}
	switch fd := words.FieldOf(strings.Trim(part[:sign], " *_")); fd {
	case words.FieldAction, words.FieldDetail, words.FieldID:
		return "", 0
	default:
		_, size := firstRune(part[sign:])
		return fd, sign + size
	}
}

// pair takes "(owner, due)" in brackets: "(@x, 2026-03-31)".
func (f *Fields) pair(inside string) bool {
	parts := strings.FieldsFunc(inside, func(c rune) bool { return c == ',' || c == ';' || c == '|' })
	if len(parts) < 2 {
		return words.IsDay(inside) && f.Value(words.FieldDue, inside, document.Rich{})
	}
	b := f.openBracket()
	for _, p := range parts {
		p = strings.TrimSpace(p)
		owned := len(parts) == 2 && words.IsDay(strings.TrimSpace(parts[1])) && words.BracketOwner(p, 3)
		if !b.tagged(p) && !(owned && b.owner(p)) {
			return false
		}
	}
	f.A = b.A
	return true
}
