package fields

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

// Fields reads one action's text: tokens at both ends become fields, what is
// left is the title.
type Fields struct {
	r    document.Rich
	A    review.Action
	lead bool // the ticket stood at the start
	// crossed is what ☒ says where the text stands.
	crossed review.State
	// novel: something was taken that earlier versions left in the title.
	novel bool
	// mention: the reference at the end is another item's.
	mention bool
	// before: the text is read as those did.
	before bool
}

// rounds is how many tokens are taken off each end at most.
const rounds = 8

// Read reads the text of an action in any form; crossed is what ☒ says where
// it stands.
func Read(r document.Rich, crossed review.State) review.Action {
	f := &Fields{r: r, crossed: crossed}
	f.read()
	if r.Before == nil && !f.novel {
		return f.A
	}
	before := &Fields{r: r, crossed: crossed, before: true}
	if r.Before != nil {
		before.r = *r.Before
	}
	before.read()
	if review.Normalise(before.A.Title) != review.Normalise(f.A.Title) {
		f.A.Formerly = before.A.Title
	}
	if f.A.Ticket == nil && !f.mention {
		f.A.Ticket = before.A.Ticket // a footnote names it
	}
	return f.A
}

func (f *Fields) read() {
	f.box()
	if !f.before {
		f.taskSigns()
	}
	atStart := f.strip(f.tokenStart, rounds)
	f.struck()
	if f.strip(f.tokenEnd, rounds) > 0 || atStart == rounds {
		f.strip(f.tokenStart, rounds)
	}
	if already.MatchString(f.r.Text) {
		SetState(&f.A, review.Done, "")
	}
	f.finish()
}

// strip takes tokens off an end, n at most, and tells how many it took.
func (f *Fields) strip(token func() bool, n int) (taken int) {
	for f.r.Trim(); taken < n && f.r.Text != "" && token(); taken++ {
		f.r.Trim()
	}
	return taken
}

func (f *Fields) box() {
	if m := words.BoxAtStart.FindStringSubmatchIndex(f.r.Text); m != nil {
		SetState(&f.A, words.BoxState(f.r.Text[m[2]:m[3]]), "")
		f.r.Cut(0, m[1])
	} else if m := notApplicable.FindStringIndex(f.r.Text); m != nil && !f.before {
		SetState(&f.A, review.Declined, "not applicable")
		f.r.Cut(0, m[1])
		f.novel = true
	}
}

// finish splits a struck text from its reason, and cleans the title.
func (f *Fields) finish() {
	if f.A.Struck {
		f.finishStruck()
	}
	if f.A.Ticket == nil {
		f.A.Ticket = soleTicket(f.r, f.before)
	}
	f.A.Title = trimmed(f.r.Text)
	if with := f.r.Addressed(); with != f.r.Text {
		f.A.Addressed = trimmed(with)
	}
	if f.A.Title == "" && f.A.Ticket != nil {
		f.A.Title = f.A.Ticket.Link()
	}
}

// trimmed is a text as a title: on one line, without what joined it to others.
func trimmed(text string) string {
	return strings.TrimRight(strings.TrimLeft(oneSpace(text), " :–—-"), " :：–—-,;")
}

// oneSpace is a text with one space wherever there is white space.
func oneSpace(text string) string {
	for i := range len(text) {
		c := text[i]
		if c < ' ' || c >= utf8.RuneSelf || c == ' ' && (i == 0 || i+1 == len(text) || text[i+1] == ' ') {
			return strings.Join(strings.Fields(text), " ")
		}
	}
	return text
}

// tokenStart takes one token off the start.
func (f *Fields) tokenStart() bool {
	return f.emojiStart() || f.personStart() || f.peelTicketStart() || f.fieldsStart() || f.bracketStart() || f.tagStart() || f.wordStart() || f.whoStart() || f.handleTask()
}

func (f *Fields) emojiStart() bool {
	m := emojiBox.FindStringSubmatchIndex(f.r.Text)
	if m == nil || m[1] == len(f.r.Text) || f.inCode(0) {
		return false
	}
	SetState(&f.A, f.emojiState(f.r.Text[m[2]:m[3]]), "")
	f.r.Cut(0, m[1])
	return true
}

