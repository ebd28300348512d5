package words

import (
	"regexp"
	"slices"
	"strings"
)

// joiners stand between the two things that one label names.
var joiners = regexp.MustCompile(`(?i)\s*[&+/]\s*|\s+(?:` + strings.Join(joinerWords, "|") + `)\s+`)

var joinerWords = strings.Fields("and y e et und en och og i ve и та dan và")

// maxJoiner is how many bytes the longest of them has.
const maxJoiner = 4

// JoinsActions tells whether a label that speaks of what is no action ("Lessons
// learned") is joined with one that wholly announces them ("… & follow-ups").
func JoinsActions(label string) bool {
	if !strings.ContainsAny(label, "&+/") && !holdsJoiner(label) {
		return false
	}
	parts := joiners.Split(label, maxJoined)
	announces := false
	for _, p := range parts {
		announces = announces || AnnouncesWholly(p)
		if at := lexicon().entryOf(lexicon().content(Split(p))); at < len(vocabulary) && vocabulary[at].alone {
			return false
		}
	}
	return announces && len(parts) > 1
}

// holdsJoiner tells whether a word of the label joins two things.
func holdsJoiner(label string) bool {
	for w := range strings.FieldsSeq(label) {
		if len(w) <= maxJoiner && slices.ContainsFunc(joinerWords, func(j string) bool { return strings.EqualFold(j, w) }) {
			return true
		}
	}
	return false
}

// maxJoined is how many things one label names at most.
const maxJoined = 4

// toBeDone reads "to be done" as "todo": of its words alone the last would be left,
// which says the opposite.
func toBeDone(words []string) []string {
	for i := 0; i+2 < len(words); i++ {
		if words[i] == "to" && words[i+1] == "be" && comes[words[i+2]] {
			return append(append(append([]string{}, words[:i]...), "todo"), words[i+3:]...)
		}
	}
	return words
}

// comes are what is still to be, where "to be" stands before.
var comes = wordSet("done fixed changed improved addressed implemented completed")
