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
	for _, w := range words {
		if slices.Contains(known, w) {
			return true
		}
		if parts := strings.Split(w, "-"); len(parts) > 1 && slices.ContainsFunc(parts, func(p string) bool { return slices.Contains(known, p) }) {
			return true
		}
	}
	return len(words) == 1 && abbreviation(owner)
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

// abbreviation tells two to five capitals, perhaps with digits: SRE, DBA, T1.
func abbreviation(word string) bool {
	runes := []rune(word)
	return len(runes) >= 2 && len(runes) <= 5 && unicode.IsUpper(runes[0]) &&
		!slices.ContainsFunc(runes, func(r rune) bool { return !unicode.IsUpper(r) && !unicode.IsDigit(r) })
}