// emojiState is what an emoji at an end says; ☒ says one thing or another.
func (f *Fields) emojiState(sign string) review.State {
	if strings.HasPrefix(sign, "☒") && f.crossed != "" {
		return f.crossed
	}
	return words.EmojiState(sign)
}

// bracketStart takes "[x]" or "(x)" before the text: a state, a priority, a
// type, a ticket or the owner.
func (f *Fields) bracketStart() bool {
	m := bracketHead.FindStringSubmatchIndex(f.r.Text)
	if m == nil || m[1] == len(f.r.Text) || f.r.LinkAt(1) != nil {
		return false
	}
	inside, square := unbracketed(f.r.Text[m[2]:m[3]])
	if !f.tag(inside) && !(words.BracketOwner(inside, 4) && f.owner(inside)) && !(square && words.IsHorizon(inside)) {
		return false
	}
	f.r.Cut(0, m[1])
	return true
}

// unbracketed is what stands in brackets, and whether they are square ones.
func unbracketed(text string) (inside string, square bool) {
	opener, size := utf8.DecodeRuneInString(text)
	return text[size : len(text)-size], opener == '[' || opener == '【'
}

// tagStart takes a bold or plain tag such as **HIGH** or "P1:".
func (f *Fields) tagStart() bool {
	for _, s := range f.r.Spans {
		if (s.Kind == document.Bold || s.Kind == document.Code) && s.From == 0 && s.To < len(f.r.Text) {
			if tag := strings.Trim(f.r.Text[:s.To], " :[]()"); f.setApart(s, tag) && f.boldTag(tag) {
				f.r.Cut(0, s.To)
				f.r.Text = f.cutJoin()
				return true
			}
		}
	}
	word, _, ok := strings.Cut(head(f.r.Text, 20), ":")
	if ok && len(word)+1 < len(f.r.Text) && (words.IsPriority(word) || words.IsMainType(strings.ToLower(word))) {
		f.tag(word)
		f.r.Cut(0, len(word)+1)
		return true
	}
	return false
}

// setApart tells whether a marked word at the start is no part of the sentence:
// code that names a state ("`done` is never logged") needs a sign behind it.
func (f *Fields) setApart(s document.Span, tag string) bool {
	if _, _, ok := words.State(tag); s.Kind != document.Code || !ok {
		return true
	}
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(f.r.Text[s.To:], " "))
	return !f.asNow(!strings.ContainsRune(":：–—-", next))
}

// boldTag takes a bold word that is a tag; kinds of work ("Monitoring") lead
// to what is to be done, and stay.
func (f *Fields) boldTag(text string) bool {
	lower := strings.ToLower(text)
	return (!words.IsType(lower) || words.IsMainType(lower)) && f.tag(text)
}

// pattern finds its groups in a text.
type pattern interface{ FindStringSubmatchIndex(text string) []int }

// maxEnd is how many bytes at the end of a text a token has at most.
const maxEnd = 1000

// atEnd is the match of a pattern that ends where a text does; one that closes a
// longer text is looked for in its last bytes.
func atEnd(p pattern, text string) []int {
	window := tail(text, maxEnd)
	for window != "" && !utf8.RuneStart(window[0]) {
		window = window[1:]
	}
	m := p.FindStringSubmatchIndex(window)
	for i := range m {
		if m[i] >= 0 {
			m[i] += len(text) - len(window)
		}
	}
	return m
}

// head is at most the first n bytes of a text, and tail the last.
func head(text string, n int) string { return text[:min(n, len(text))] }

func tail(text string, n int) string { return text[max(0, len(text)-n):] }

// cutJoin drops what joined a tag to the text.
func (f *Fields) cutJoin() string {
	rest := strings.TrimLeft(f.r.Text, " :–—-")
	f.r.Cut(0, len(f.r.Text)-len(rest))
	return f.r.Text
}

// tag takes a state, a priority, a type or a ticket.
func (f *Fields) tag(text string) bool {
	text = strings.TrimSpace(text)
	if s, rest, ok := words.State(text); ok && words.OnlyState(rest) && (f.before || !listed(s, rest)) {
		SetState(&f.A, s, rest)
		if lead, day, ok := strings.Cut(rest, " "); ok && s != review.Done && strings.EqualFold(lead, "due") && words.IsDay(day) {
			f.A.Due = First(f.A.Due, day)
		}
		return true
	}
	switch {
	case words.IsPriority(text):
		f.A.Priority = First(f.A.Priority, text)
	case words.IsType(strings.ToLower(text)):
		f.A.Type = First(f.A.Type, text)
	case isKey(text):
		f.leadTicket(&review.Ticket{Text: text})
	default:
		return false
	}
	return true
}

