package suggest

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind is what an owner is.
type kind int

// The kinds. The zero value is the careful one.
const (
	unsure kind = iota
	team
	person
	nobody
)

// longestName is how many characters a name has, and mostWords how many words:
// more are a sentence, which may tell of anybody.
const (
	longestName = 100
	mostWords   = 6
)

var (
	orgTeamRE = regexp.MustCompile(`^@[\w.-]+/[\w.-]+$`)
	addressRE = regexp.MustCompile(`^(?:mailto:)?[^\s@]+@[^\s@]+\.[^\s@]+$`)
	handleRE  = regexp.MustCompile(`^@[\pL\pN_.-]+$`)
	mentionRE = regexp.MustCompile(`^\[?~|^(?i:accountid:)|^<@`)
	// possessiveRE is "Anna's".
	possessiveRE = regexp.MustCompile(`(?i)\pL['’]s\b`)
	initialRE    = regexp.MustCompile(`^\p{Lu}\.?$|^(?:\p{Lu}\.)+$`)
)

// saidByWords is why a text is a team's of which only its words say so.
const saidByWords = "words of a team"

// judged is what a text looks like by itself, and why in words.
type judged struct {
	kind kind
	why  string
	// name says that a person is what its form says, and nothing more.
	name bool
}

// judge looks at a cleaned text.
func (v vocabulary) judge(text string, says Says) judged {
	words := wordsOf(core(text))
	if mailboxRE.MatchString(text) {
		return v.mailbox(text)
	}
	if len(words) == 0 || unfilled(text) || v.nobody[strings.Join(wordsOf(strings.TrimPrefix(text, "@")), " ")] {
		return judged{kind: nobody}
	}
	if j, is := v.account(text, words); is {
		return j
	}
	switch {
	case possessiveRE.MatchString(text):
		return judged{why: "somebody's"}
	case len(words) > mostWords:
		return judged{why: "more words than a name has"}
	case v.role[words[len(words)-1]], v.outside[words[0]]:
		return judged{why: "a role"}
	case anyOf(words, v.team) || endsAsTeam(text):
		return judged{kind: team, why: "called a team"}
	}
	return v.named(text, words, says)
}

// unfilled tells of a template's place that nobody filled in: no configuration takes
// it.
func unfilled(text string) bool {
	return strings.Contains(text, "{{") && strings.Contains(text, "}}")
}

// account judges what names an account somewhere; false: it is none.
func (v vocabulary) account(text string, words []string) (judged, bool) {
	switch {
	case orgTeamRE.MatchString(text):
		return judged{kind: team, why: "a team's handle"}, true
	case addressRE.MatchString(text):
		return v.box(words, "an address"), true
	case mentionRE.MatchString(text):
		return judged{kind: person, why: "a mention"}, true
	case handleRE.MatchString(text):
		return v.box(words, "a handle"), true
	case strings.Contains(text, "://") && strings.Contains(text, "/@"):
		return judged{kind: person, why: "a profile"}, true
	}
	return judged{}, false
}

// mailbox judges "Anna Smith <anna@acme.test>": only both halves make a team.
func (v vocabulary) mailbox(text string) judged {
	name, address, _ := strings.Cut(text, "<")
	j := v.box(wordsOf(core(strings.Trim(address, "> "))), "an address")
	if j.kind == person || anyOf(wordsOf(name), v.team) {
		return j
	}
	return judged{why: "a team or a person"}
}

// box judges what may be one person's or a team's: an address, a handle.
func (v vocabulary) box(words []string, what string) judged {
	if anyOf(words, v.team) || anyOf(words, v.strong) {
		return judged{kind: team, why: what + " of a team"}
	}
	return judged{kind: person, why: what}
}

// named judges plain words.
func (v vocabulary) named(text string, words []string, says Says) judged {
	switch {
	case anyOf(words, v.strong):
		return judged{kind: team, why: saidByWords}
	case likeName(text):
		return judged{kind: person, why: "written as a name", name: true}
	case says == SaysTeam:
		return judged{kind: team, why: "named as a team"}
	case len(words) > 1 && v.allWeak(words), len(words) == 1 && v.alone[words[0]]:
		return judged{kind: team, why: saidByWords}
	}
	return judged{why: "a team or a person"}
}

// allWeak tells words that are all such as teams are called by.
func (v vocabulary) allWeak(words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !v.weak[w] && !v.filler[w] && w != "and" })
}

// likeName tells a text that is written as the full name of a person: two to four
// words of letters, each with a capital, or an initial.
func likeName(text string) bool {
	words := strings.Fields(text)
	if len(words) < 2 || len(words) > 4 {
		return false
	}
	full := 0
	for _, w := range words {
		first, size := utf8.DecodeRuneInString(w)
		switch {
		case initialRE.MatchString(w):
		case !unicode.IsUpper(first) || strings.ContainsFunc(w, func(r rune) bool {
			return !unicode.IsLetter(r) && !strings.ContainsRune("-'’.", r) && !unicode.IsMark(r)
		}):
			if !particle(w) {
				return false
			}
		case size < len(w) && strings.ToUpper(w) == w && utf8.RuneCountInString(w) > 1: // SRE
			return false
		default:
			full++
		}
	}
	return full > 0
}

// particle tells the small words in names: Ludwig van Beethoven.
func particle(word string) bool {
	return slices.Contains(strings.Fields("van von de der den da di del la le bin ibn al el zu y e dos ter ten"), word)
}

// endsAsTeam tells a word for a team in scripts that put no space before it.
func endsAsTeam(text string) bool {
	return slices.ContainsFunc(beside(), func(word string) bool { return strings.HasSuffix(text, word) && text != word })
}
