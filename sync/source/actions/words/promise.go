package words

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// commitment is what a sentence says in which "we" promise work, or tell of work
// done to prevent the next time. It and undertaking are two, because up to 500
// instructions a pattern is run several times faster.
var commitment = regexp.MustCompile(`(?i)\b(?:we(?:'|’)?ll|we will|we(?:'|’)re (?:going|planning|adding|working|improving|implementing|now|also)|we are (?:going|planning|adding|working|improving|implementing|now|also|investigating|looking|changing|making|building|reviewing)|we plan|we intend|we need to|we should|we must|we(?: have|['’]ve) (?:however |also |now |since |already |therefore )?(?:made|taken|added|implemented|changed|updated|improved|introduced|fixed|created|put|now|also|since|already|increased|begun|started))`)

// undertaking is what one says that names no "we".
var undertaking = regexp.MustCompile(`(?i)\b(?:(?:will|should|must|needs? to|is going to|are going to) be (?:\w+ed|made|built|set)|let(?:'|’)s |team will|i will|i(?:'|’)ll|vamos a|hemos |se debe|debemos|se va a|tenemos que|iremos|vamos |devemos|nous allons|nous avons|nous devons|il faut|wir werden|wir müssen|wir haben|dobbiamo|abbiamo|faremo)|我们(?:将|会|需要|计划|已)|将会|需要|する予定|していきます|を行います|します。|実施する`)

// firstPerson is a commitment of the authors themselves.
var firstPerson = regexp.MustCompile(`(?i)\b(?:we(?:'|’)?ll|we will|we(?:'|’)re (?:going|planning|adding|implementing)|we are (?:going|planning|adding|implementing)|we plan|we intend|we need to|we should|vamos a|vamos |nous allons|wir werden|我们将)`)

// longProse is from how many words on a paragraph is a narrative, which
// counts only where its author speaks of themselves.
const longProse = 70

// Promises tells whether a paragraph states a commitment.
func Promises(text string) bool {
	if Count(text) >= longProse {
		return firstPerson.MatchString(text)
	}
	return Commits(text)
}

// Commits tells whether a text holds a commitment.
func Commits(text string) bool { return commitment.MatchString(text) || undertaking.MatchString(text) }

// nextTime is what a sentence says that speaks of preventing the next incident.
var nextTime = regexp.MustCompile(`(?i)\b(?:prevent|avoid|stop|reduc|mitigat|less likely)\w*\b.*\b(?:again|similar|future|recur\w*|reoccur\w*|happening|repeat\w*|likelihood|kinds?|types?|class|such)\b`)

// Announces tells whether the last sentence above a list promises what is to
// prevent the next incident, in more words than a label has.
func Announces(text string) bool {
	if !strings.HasSuffix(text, ":") {
		return false
	}
	text = text[strings.LastIndexAny(text, ".!?")+1:]
	return Count(text) <= maxAnnouncement && Commits(text) && nextTime.MatchString(text)
}

// maxAnnouncement is how many words the sentence above a list has at most.
const maxAnnouncement = 35

// finiteVerb is in nearly every sentence that states something, and in no
// line that only names what is to be done.
var finiteVerb = regexp.MustCompile(`(?i)\b(?:is|are|was|were|has|have|had|do|does|did|will|would|can|could|should|may|might|there|this|these|it|they|see|none|no|nothing|tracked|es|son|fue|hay|está|se|foi|são|há|est|sont|été|sera)\b|n['’]t\b`)

// States tells whether a line holds a verb that states something.
func States(line string) bool { return finiteVerb.MatchString(line) }

// HoldsSentence tells whether a text that ends in a colon says more than a
// label does: it is too long for one, its authors say what they do, or, without
// spaces between words, it holds a clause.
func HoldsSentence(text string) bool {
	return Count(text) > MaxLabelWords || ownTask(text) || strings.ContainsAny(text, "。；") ||
		strings.Contains(text, "，") && utf8.RuneCountInString(text) > maxCJKLabel
}

// maxCJKLabel is how many signs a label without spaces has.
const maxCJKLabel = 20

// ownTask: the authors say what they do, not only that a list follows.
func ownTask(text string) bool {
	lower := strings.ToLower(text)
	return Count(text) >= minTask && !strings.Contains(lower, "following") && (strings.HasPrefix(lower, "we are ") || strings.HasPrefix(lower, "we have ") || strings.HasPrefix(lower, "we will "))
}

// minTask is how many words such a sentence has at least.
const minTask = 8
