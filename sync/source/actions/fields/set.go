package fields

import (
	"slices"
	"strings"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

// maxAnswers is how many answers a cell holds at most.
const maxAnswers = 4

// Answers takes every answer to us in a cell.
func Answers(a *review.Action, text string) {
	for _, m := range answerIn.FindAllStringSubmatch(text, maxAnswers) {
		setAnswer(a, m[1], m[2])
	}
}

// SaysOfParent tells whether a line below an action only says something of it.
func SaysOfParent(text document.Rich) bool {
	trial := review.Action{}
	return Detail(&trial, text) || words.IsPlaceholder(text.Text)
}

// Detail takes a line below an action that is one of its fields, its ticket,
// or its state.
func Detail(a *review.Action, text document.Rich) bool {
	f := &Fields{r: text, A: *a}
	if m := KeyValue(text.Text); m != nil && len(text.Text) < 200 {
		fd := words.FieldOf(strings.Trim(text.Text[m[2]:m[3]], "*_ "))
		if fd != "" && fd != words.FieldAction && fd != words.FieldDetail && fd != words.FieldID {
			ok := f.Value(fd, text.Text[m[4]:], text.Slice(m[4], len(text.Text)))
			*a = f.A
			return ok || fd == words.FieldOwner || fd == words.FieldDue
		}
	}
	if taskDetail(a, text) || doneDetail(a, text.Text) {
		return true
	}
	if t := TicketIn(text); t != nil && len(text.Text) < 200 && onlyTickets(text) {
		if a.Ticket == nil {
			a.Ticket = t
		}
		return true
	}
	return false
}

// doneDetail takes a line that says that the action is done.
func doneDetail(a *review.Action, text string) bool {
	if !nestedDone.MatchString(text) {
		return false
	}
	SetState(a, review.Done, "")
	return true
}

// onlyTickets: but for references to tickets the line says nothing.
func onlyTickets(text document.Rich) bool {
	rest := text.Text
	for _, s := range text.Spans {
		if s.Kind == document.Link {
			rest = strings.Replace(rest, text.Text[s.From:s.To], " ", 1)
		}
	}
	for _, w := range words.Split(withoutFileKeys(rest)) {
		if !leadIn.MatchString(" "+w) && strings.Trim(w, "0123456789") != "" && !isKey(strings.ToUpper(w)) && len(w) > 3 {
			return false
		}
	}
	return true
}

// withoutFileKeys is the text without the keys of items in backlog files.
func withoutFileKeys(text string) string {
	ws := slices.DeleteFunc(strings.Fields(text), func(w string) bool { return isFileKey(strings.Trim(w, "()[].,:;")) })
	return strings.Join(ws, " ")
}

// TicketBeside is the ticket of a cell but for what stands there as an answer
// to us.
func TicketBeside(r document.Rich) *review.Ticket { return TicketIn(withoutAnswers(r)) }

// withoutAnswers is a text but for the answers to us in it.
func withoutAnswers(r document.Rich) document.Rich {
	r.Spans = slices.Clone(r.Spans)
	for range maxAnswers {
		m := answerIn.FindStringIndex(r.Text)
		if m == nil {
			break
		}
		r.Cut(m[0], m[1])
	}
	return r
}
