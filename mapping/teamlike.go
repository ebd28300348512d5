package mapping

import (
	"slices"
	"strings"
	"unicode"

	"github.com/followthrough/followthrough/sync/review"
)

// teamWords are words that stand in the names of teams, and in those of people
// hardly ever.
func teamWords() []string {
	return strings.Fields(`
		team teams squad squads crew guild tribe group dept department division unit
		ops devops secops netops dataops mlops finops sysops operations sre sres reliability infra infrastructure platform platforms
		engineering engineers eng dev devs developers development backend frontend fullstack mobile web api apis app apps
		security infosec network networking database databases dba dbas storage cloud data analytics
		support helpdesk desk service services product products qa testing release releases tooling tools
		payments payment billing checkout search identity auth observability monitoring oncall on-call compliance legal finance marketing sales
		facilities procurement architecture design docs documentation delivery deployment incident management leadership`)
}

// TeamLike tells whether an owner reads like a team's name: a team of an
// organisation (@acme/payments), an abbreviation in capitals, or words of which
// one is such as teams are called by. What could be a person's name is none:
// who is a person is not named.
func TeamLike(owner string) bool {
	owner = strings.TrimSpace(owner)
	if strings.Contains(owner, "@") {
		return orgTeam.MatchString(owner) && strings.HasPrefix(owner, "@")
	}
	if strings.Contains(owner, "/") && !strings.HasPrefix(owner, "@") {
		return !slices.ContainsFunc(strings.Split(owner, "/"), func(side string) bool { return !TeamLike(side) })
	}
	words := strings.FieldsFunc(review.Normalise(owner), func(r rune) bool { return !inWord(r) && r != '-' })
	if len(words) == 0 || len(words) > mostTeamWords {
		return false
	}
	known := teamWords()
	if likeName(owner) && (len(words) > 1 || words[0] == "dev") { // Dev Patel
		known = slices.DeleteFunc(known, func(w string) bool { return slices.Contains(peopleToo(), w) })
	}
	if slices.ContainsFunc(words, func(w string) bool { return saysTeam(w, known) }) {
		return true
	}
	return len(words) == 1 && abbreviation(owner)
}

// saysTeam tells a word that is known, or has a known part: platform-eng.
func saysTeam(word string, known []string) bool {
	return slices.Contains(known, word) || slices.ContainsFunc(strings.Split(word, "-"), func(p string) bool { return slices.Contains(known, p) })
}

// teamPart is what of an owner reads like a team's name; "": nothing does. What
// stands beside it may be a person.
func teamPart(owner string) string {
	for _, part := range ownerParts(owner) {
		if part = strings.TrimSpace(part); TeamLike(part) {
			return part
		}
	}
	return ""
}

// mostTeamWords is how many words the name of a team has: more are a sentence,
// which may tell of anybody.
const mostTeamWords = 6

// peopleToo are those of the words that people are called by, too.
func peopleToo() []string {
	return strings.Fields("dev devs eng cloud billing sales crew guild legal data web design")
}

// likeName tells words that each begin with a capital and go on in small letters,
// as in the full name of a person.
func likeName(owner string) bool {
	words := strings.Fields(owner)
	return !slices.ContainsFunc(words, func(w string) bool {
		runes := []rune(w)
		return !unicode.IsUpper(runes[0]) || len(runes) < 2 || !unicode.IsLower(runes[1])
	})
}

// abbreviation tells three to five capitals, or two with digits among them: SRE,
// DBA, T1. Two letters are as often somebody's initials.
func abbreviation(word string) bool {
	runes := []rune(word)
	return (len(runes) >= 3 || strings.ContainsFunc(word, unicode.IsDigit)) && len(runes) <= 5 && unicode.IsUpper(runes[0]) &&
		!slices.ContainsFunc(runes, func(r rune) bool { return !unicode.IsUpper(r) && !unicode.IsDigit(r) })
}
