package markdown

import (
	"strings"

	"github.com/followthrough/followthrough/sync/review"
)

// fields reads one action's text: tokens at both ends become fields, what is
// left is the title.
type fields struct {
	r    rich
	a    review.Action
	lead bool // the ticket stood at the start
}

// rounds is how many tokens are taken off each end at most.
const rounds = 8

// readFields reads the text of an action in any form.
func readFields(r rich) review.Action {
	f := &fields{r: r}
	f.box()
	f.strip(f.tokenStart, rounds)
	f.struck()
	f.strip(f.tokenEnd, rounds)
	f.strip(f.tokenStart, rounds)
	if already.MatchString(f.r.text) {
		setState(&f.a, review.Done, "")
	}
	f.finish()
	return f.a
}

func (f *fields) strip(token func() bool, n int) {
	for f.r.trim(); n > 0 && f.r.text != "" && token(); n-- {
		f.r.trim()
	}
}

func (f *fields) box() {
	if m := boxAtStart.FindStringSubmatchIndex(f.r.text); m != nil {
		setState(&f.a, boxState(f.r.text[m[2]:m[3]]), "")
		f.r.cut(0, m[1])
	}
}

// struck: the line is struck through; what follows is the reason.
func (f *fields) struck() {
	for _, s := range f.r.spans {
		if s.kind == spanStrike && strings.Trim(f.r.text[:s.from], " *_") == "" && s.to-s.from > 2 {
			f.a.Struck = true
			return
		}
	}
}

// finish splits a struck text from its reason, and cleans the title.
func (f *fields) finish() {
	if f.a.Struck {
		f.finishStruck()
	}
	title := strings.Join(strings.Fields(f.r.text), " ")
	f.a.Title = strings.TrimRight(strings.TrimLeft(title, " :–—-"), " :：–—-,;")
	if f.a.Title == "" && f.a.Ticket != nil {
		f.a.Title = f.a.Ticket.Link()
	}
}

func (f *fields) finishStruck() {
	end := 0
	for _, s := range f.r.spans {
		if s.kind == spanStrike {
			end = max(end, s.to)
		}
	}
	reason := trimSigns(f.r.text[end:])
	if f.a.Mark == review.Done {
		return
	}
	if f.a.Mark != review.Declined || f.a.Reason == "" {
		f.a.Mark, f.a.Reason = review.Declined, reason
	}
	f.r.cut(end, len(f.r.text))
}

// tokenStart takes one token off the start.
func (f *fields) tokenStart() bool {
	return f.emojiStart() || f.peelTicketStart() || f.bracketStart() || f.tagStart() || f.wordStart() || f.whoStart()
}

func (f *fields) emojiStart() bool {
	m := emojiBox.FindStringSubmatchIndex(f.r.text)
	if m == nil || m[1] == len(f.r.text) {
		return false
	}
	setState(&f.a, emojiState(f.r.text[m[2]:m[3]]), "")
	f.r.cut(0, m[1])
	return true
}

// bracketStart takes "[x]" or "(x)" before the text: a state, a priority, a
// type, a ticket or the owner.
func (f *fields) bracketStart() bool {
	m := bracketHead.FindStringSubmatchIndex(f.r.text)
	if m == nil || m[1] == len(f.r.text) || f.r.linkAt(1) != nil {
		return false
	}
	inside, square := group(f.r.text, m)
	if !f.tag(inside) && !(bracketOwner(inside, 4) && f.owner(inside)) && !(square && isHorizon(inside)) {
		return false
	}
	f.r.cut(0, m[1])
	return true
}

// group is the part of a match that took part, and whether its brackets were
// square ones.
func group(text string, m []int) (inside string, square bool) {
	for i := 2; i+1 < len(m); i += 2 {
		if m[i] >= 0 {
			return text[m[i]:m[i+1]], i == 2 || i == 8
		}
	}
	return "", false
}

// tagStart takes a bold or plain tag such as **HIGH** or "P1:".
func (f *fields) tagStart() bool {
	for _, s := range f.r.spans {
		if (s.kind == spanBold || s.kind == spanCode) && s.from == 0 && s.to < len(f.r.text) {
			if f.tag(strings.Trim(f.r.text[:s.to], " :[]()")) {
				f.r.cut(0, s.to)
				f.r.text = f.cutJoin()
				return true
			}
		}
	}
	word, _, ok := strings.Cut(f.r.text, ":")
	if ok && len(word) < 20 && len(word)+1 < len(f.r.text) && (isPriority(word) || isTypeWord(strings.ToLower(word))) {
		f.tag(word)
		f.r.cut(0, len(word)+1)
		return true
	}
	return false
}

// cutJoin drops what joined a tag to the text.
func (f *fields) cutJoin() string {
	rest := strings.TrimLeft(f.r.text, " :–—-")
	f.r.cut(0, len(f.r.text)-len(rest))
	return f.r.text
}

// tag takes a state, a priority, a type or a ticket.
func (f *fields) tag(text string) bool {
	text = strings.TrimSpace(text)
	if s, rest, ok := stateOf(text); ok && len(rest) < 60 && len(strings.Fields(text)) <= 8 {
		setState(&f.a, s, rest)
		return true
	}
	switch {
	case isPriority(text):
		f.a.Priority = first(f.a.Priority, text)
	case isTypeWord(strings.ToLower(text)):
		f.a.Type = first(f.a.Type, text)
	case isKey(text):
		f.leadTicket(&review.Ticket{Text: text})
	default:
		return false
	}
	return true
}

func first(have, next string) string {
	if have != "" {
		return have
	}
	return next
}

// wordStart takes "DONE:", "Action item 3:", "2)".
func (f *fields) wordStart() bool {
	if m := stateHead.FindStringSubmatchIndex(f.r.text); m != nil && m[1] < len(f.r.text) {
		s, _, _ := stateOf(f.r.text[m[2]:m[3]])
		setState(&f.a, s, "")
		f.r.cut(0, m[1])
		return true
	}
	if m := marker.FindStringIndex(f.r.text); m != nil && m[1] < len(f.r.text) {
		f.r.cut(0, m[1])
		return true
	}
	if m := numbering.FindString(f.r.text); m != "" && len(m) < len(f.r.text) {
		f.r.cut(0, len(m))
		return true
	}
	return false
}

// whoStart takes "@x: …", "Team x: …".
func (f *fields) whoStart() bool {
	m := handleFirst.FindStringSubmatchIndex(f.r.text)
	if m == nil {
		m = teamFirst.FindStringSubmatchIndex(f.r.text)
	}
	if m == nil || m[1] >= len(f.r.text) || f.a.Owner != "" {
		return false
	}
	f.a.Owner = strings.TrimSpace(f.r.text[m[2]:m[3]])
	f.r.cut(0, m[1])
	return true
}

// owner takes who does it, unless somebody is known or nobody is meant.
func (f *fields) owner(text string) bool {
	if f.a.Owner == "" {
		f.a.Owner = ownerIn(text)
	}
	return true
}

func isPriority(text string) bool {
	w := strings.ToLower(strings.TrimSpace(text))
	w = strings.TrimSuffix(strings.TrimSuffix(w, " priority"), " prio")
	w = strings.TrimPrefix(strings.TrimPrefix(w, "priority "), "priority: ")
	return lexicon().priority[w]
}

func isTypeWord(lower string) bool { return lexicon().types[strings.TrimSpace(lower)] }

// isHorizon: a time in which to do it, not who.
func isHorizon(text string) bool {
	words := labelWords(text)
	return len(words) > 0 && len(words) <= 3 && isGroup(text)
}
