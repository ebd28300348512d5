package words

import (
	"slices"
	"strings"
)

// maxOpening is how many bytes the words have at most that open a line by saying that
// an action follows.
const maxOpening = 48

// TaskOpening is how many bytes open a text with nothing but words that announce an
// action, before a colon or a dash ("Action: …", "Next step – …"); 0: none do. Where
// the words may as well be of something else ("Follow-up", "AI"), what follows has to
// order or promise something; what tells what was is none.
func TaskOpening(text string) int {
	end := openingEnd(text)
	if end == 0 || strings.HasSuffix(text, ":") {
		return 0
	}
	lead := strings.TrimSpace(strings.TrimRight(text[:end], " :：–—-"))
	if n := Count(lead); n > maxLead || n == 0 && !HasCJK(lead) || len(strings.TrimSpace(text[end:])) < minOpened {
		return 0
	}
	announces, surely := announcesTask(lead)
	if !announces {
		return 0
	}
	does := Hear(text[end:])
	switch {
	case does.Does(Tells):
		return 0
	case does&(Orders|Commits) != 0, somebodyTo(text[end:]):
		return end
	case !surely, does.Does(States) && !Conditional(text[end:]):
		return 0
	}
	return end
}

// TaskLead is how many bytes open a text with the name of a column of actions and a colon
// ("対応: …", "Task: …"); 0: none do. It says enough only below what an action follows from.
func TaskLead(text string) int {
	end := openingEnd(text)
	if end == 0 || len(strings.TrimSpace(text[end:])) < minOpened {
		return 0
	}
	lead := strings.ToLower(strings.TrimSpace(strings.TrimRight(text[:end], " :：–—-")))
	if FieldOf(lead) != FieldAction || slices.Contains(vagueLeads, lead) || Hear(text[end:]).Does(Tells) {
		return 0
	}
	return end
}

// vagueLeads name a column of actions, but before a colon as well anything else.
var vagueLeads = []string{"item", "items", "step", "steps", "description", "title", "what", "summary", "name"}

// announcesTask tells whether a few words announce an action and nothing else, and
// whether that is surely so, whatever follows them.
func announcesTask(lead string) (announces, surely bool) {
	about := Concepts(lead)
	switch c := Classify(lead, nil, nil); {
	case about&AboutDone != 0, c == ClassNever, c == ClassOff:
		return false, false
	case c == ClassAdvice, strings.TrimRight(lead, " #0123456789") == "AI":
		return true, false
	case about&AboutActions != 0 && FieldOf(strings.TrimRight(lead, " #0123456789")) == FieldAction:
		return true, true
	case c == ClassTake && AnnouncesWholly(lead):
		return true, about&(AboutActions|AboutFollowUp) != 0 && Split(lead)[0] != "follow"
	}
	return false, false
}

// somebodyTo: up to three words say who, and the next what to do ("Bo to add a test").
func somebodyTo(text string) bool {
	ws := strings.Fields(text[:min(len(text), maxOpening)])
	for i, w := range ws[:min(len(ws), 4)] {
		if i > 0 && w == "to" && i+1 < len(ws) {
			return Imperative(strings.ToLower(ws[i+1]))
		}
	}
	return false
}

// minOpened is how many bytes follow such words at least.
const minOpened = 6

// openingEnd is where the first colon, or dash between spaces, of a text ends with
// what is blank behind it; 0: none stands near its start.
func openingEnd(text string) int {
	near := text[:min(len(text), maxOpening)]
	if !holdsOne(near, ":-\xef\xe2") {
		return 0
	}
	best, size := -1, 0
	for _, sign := range []string{":", "：", " – ", " — ", " - "} {
		if i := strings.Index(near, sign); i > 0 && (best < 0 || i < best) {
			best, size = i, len(sign)
		}
	}
	if best < 0 || text[best] == ':' && !strings.HasPrefix(text[best+1:], " ") && !HasCJK(near) {
		return 0
	}
	rest := text[best+size:]
	return best + size + len(rest) - len(strings.TrimLeft(rest, " \t\n"))
}
