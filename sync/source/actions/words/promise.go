package words

import (
	"strings"
	"unicode/utf8"

	"github.com/followthrough/followthrough/internal/sieve"
)

// longProse is from how many words on a paragraph is a narrative, which
// counts only where its author speaks of themselves.
const longProse = 70

// Promises tells whether a paragraph states a commitment.
func Promises(text string) bool {
	if Count(text) >= longProse {
		return Hear(text).Does(Ourselves)
	}
	return Hear(text).Does(Commits)
}

// nextTime is what a sentence says that speaks of preventing the next incident.
var nextTime = sieve.MustCompile(`(?i)\b(?:prevent|avoid|stop|reduc|mitigat|less likely)\w*\b.*\b(?:again|similar|future|recur\w*|reoccur\w*|happening|repeat\w*|likelihood|kinds?|types?|class|such)\b`)

// Announces tells whether the last sentence above a list promises what is to
// prevent the next incident, in more words than a label has.
func Announces(text string) bool {
	if !strings.HasSuffix(text, ":") {
		return false
	}
	text = text[strings.LastIndexAny(text, ".!?")+1:]
	return Count(text) <= maxAnnouncement && Hear(text).Does(Commits) && nextTime.MatchString(text)
}

// maxAnnouncement is how many words the sentence above a list has at most.
const maxAnnouncement = 35

// HoldsSentence tells whether a text that ends in a colon says more than a
// label does: it is too long for one, its authors say what they do, or, without
// spaces between words, it holds a clause.
func HoldsSentence(text string) bool {
	return Count(text) > MaxLabelWords || OwnTask(text) || strings.ContainsAny(text, "。；") ||
		strings.Contains(text, "，") && utf8.RuneCountInString(text) > maxCJKLabel
}

// maxCJKLabel is how many signs a label without spaces has.
const maxCJKLabel = 20

// OwnTask tells whether the authors say what they do, not only that a list follows.
func OwnTask(text string) bool {
	lower := strings.ToLower(text)
	return Count(text) >= minTask && !strings.Contains(lower, "following") && (strings.HasPrefix(lower, "we are ") || strings.HasPrefix(lower, "we have ") || strings.HasPrefix(lower, "we will "))
}

// minTask is how many words such a sentence has at least.
const minTask = 8
