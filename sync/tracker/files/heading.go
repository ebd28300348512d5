package files

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/followthrough/followthrough/sync/review"
)

// What a heading has to be, whole, to say where the items below it stand: the
// words that people name a board's columns by. Behind a word for what is
// settled only signs, figures and a time may stand: "Done last week" says it,
// "Done, not deployed" does not.
var (
	progressRE = regexp.MustCompile(`^(?:doing|in[ -]progress|wip|work in progress|ongoing|under ?way|started|in arbeit|en cours|en curso|em andamento|in corso|进行中|進行中)(?:$|[^\pL]*$|\s*[(:/,–—-].*$)`)
	doneRE     = regexp.MustCompile(`^(?:(?:all |already |recently )?(?:done|completed|complete|finished|fixed|shipped|delivered|resolved|closed|implemented|released)(?: (?:items?|tasks?|actions?|work))?` +
		`|erledigt(?:es|e)?|fertig|abgeschlossen|umgesetzt|terminé(?:e?s?)|fait(?:e?s?)|hech[oa]s?|completad[oa]s?|terminad[oa]s?|concluíd[oa]s?|feit[oa]s?|completat[oaie]|fatto|fatti|klaar|afgerond|gedaan|klart|färdigt|udført|ferdig|valmis|готово|сделано|выполнено|zrobione|hotovo|完了|完成|已完成|완료)` + whenDone)
	declinedHeadingRE = regexp.MustCompile(`^(?:won['’]?t (?:do|fix)|wontfix|not planned|declined|rejected|cancell?ed|dropped|abandoned|discarded|abgelehnt|verworfen|wird nicht umgesetzt|refusé(?:e?s?)|abandonné(?:e?s?)|rechazad[oa]s?|descartad[oa]s?|rejeitad[oa]s?)` + whenDone)
	openRE            = regexp.MustCompile(`^(?:backlog|to[ -]?do|open|next|later|inbox|ready|planned|new|offen|zu erledigen|à faire|pendientes?|por hacer|a fazer|da fare)(?:$|[^\pL]*$|\s*[(:/,–—-].*$)`)
)

// whenDone is what may stand behind a word for what is settled.
const whenDone = `(?:[^\pL]+(?:(?:in|this|last|for|since|until|by|sprint|iteration|cycle|release|version|weeks?|months?|quarters?|years?|cw|kw|[qwhv]|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)[^\pL]*)*)?$`

// headings are those above a line, outermost first.
type headings []title

type title struct {
	level int
	text  string
}

func (h *headings) enter(level int, text string) {
	open := *h
	for len(open) > 0 && open[len(open)-1].level >= level {
		open = open[:len(open)-1]
	}
	open = append(open, title{level, plain(text)})
	*h = open
}

func (h headings) last() string {
	if len(h) == 0 {
		return ""
	}
	return h[len(h)-1].text
}

// say is what the innermost heading that names a state says of an item below it
// whose box says nothing, and that heading.
func (h headings) say() (review.State, string) {
	for i := len(h) - 1; i >= 0; i-- {
		if state := stateOf(h[i].text); state != "" {
			return state, h[i].text
		}
	}
	return review.Open, ""
}

// stateOf is what a heading says; "": nothing.
func stateOf(text string) review.State {
	name := strings.TrimLeftFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) })
	switch {
	case progressRE.MatchString(name):
		return review.InProgress
	case doneRE.MatchString(name):
		return review.Done
	case declinedHeadingRE.MatchString(name):
		return review.Declined
	case openRE.MatchString(name):
		return review.Open
	}
	return ""
}
