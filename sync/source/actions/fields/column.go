package fields

import (
	"strings"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

// Column takes one cell beside the action's own; crossed is what ☒ says in
// the table.
func Column(a *review.Action, fd words.Field, r document.Rich, crossed review.State) {
	text := r.Text
	if words.NoResponse(text) {
		return
	}
	switch fd {
	case words.FieldOwner:
		owner(a, r)
	case words.FieldDue:
		if text = words.TaskValue(text); !words.IsPlaceholder(text) {
			a.Due = First(text, a.Due)
		}
	case words.FieldPriority:
		a.Priority = First(words.TaskValue(text), a.Priority)
	case words.FieldType:
		a.Type = First(text, a.Type)
	case words.FieldDetail:
		a.Detail = r.Addressed()
	case words.FieldTicket:
		Answers(a, text)
		if t := TicketBeside(r); t != nil {
			a.Ticket = t
		}
		stateBeside(a, text)
	case words.FieldStatus:
		statusCell(a, r, crossed)
	}
}

// owner takes who a cell names; an empty one leaves what the action says.
func owner(a *review.Action, r document.Rich) {
	name, contacts := OwnerIn(r)
	if name = words.Owner(First(name, r.Text)); name != "" {
		a.Owner, a.Contacts = name, contacts
	}
}

// stateBeside reads a state that stands in a ticket's cell: alone, or shouted
// behind the ticket ("#12 DONE").
func stateBeside(a *review.Action, text string) {
	if a.Mark != "" {
		return
	}
	if s, rest, ok := words.State(text); ok && rest == "" {
		a.Mark = s
		return
	}
	last := text[strings.LastIndexByte(text, ' ')+1:]
	if m := ShoutMarker.FindString(last); m != "" && m == last {
		a.Mark, _, _ = words.State(last)
	}
}

// statusCell reads a state, and a ticket where the row names none elsewhere.
func statusCell(a *review.Action, r document.Rich, crossed review.State) {
	text := r.Text
	if m := words.BoxAtStart.FindStringSubmatch(text); m != nil {
		SetState(a, words.BoxState(m[1]), "")
	} else if strings.HasPrefix(text, "☒") && crossed != "" {
		SetState(a, crossed, strings.TrimPrefix(text, "☒"))
	} else if s := words.YesNo(text); s != "" {
		SetState(a, s, "")
	} else if s, rest, ok := words.State(text); ok && (a.Mark == "" || a.Mark == review.Open) {
		a.Mark = s
		if s == review.Declined {
			a.Reason = words.TrimSigns(rest)
		}
	} else if ok && s == review.Declined && a.Mark == review.Declined {
		a.Reason = First(a.Reason, words.TrimSigns(rest)) // struck, and here is why
	}
	Answers(a, text)
	if a.Ticket == nil {
		a.Ticket = TicketBeside(r)
	}
}