// listed tells whether another state follows one ("declined, cancelled"): both
// are what the text speaks of.
func listed(s review.State, rest string) bool {
	next, more, ok := words.State(strings.TrimLeft(rest, " ,;/|"))
	return ok && words.OnlyState(more) && strings.TrimLeft(rest, ",;/|") != rest && (next != s || s == review.Declined)
}

// First is have, or next where that is empty.
func First(have, next string) string {
	if have != "" {
		return have
	}
	return next
}

// wordStart takes "DONE:", "TODO x", "Action item 3:", "2)".
func (f *Fields) wordStart() bool {
	if m := ShoutMarker.FindStringSubmatchIndex(f.r.Text); m != nil && m[1] < len(f.r.Text) && !f.asNow(f.r.InCode(0) || names(f.r.Text[m[3]:])) {
		s, _, _ := words.State(f.r.Text[m[2]:m[3]])
		SetState(&f.A, s, "")
		f.r.Cut(0, m[1])
		return true
	}
	if m := stateHead.FindStringSubmatchIndex(f.r.Text); m != nil && m[1] < len(f.r.Text) && !f.inCode(m[2]) {
		s, _, _ := words.State(f.r.Text[m[2]:m[3]])
		SetState(&f.A, s, "")
		f.r.Cut(0, m[1])
		return true
	}
	if m := Marker.FindStringIndex(f.r.Text); m != nil && m[1] < len(f.r.Text) {
		f.r.Cut(0, m[1])
		return true
	}
	if m := plainMarker.FindStringIndex(f.r.Text); m != nil && m[1] < len(f.r.Text) {
		f.r.Cut(0, m[1])
		return true
	}
	if n := words.Numbered(f.r.Text); n > 0 {
		f.r.Cut(0, n)
		return true
	}
	return false
}

// names tells whether what follows a shouted state makes it a name: "TODO comments
// must go", "DONE events are lost".
func names(rest string) bool {
	word, _, _ := strings.Cut(strings.TrimLeft(rest, " "), " ")
	return strings.HasPrefix(rest, " ") && slices.Contains(stateThings, strings.TrimRight(word, ".,:;"))
}

// stateThings are what bears a state as its name.
var stateThings = strings.Fields("comment comments items lists markers entries notes states event events message messages flags column columns labels tags is are and or")

// whoStart takes "@x: …", "Team x: …".
func (f *Fields) whoStart() bool {
	if f.A.Owner != "" {
		return false
	}
	who := teamFirst
	if strings.Contains(head(f.r.Text, 2), "@") {
		who = handleFirst
	}
	m := who.FindStringSubmatchIndex(f.r.Text)
	if m == nil || m[1] >= len(f.r.Text) {
		return f.roleStart()
	}
	f.A.Owner = strings.TrimSpace(f.r.Text[m[2]:m[3]])
	f.r.Cut(0, m[1])
	return true
}

// roleStart takes "SRE lead: …", "On-call: …" where what to do follows.
func (f *Fields) roleStart() bool {
	role, rest, ok := strings.Cut(head(f.r.Text, maxRole), ":")
	if !ok || f.before || !words.IsRole(role) || strings.TrimSpace(rest) == "" {
		return false
	}
	f.A.Owner = strings.TrimSpace(role)
	f.r.Cut(0, len(role)+1)
	f.novel = true
	return true
}

// maxRole is how many bytes a role with its colon has at most.
const maxRole = 40

// firstFields is the start of a text, up to its third space.
func firstFields(text string) string {
	spaces := 0
	for i := range len(text) {
		if text[i] == ' ' {
			if spaces++; spaces == 3 {
				return text[:i]
			}
		}
	}
	return text
}

// owner takes who does it, unless somebody is known or nobody is meant.
func (f *Fields) owner(text string) bool {
	if f.A.Owner == "" {
		f.A.Owner = words.Owner(text)
	}
	return true
}
