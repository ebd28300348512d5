package fields

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/followthrough/followthrough/internal/sieve"
	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

// personStart takes who does it off the start: "[Bo Sample](mailto:…) Alert",
// "Bo Sample <bo@example.test>: alert", "<@U123> <@U124> Alert".
func (f *Fields) personStart() bool {
	if f.before || !f.mayNamePerson(head(f.r.Text, 400)) {
		return false
	}
	people, to, enclosed := f.peopleFirst()
	if len(people) == 0 {
		return false
	}
	lead := personLeads.FindString(f.r.Text[to:])
	rest := f.r.Text[to+len(lead):]
	if n := alsoNamed(f.r.Text[to:]); n > 0 {
		also := opensJoined.ReplaceAllString(f.r.Text[to:to+n], "")
		people = append(people, person{name: strings.Trim(also, " ,")})
		lead, rest = ":", strings.TrimLeft(f.r.Text[to+n+1:], " ")
	} else if opensJoined.MatchString(f.r.Text[to:]) {
		return false
	}
	if rest == "" || rest == "." || strings.HasPrefix(rest, "'") || strings.HasPrefix(rest, "’") {
		return false
	}
	if !enclosed && strings.TrimSpace(lead) == "" && !people[0].sure && !startsTask(rest) {
		return false
	}
	f.owners(people)
	f.r.Cut(0, len(f.r.Text)-len(rest))
	f.novel = true
	return true
}

// peopleFirst are the people that open the text, in brackets or not, and where
// they end.
func (f *Fields) peopleFirst() (people []person, to int, enclosed bool) {
	opener := f.r.Text[0]
	if opener != '(' && opener != '[' {
		people, to = f.peopleFrom(0)
		return people, to, false
	}
	people, to = f.peopleFrom(1)
	if to >= len(f.r.Text) || openerOf(rune(f.r.Text[to])) != string(opener) {
		return nil, 0, false
	}
	return people, to + 1, true
}

// peopleFrom are the people that follow one another from a byte on, and where
// the last one ends.
func (f *Fields) peopleFrom(at int) (people []person, to int) {
	for to = at; len(people) < maxPersons; {
		p, ok := f.personAt(at)
		if !ok {
			return people, to
		}
		people, to = append(people, p), p.to
		join := personJoin.FindString(f.r.Text[to:])
		if at = to + len(join); at >= len(f.r.Text) || strings.TrimSpace(join) == "" && !p.sure {
			return people, to
		}
	}
	return people, to
}

// opensJoined: somebody else follows whom nothing shows to be one.
var opensJoined = regexp.MustCompile(`^ (?:and|und|et|y) `)

// alsoNamed is where the colon stands after " and the web team:", 0: it does
// not.
func alsoNamed(text string) int {
	colon := strings.IndexByte(head(text, 60), ':')
	if colon < 0 || !opensJoined.MatchString(text) && !strings.HasPrefix(text, ", ") || words.Count(text[:colon]) > 6 {
		return 0
	}
	return colon
}

// handleTask takes "@bo" off the start where an order follows.
func (f *Fields) handleTask() bool {
	if f.before || f.A.Owner != "" || f.r.Text[0] != '@' {
		return false
	}
	m := handleOnly.FindString(head(f.r.Text, 80))
	if m == "" {
		return false
	}
	rest := f.r.Text[len(m):]
	name := strings.TrimSpace(m)
	if ws := words.Split(firstFields(rest)); len(ws) == 0 || !words.Imperative(ws[0]) || slices.Contains(everybody, strings.ToLower(name)) {
		return false
	}
	f.A.Owner = name
	f.r.Cut(0, len(m))
	f.novel = true
	return true
}

var handleOnly = sieve.MustCompile(`^@[\w\p{L}][\w\p{L}.-]*(?:/[\w.-]+)? +`)

// everybody is who chats call when nobody is meant.
var everybody = []string{"@here", "@channel", "@everyone", "@all", "@team"}

// personBracket takes "(Bo Sample <bo@example.test>, 2026-12-01)" off the end:
// people beside a day or a tag.
func (f *Fields) personBracket() bool {
	text := strings.TrimRight(f.r.Text, " .")
	if f.before || text == "" || text[len(text)-1] != ')' && text[len(text)-1] != ']' || !f.mayNamePerson(tail(text, 300)) {
		return false
	}
	end := len(text) - 1
	open := strings.LastIndex(text[:end], openerOf(rune(text[end])))
	if open <= 0 || end-open > 240 || strings.TrimSpace(text[:open]) == "" {
		return false
	}
	trial := *f
	var people []person
	for at := open + 1; at < end; {
		at += len(lead(text[at:end]))
		if p, ok := f.personAt(at); ok && p.to <= end {
			people = append(people, p)
			at = p.to
			continue
		}
		to := end
		if i := strings.IndexAny(text[at:end], ",;|"); i >= 0 {
			to = at + i
		}
		if !trial.bracketed(strings.TrimSpace(text[at:to])) {
			return false
		}
		at = to + 1
	}
	if len(people) == 0 {
		return false
	}
	f.A = trial.A
	f.owners(people)
	f.r.Cut(len(strings.TrimRight(f.r.Text[:open], " \t\n")), len(f.r.Text))
	f.novel = true
	return true
}

