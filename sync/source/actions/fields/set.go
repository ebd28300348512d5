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
	if is, known := keyedDetail(a, text); known {
		return is
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

// keyedDetail takes a line that is a field's name and what it holds, and further such; known
// says that it names one.
func keyedDetail(a *review.Action, text document.Rich) (is, known bool) {
	m := KeyValue(text.Text)
	if m == nil || len(text.Text) >= 200 {
		return false, false
	}
	fd := keyOf(strings.Trim(text.Text[m[2]:m[3]], "*_ "))
	if fd == "" || fd == words.FieldAction || fd == words.FieldDetail || fd == words.FieldID {
		return false, false
	}
	to, next := nextField(text.Text, m[4])
	f := &Fields{r: text, A: *a}
	ok := f.Value(fd, text.Text[m[4]:to], text.Slice(m[4], to))
	*a = f.A
	if next > 0 {
		Detail(a, text.Slice(next, len(text.Text)))
	}
	return ok || fd == words.FieldOwner || fd == words.FieldDue, true
}

// keyOf is the field that a key names, "Complete by" as well.
func keyOf(key string) words.Field {
	if fd := words.FieldOf(key); fd != "" || !strings.HasSuffix(key, " by") {
		return fd
	}
	if fd := words.Header(key, nil); fd == words.FieldDue {
		return fd
	}
	return ""
}

// nextField is where a value ends before another field of the same line, and where that
// begins ("Owner: sre, Due: 2026-12-01"); 0: there is none.
func nextField(text string, from int) (to, next int) {
	for at := from; at < len(text); {
		i := strings.IndexAny(text[at:], ",;|")
		if i < 0 {
			break
		}
		at += i + 1
		if m := KeyValue(text[at:]); m != nil {
			switch keyOf(text[at+m[2] : at+m[3]]) {
			case words.FieldOwner, words.FieldDue, words.FieldPriority, words.FieldStatus, words.FieldTicket:
				return at - 1, at
			}
		}
	}
	return len(text), 0
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
