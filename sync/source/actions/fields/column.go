package fields

import (
	"slices"
	"strings"
	"unicode"

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
		if !stateCell(a, text) {
			owner(a, r)
		}
	case words.FieldDue:
		due(a, words.TaskValue(text))
	case words.FieldPriority:
		if !stateCell(a, text) {
			a.Priority = First(words.TaskValue(text), a.Priority)
		}
	case words.FieldType:
		if !stateCell(a, text) {
			a.Type = First(text, a.Type)
		}
	case words.FieldDetail:
		if !stateCell(a, text) {
			a.Detail = r.Addressed()
		}
	case words.FieldTicket:
		ticketCell(a, r)
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

// due takes when a cell says that it is due. A state there is one ("landed
// 2026-05-29", "Ongoing"), and other words ("Lesson 3", "v2") are no time.
func due(a *review.Action, text string) {
	s, rest, isState := words.State(text)
	if isState && !words.IsDay(text) && words.OnlyState(rest) {
		takeState(a, s, rest)
		if day := words.TheDay(rest); day != "" && !settled(s) {
			a.Due = First(day, a.Due)
		}
		return
	}
	if !words.IsPlaceholder(text) && words.IsTime(text) {
		a.Due = First(text, a.Due)
	}
}

// stateCell reads a state that is all that a cell of another column says.
func stateCell(a *review.Action, text string) bool {
	s, rest, ok := words.State(text)
	if !ok || rest != "" && !words.Dated(rest) || words.IsPriority(text) {
		return false
	}
	takeState(a, s, rest)
	return true
}

// takeState takes the state of a cell where nothing nearer to the action says
// more.
func takeState(a *review.Action, s review.State, rest string) {
	switch {
	case a.Struck && s == review.Done:
		a.Mark, a.Reason = s, ""
	case a.Mark == "" || a.Mark == review.Open && !settled(s):
		a.Mark = s
		if s == review.Declined {
			a.Reason = words.TrimSigns(rest)
		}
	case s == review.Declined && a.Mark == review.Declined:
		a.Reason = First(a.Reason, words.TrimSigns(rest)) // struck, and here is why
	default:
		contradict(a, s)
	}
}

// ticketCell reads a ticket, and a state beside it: alone, or behind the ticket
// ("#12 DONE", "#86 — complete in the hotfix"). Where it holds something else,
// which may be a ticket that we can't read, the action is unclear.
func ticketCell(a *review.Action, r document.Rich) {
	Answers(a, r.Text)
	t := ticketOfCell(r)
	if t != nil {
		a.Ticket = t
	}
	said := aside(r)
	s, rest, ok := words.State(said)
	if ok = ok && words.OnlyState(rest); !ok {
		last := said[strings.LastIndexByte(said, ' ')+1:] // "n/a DONE"
		if m := ShoutMarker.FindString(last); m != "" && m == last {
			s, rest, ok = words.State(last)
		}
	}
	if ok && a.Mark == "" {
		takeState(a, s, rest)
	}
	if ok {
		return
	}
	if t == nil && a.Answer == (review.Answer{}) && unread(said) {
		a.Unclear = First(a.Unclear, "its ticket's cell holds what can't be read as a ticket: write the ticket's address, or empty the cell")
	}
}

// aside is what a ticket's cell says beside tickets and answers.
func aside(r document.Rich) string {
	r = withoutAnswers(r)
	var cuts [][2]int
	for _, s := range r.Spans {
		if s.Kind == document.Link && ticketOf(strings.TrimSpace(r.Text[s.From:s.To]), &s) != nil {
			cuts = append(cuts, [2]int{s.From, s.To})
		}
	}
	if len(cuts) > 0 {
		r.CutAll(cuts)
	}
	ws := slices.DeleteFunc(strings.Fields(r.Text), func(w string) bool { return cellKey(strings.Trim(w, "()[].,:;")) != "" })
	return strings.Trim(strings.Join(ws, " "), " \t:;,.–—-()[]|/→")
}

// unread tells whether what a ticket's cell says may mean a ticket: it says
// something, and not that there is none yet.
func unread(said string) bool {
	if words.IsPlaceholder(said) || !strings.ContainsFunc(said, isWordSign) {
		return false
	}
	ws := words.Split(strings.ReplaceAll(strings.ToLower(said), "n/a", "none"))
	return len(ws) > 0 && (len(ws) <= maxNamed || words.HasDigit(said) && len(ws) <= 2*maxNamed) && !slices.ContainsFunc(ws, func(w string) bool { return slices.Contains(noTicketYet, w) })
}

// maxNamed is how many words name a ticket at most: more of them, without a
// number, describe something.
const maxNamed = 4

func isWordSign(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// noTicketYet are words that say that there is no ticket, or none yet.
var noTicketYet = strings.Fields(`no none not yet tbd tbc todo new needed create created file missing without unknown pending later n/a na soon nope
ninguno sin pendiente falta crear nenhum sem criar aucun pas créer kein keine noch fehlt anlegen nessuno manca ingen geen brak żaden нет немає 없음 chưa không belum
なし 未 未作成 未起票 無 无 暂无 待建 待创建 未创建`)

// Describes tells whether a cell names a ticket and says what it is about: "#41 —
// no alert on errors".
func Describes(r document.Rich) bool {
	said := aside(r)
	_, rest, isState := words.State(said)
	return words.Count(said) >= 2 && !(isState && words.OnlyState(rest)) && ticketOfCell(r) != nil
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
	} else if s, rest, ok := words.State(text); ok {
		takeState(a, s, rest)
	}
	Answers(a, text)
	if a.Ticket == nil {
		a.Ticket = TicketBeside(r)
	}
}
