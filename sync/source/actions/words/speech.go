package words

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/followthrough/followthrough/internal/sieve"
)

// Speech is what a text does by its words: a set.
type Speech uint8

// What a text can do.
const (
	Orders        Speech = 1 << iota // it opens like a task: with a verb of work, maybe behind a lead
	Commits                          // it promises work, or tells of work done to prevent the next time
	Ourselves                        // its authors promise it themselves
	States                           // it holds a verb that states something
	Tells                            // it tells what was
	AdvisesOthers                    // it says what others than its authors should do
	OfDocument                       // it speaks of the review itself, as the check lists of templates do
)

// Does tells whether the text does all of that.
func (s Speech) Does(what Speech) bool { return s&what == what }

// speechRow holds phrases that do the same. A phrase is words in order; a|b are
// alternatives, a word that ends in * is a stem, one that begins with * an ending.
type speechRow struct {
	does    Speech
	phrases []string
}

// maxHeard is how many words of a text are heard at most.
const maxHeard = 300

// Hear tells what a text does.
func Hear(text string) Speech {
	var room [64]string
	ws := splitInto(room[:0], text)
	var s Speech
	x := hearing()
	for at, w := range ws {
		for _, p := range x.of(w) {
			if s&p.does != p.does && p.phrase.at(ws, at) {
				s |= p.does
			}
		}
	}
	if HasCJK(text) {
		s |= hearCJK(text)
	}
	if len(ws) > 1 && (endsInKorean(ws) || closing()[ws[len(ws)-1]]) || opensWithTask(text, ws) || endsInInfinitive(text, ws) {
		s |= Orders
	}
	if tellsAtStart(ws) {
		s |= Tells
	}
	if s&(Orders|Commits) != 0 {
		s &^= Tells
	}
	return s
}

// ofReview is a piece of each phrase that speaks of the review itself.
var ofReview = sieve.MustCompile(`(?i)mortem|incident|this|section|after|all`)

// SpeaksOfReview tells whether a text speaks of the review itself.
func SpeaksOfReview(text string) bool { return ofReview.May(text) && Hear(text).Does(OfDocument) }

// splitInto adds the lower-case words of a text.
func splitInto(out []string, text string) []string {
	return wordsInto(out, strings.ToLower(text), maxHeard)
}

// wordsInto adds words of a text as they are written, until out has most.
func wordsInto(out []string, text string, most int) []string {
	from := -1
	for i, r := range text {
		in := inWords(r)
		switch {
		case in && from < 0:
			from = i
		case !in && from >= 0:
			if out = append(out, text[from:i]); len(out) == most {
				return out
			}
			from = -1
		}
	}
	if from >= 0 {
		out = append(out, text[from:])
	}
	return out
}

// maxLead is how many words stand before a colon that leads to a task.
const maxLead = 4

// opensWithTask: the first word of several, or the first behind a lead, is a verb
// of work.
func opensWithTask(text string, ws []string) bool {
	if verbFirst(ws) || takesObject(text, ws) {
		return true
	}
	colon := strings.IndexFunc(text, func(r rune) bool { return r == ':' || r == '：' })
	if colon < 0 || colon > 60 {
		return false
	}
	var room [8]string
	lead := splitInto(room[:0], text[:colon])
	return len(lead) > 0 && len(lead) <= maxLead && len(lead) < len(ws) && (verbFirst(ws[len(lead):]) || takesObject(text[colon+1:], ws[len(lead):]))
}

func verbFirst(ws []string) bool {
	for len(ws) > 2 && (courtesies()[ws[0]] || ws[0][0] >= '0' && ws[0][0] <= '9' || ws[0] == "x") {
		ws = ws[1:]
	}
	if len(ws) < 2 || ws[0] == "have" && strings.HasSuffix(ws[1], "ed") {
		return false
	}
	return lexicon().imperative[ws[0]] || hasVerbEnding(ws[0])
}

