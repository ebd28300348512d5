package mapping

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// nameAndAddress is "Full Name <address>", the name in quotes or not.
var nameAndAddress = regexp.MustCompile(`^\s*"?([^"<>]*[^"<>\s])"?\s*<([^<>\s]+)>\s*$`)

// people knows how members are written, and finds them in a text.
type people struct {
	byFirst map[string][]person // by the first run of letters and digits, lower-cased
}

// person is one way to write one member.
type person struct {
	text []rune // lower-cased, single spaces
	team string
}

// knownPeople learns every handle, address and full name that the teams'
// members have, and the handles and addresses that rules name as owners. A
// single plain name is known only as a handle.
func (m *Mapping) knownPeople() *people {
	p := &people{byFirst: map[string][]person{}}
	for _, t := range m.teams {
		for _, member := range t.Members {
			for _, form := range memberForms(member) {
				p.add(form, t.Name)
			}
		}
	}
	for _, r := range m.rules {
		for _, owner := range r.When.Owner {
			_, known := m.owners[ownerForm(owner)]
			if !known && strings.Contains(owner, "@") && !strings.Contains(owner, "/") {
				p.add(owner, r.Team)
			}
		}
	}
	for _, list := range p.byFirst {
		slices.SortStableFunc(list, func(a, b person) int { return len(b.text) - len(a.text) })
	}
	return p
}

func (p *people) add(form, team string) {
	form = strings.Join(strings.Fields(strings.ToLower(norm.NFC.String(form))), " ")
	if !strings.ContainsAny(form, "@ ") {
		form = "@" + form
	}
	text := []rune(form)
	if first := firstRun(text); first != "" {
		p.byFirst[first] = append(p.byFirst[first], person{text, team})
	}
}

// memberForms are the ways in which a configured member is written: itself,
// or both halves of "Full Name <address>".
func memberForms(member string) []string {
	if m := nameAndAddress.FindStringSubmatch(member); m != nil {
		return m[1:]
	}
	return []string{strings.TrimPrefix(strings.TrimSpace(member), "mailto:")}
}

// firstRun is the first run of letters and digits, behind an "@".
func firstRun(text []rune) string {
	if len(text) > 0 && text[0] == '@' {
		text = text[1:]
	}
	if i := slices.IndexFunc(text, func(r rune) bool { return !inWord(r) }); i >= 0 {
		text = text[:i]
	}
	return strings.ToLower(string(text))
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// Anonymise replaces every handle, address and full name of two or more words
// that belongs to a member by the member's team. A single plain name stays.
// Case does not count, word boundaries do. A text without any is returned as
// it is.
func (m *Mapping) Anonymise(text string) string {
	if len(m.people.byFirst) == 0 || !strings.ContainsFunc(text, joinsWords) {
		return text
	}
	runes := []rune(norm.NFC.String(text))
	var out strings.Builder
	found := false
	for i := 0; i < len(runes); {
		if n, team := m.people.at(runes, i); n > 0 {
			found = true
			out.WriteString(team)
			i += n
			continue
		}
		out.WriteRune(runes[i])
		i++
	}
	if !found {
		return text
	}
	return out.String()
}

// joinsWords is a sign that every text with a member in it holds.
func joinsWords(r rune) bool { return r == '@' || unicode.IsSpace(r) }

// at returns how many runes at i write a member, and the member's team.
func (p *people) at(text []rune, i int) (length int, team string) {
	if i > 0 && inWord(text[i-1]) || text[i] != '@' && !inWord(text[i]) {
		return 0, ""
	}
	for _, known := range p.byFirst[firstRun(text[i:])] {
		if n := prefix(known.text, text[i:]); n > 0 && startsHere(known, text, i) && endsHere(text, i+n) {
			return n, known.team
		}
	}
	return 0, ""
}

// prefix is how many runes of text are known, any white space counting for
// one space; 0: it does not begin so.
func prefix(known, text []rune) int {
	n := 0
	for _, r := range known {
		start := n
		for r == ' ' && n < len(text) && unicode.IsSpace(text[n]) {
			n++
		}
		if r != ' ' && n < len(text) && unicode.ToLower(text[n]) == r {
			n++
		}
		if n == start {
			return 0
		}
	}
	return n
}

// startsHere keeps the end of a longer address from being taken for a member.
func startsHere(known person, text []rune, i int) bool {
	if known.text[0] == '@' || !slices.Contains(known.text, '@') || i == 0 {
		return true
	}
	return !strings.ContainsRune(".+-_", text[i-1]) || i == 1 || !inWord(text[i-2])
}

// endsHere keeps the beginning of a longer word, handle or address from being
// taken for a member: a sign counts as an end only where no word follows it.
func endsHere(text []rune, end int) bool {
	if end >= len(text) {
		return true
	}
	if inWord(text[end]) {
		return false
	}
	return !strings.ContainsRune("._-", text[end]) || end+1 >= len(text) || !inWord(text[end+1])
}
