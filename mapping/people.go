package mapping

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/followthrough/followthrough/sync/review"
)

// nameAndAddress is "Full Name <address>", the name in quotes or not.
var nameAndAddress = regexp.MustCompile(`^\s*"?([^"<>]*[^"<>\s])"?\s*<([^<>\s]+)>\s*$`)

// people knows how members are written, and finds them in a text.
type people struct {
	byFirst map[string][]written // by the first run of letters and digits, folded
	// bare says that texts have lost their signs: a handle has no "@", and a
	// name with the family's first no comma.
	bare bool
}

// knownPeople learns every handle, address and full name that the teams'
// members have, and the handles and addresses that rules name as owners. A
// single plain name is known only as a handle.
func (m *Mapping) knownPeople(p *people) *people {
	p.byFirst = map[string][]written{}
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
		slices.SortStableFunc(list, func(a, b written) int { return cmp.Compare(b.length(), a.length()) })
	}
	return p
}

// add learns one way to write a member, and for a name of several words those
// with a comma behind what is the family's.
func (p *people) add(form, team string) {
	words := foldWords(form)
	switch {
	case len(words) == 0:
		return
	case strings.Contains(form, "@"):
		words = [][]rune{slices.Concat(words...)}
	case len(words) == 1 && len(words[0]) >= fullIdeographs && !slices.ContainsFunc(words[0], func(r rune) bool { return !isIdeograph(r) }):
	case len(words) == 1:
		words[0] = append([]rune{'@'}, words[0]...)
	}
	p.put(written{words: words, team: team})
	for k := 1; k < len(words); k++ {
		p.put(written{words: slices.Concat(words[k:], words[:k]), comma: len(words) - k, team: team})
	}
}

func (p *people) put(w written) {
	w.bare = p.bare
	first := firstRun(w.words[0])
	if len(first) > 0 && len(first) <= longestRun {
		p.byFirst[string(first)] = append(p.byFirst[string(first)], w)
	}
}

// length is how many signs the words have.
func (w written) length() (n int) {
	for _, word := range w.words {
		n += len(word) + 1
	}
	return n
}

// memberForms are the ways in which a configured member is written: itself,
// or both halves of "Full Name <address>".
func memberForms(member string) []string {
	if m := nameAndAddress.FindStringSubmatch(member); m != nil {
		return m[1:]
	}
	return []string{strings.TrimPrefix(strings.TrimSpace(member), "mailto:")}
}

// firstRun is the first run of letters and digits, behind what may open a
// handle.
func firstRun(text []rune) []rune {
	if len(text) > 1 && text[0] == '[' && text[1] == '~' {
		text = text[2:]
		if at, ok := prefix([]rune("accountid:"), text, 0); ok {
			text = text[at:]
		}
	} else if len(text) > 0 && text[0] == '@' {
		text = text[1:]
	}
	if i := slices.IndexFunc(text, func(r rune) bool { return !inWord(r) }); i >= 0 {
		text = text[:i]
	}
	return text
}

func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// Anonymise replaces every handle, address and full name of two or more words
// that belongs to a member by the member's team: whatever its case, its
// compatibility forms, its apostrophes and hyphens, with format signs in it,
// with the family's name first and a comma, with initials or another name in
// quotes in between, with signs written as links and HTML have them; a handle
// also in an address, a mention of Jira's, or the link of a profile. A single
// plain name stays. Word boundaries count. A text without any is returned as it
// is.
func (m *Mapping) Anonymise(text string) string {
	if !strings.ContainsFunc(text, joinsWords) {
		return text
	}
	return m.people.anonymise(text)
}

// Words is the form in which items' markers hold an action's text, and in which
// it is compared with them: normalised, with teams in the place of people, also
// of those whose signs normalising took away. A handle is one without its "@".
func (m *Mapping) Words(text string) string {
	return review.Normalise(m.bare.anonymise(review.Normalise(m.Anonymise(text))))
}

func (p *people) anonymise(text string) string {
	if len(p.byFirst) == 0 {
		return text
	}
	f := fold(text)
	var out strings.Builder
	var kept int32 // up to where the text is written
	for i := 0; i < len(f.runes); {
		n, team := p.at(f.runes, i)
		if n == 0 {
			i++
			continue
		}
		out.WriteString(text[kept:max(kept, f.from[i])] + team)
		kept = f.to[i+n-1]
		i += n
	}
	if kept == 0 {
		return text
	}
	return out.String() + text[kept:]
}

// joinsWords is a sign that every text with a member in it holds: what stands
// between words, or before a handle.
func joinsWords(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune("@＠﹫~-_.+/=:,%&\\", r) || isIdeograph(r) || r > unicode.MaxLatin1 && !unicode.IsLetter(r)
}

// at returns how many runes at i write a member, and the member's team.
func (p *people) at(text []rune, i int) (length int, team string) {
	opens := text[i] == '@' || text[i] == '['
	if !opens && !inWord(text[i]) || i > 0 && inWord(text[i-1]) && text[i] != '[' && !(isIdeograph(text[i]) && isIdeograph(text[i-1])) {
		return 0, ""
	}
	for _, known := range p.candidates(text, i) {
		if n := known.at(text, i); n > 0 {
			return n, known.team
		}
	}
	return 0, ""
}

// candidates are the members that begin like the word at i. Ideographs put no
// space behind a word: each beginning of their run is looked up.
func (p *people) candidates(text []rune, i int) []written {
	run := firstRun(text[i:min(len(text), i+longestRun)])
	found := p.beginning(run)
	if len(found) > 0 || !isIdeograph(text[i]) {
		return found
	}
	for n := min(len(run)-1, mostIdeographs); n > 0; n-- {
		if found := p.beginning(run[:n]); len(found) > 0 {
			return found
		}
	}
	return nil
}

// beginning are the members whose first run of letters and digits this is.
func (p *people) beginning(run []rune) []written {
	var key [longestRun * utf8.UTFMax]byte // a key that costs no memory
	at := 0
	for _, r := range run {
		at += utf8.EncodeRune(key[at:], r)
	}
	return p.byFirst[string(key[:at])]
}

// The longest first word of a name that is looked for, and in ideographs; and
// how many ideographs together are a full name: 山田太郎, 김민수.
const (
	fullIdeographs = 3
	longestRun     = 80
	mostIdeographs = 6
)