// tellsAtStart: the first words are a verb that tells what was ("Removed the file").
func tellsAtStart(ws []string) bool {
	for i, w := range ws[:min(2, len(ws))] {
		if len(w) > 4 && strings.HasSuffix(w, "ed") && !presentWords()[w] && (i == 0 || strings.HasSuffix(ws[0], "ly") || ws[0] == "we") {
			return true
		}
	}
	return false
}

// Narrates tells whether a text tells only what was, in English, and of nothing that
// somebody did: "We were lucky", unlike "The pool was split".
func Narrates(text string) bool {
	var room [64]string
	ws := splitInto(room[:0], text)
	did := slices.ContainsFunc(ws, func(w string) bool {
		return len(w) > 4 && strings.HasSuffix(w, "ed") && !presentWords()[w] || done()[w]
	})
	return !did && slices.ContainsFunc(ws[:min(len(ws), maxNarrated)], func(w string) bool { return w == "was" || w == "were" })
}

// maxNarrated is among how many words of a text the one stands that tells what was.
const maxNarrated = 6

// endsInKorean: the last word is a noun or a verb that ends a task in Korean.
func endsInKorean(ws []string) bool {
	last := ws[len(ws)-1]
	if r, _ := utf8.DecodeRuneInString(last); !unicode.Is(unicode.Hangul, r) {
		return false
	}
	for _, end := range koreanClosing {
		if strings.HasSuffix(last, end) {
			return true
		}
	}
	return false
}

type heardPhrase struct {
	does   Speech
	phrase phrase
}

var hearing = sync.OnceValue(func() *starts[heardPhrase] {
	x := &starts[heardPhrase]{}
	for _, row := range speechRows {
		for _, text := range row.phrases {
			for _, p := range phrases(alternatives(text)) {
				x.add(p[0].text, heardPhrase{row.does, p})
			}
		}
	}
	return x
})

// alternatives are the phrases that one with a|b in it stands for.
func alternatives(text string) []string {
	out := []string{""}
	for w := range strings.FieldsSeq(text) {
		var next []string
		for _, before := range out {
			for alt := range strings.SplitSeq(w, "|") {
				next = append(next, before+" "+alt)
			}
		}
		out = next
	}
	return out
}

func hearCJK(text string) Speech {
	var s Speech
	for _, row := range cjkSpeech {
		for _, p := range row.phrases {
			if strings.Contains(text, p) {
				s |= row.does
				break
			}
		}
	}
	text = strings.TrimRight(text, " 。．.)）]】")
	opening := text
	for _, adverb := range cjkAdverbs {
		opening = strings.TrimPrefix(opening, adverb)
	}
	for _, verb := range cjkOpening {
		if strings.HasPrefix(opening, verb) {
			return s | Orders
		}
	}
	for _, noun := range cjkClosing {
		if strings.HasSuffix(text, noun) {
			return s | Orders
		}
	}
	return s
}

// Conditional tells whether a text opens with a condition.
func Conditional(text string) bool {
	var room [16]string
	ws := splitInto(room[:0], text)
	return len(ws) > 0 && conditionWords()[ws[0]] || strings.HasPrefix(strings.TrimSpace(text), "如果") || strings.HasPrefix(strings.TrimSpace(text), "もし")
}

var conditionWords = sync.OnceValue(func() map[string]bool { return wordSet(conditions) })

var (
	courtesies   = sync.OnceValue(func() map[string]bool { return wordSet(courtesyWords) })
	closing      = sync.OnceValue(func() map[string]bool { return wordSet(closingVerbs) })
	done         = sync.OnceValue(func() map[string]bool { return wordSet(doneWords) })
	presentWords = sync.OnceValue(func() map[string]bool { return wordSet(notPast) })
)

// hasVerbEnding: the word ends like the infinitive of a language in which tasks
// are written so.
func hasVerbEnding(w string) bool {
	if len(w) < 6 {
		return false
	}
	for _, end := range infinitives {
		if strings.HasSuffix(w, end) {
			return true
		}
	}
	return false
}