// lead is what stands before a person in a bracket.
func lead(text string) string {
	return bracketLead.FindString(text)
}

var bracketLead = regexp.MustCompile(`^(?i)[ ,;|]*(?:(?:assigned to|assignee|owner|owners|owned by|dri|responsible|lead|and|&)[:：]? +)?`)

// bracketed takes a day or a tag beside a person.
func (f *Fields) bracketed(part string) bool {
	if part == "" {
		return true
	}
	if day := dueLead.ReplaceAllString(part, ""); words.IsDay(day) {
		f.A.Due = First(f.A.Due, day)
		return true
	}
	return f.tag(part)
}

var dueLead = regexp.MustCompile(`^(?i:due(?: date)?(?: on| by)?|by|before|until|eta|para el|antes del?|hasta el|até|avant le|d'ici(?: le)?|pour le|bis(?: zum)?|entro(?: il)?|vóór|voor|uiterlijk|senast|innan|inden|innen|mennessä|do|até o|hasta)[:：]? +`)

// OnlyPeople tells whether a text names somebody, and nothing to do.
func OnlyPeople(r document.Rich) bool {
	f := &Fields{r: r}
	if f.box(); f.r.Text == "" || !f.mayNamePerson(head(f.r.Text, 400)) {
		return false
	}
	f.r.Trim()
	people, to := f.peopleFrom(0)
	return len(people) > 0 && people[0].sure && strings.Trim(f.r.Text[to:], " .:,") == ""
}

// startsTask: the text goes on as a task does.
func startsTask(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	ws := words.Split(firstFields(text))
	return unicode.IsUpper(first) || len(ws) > 0 && words.Imperative(ws[0])
}

// personEnd takes who does it off the end: "– [Bo Sample](mailto:…)",
// "(Bo Sample <bo@example.test>)", "<@U123>", "@Bo Sample". "as asked by" one
// is prose.
func (f *Fields) personEnd() bool {
	if f.before || !f.mayNamePerson(tail(f.r.Text, 400)) {
		return false
	}
	people, head := f.peopleLast(strings.TrimRight(f.r.Text, " .,;"))
	bare := strings.TrimRight(head, " ([–—:,;>-→.\t\n|*_")
	if len(people) == 0 || bare == "" || bare == head && endsInPreposition(head) {
		return false
	}
	f.owners(people)
	f.r.Cut(len(strings.TrimRight(strings.TrimSuffix(head, ","), " ([–—:,;>-→|\t\n")), len(f.r.Text))
	f.novel = true
	return true
}

// peopleLast are the people that close a text, in brackets or not, and what
// stands before them, with a comma where something set them apart.
func (f *Fields) peopleLast(text string) (people []person, before string) {
	if text == "" {
		return nil, ""
	}
	if people = f.peopleTo(len(text)); len(people) > 0 {
		before = strings.TrimRight(f.r.Text[:people[0].from], " \t\n")
		if lead := personLead.FindStringIndex(before); lead != nil && lead[0] > 0 {
			before = strings.TrimRight(before[:lead[0]], " \t\n") + ","
		}
		return people, before
	}
	closer := text[len(text)-1]
	if closer != ')' && closer != ']' {
		return nil, ""
	}
	if people = f.peopleTo(len(text) - 1); len(people) == 0 {
		return nil, ""
	}
	before = strings.TrimRight(f.r.Text[:people[0].from], " \t\n")
	before = strings.TrimRight(personLead.ReplaceAllString(before, ""), " \t\n")
	before, opened := strings.CutSuffix(before, openerOf(rune(closer)))
	if !opened {
		return nil, ""
	}
	return people, before + ","
}

// peopleTo are the people that stand one before another up to a byte.
func (f *Fields) peopleTo(to int) (people []person) {
	for len(people) < maxPersons {
		p, ok := f.personTo(to)
		if !ok {
			return people
		}
		people = append([]person{p}, people...)
		before := f.r.Text[:p.from]
		join := joinedBy.FindString(tail(before, 8))
		if join == "" && p.sure && strings.HasSuffix(before, " ") {
			join = " "
			if next, ok := f.personTo(p.from - 1); !ok || !next.sure {
				return people
			}
		}
		if to = p.from - len(join); join == "" || to <= 0 {
			return people
		}
	}
	return people
}
