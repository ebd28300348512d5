package words

import (
	"iter"
	"slices"
	"strings"
	"sync"

	"github.com/followthrough/followthrough/sync/review"
)

// MaxLabelWords is how long a label may be: longer lines are sentences.
const MaxLabelWords = 14

// longText is from how many bytes on words are counted before they are cut.
const longText = 80

// Classify judges the words of a label.
func Classify(text string, takes, leaves []string) Class {
	switch {
	case Listed(leaves, text):
		return ClassNever
	case Listed(takes, text):
		return ClassTake
	}
	cjk := HasCJK(text)
	if !cjk && len(text) > longText && Count(text) > MaxLabelWords {
		return ClassNeutral
	}
	words := Split(text)
	if len(words) == 0 {
		return ClassNeutral
	}
	if c := classifyRaw(words); c != ClassNeutral {
		return c
	}
	if cjk {
		if c := classifyCJK(strings.ToLower(strings.Join(words, ""))); c != ClassNeutral {
			return c
		}
	}
	if len(words) > MaxLabelWords {
		return ClassNeutral
	}
	return lexicon().classify(words)
}

// classifyRaw judges what is only heard with the words that labels hold in between:
// "Do" stands beside "Don't", unlike "To do", and "What could be improved" tells what went
// wrong.
func classifyRaw(words []string) Class {
	switch {
	case len(words) == 1 && words[0] == "do", len(words) == 2 && words[0] == "don" && words[1] == "t":
		return ClassSoft
	case len(words) > 2 && words[0] == "what" && words[1] == "could" && words[2] != "we":
		return ClassOff
	}
	return ClassNeutral
}

// lexer is the vocabulary, made ready once.
type lexer struct {
	entries              []readyEntry
	byStart              *starts[candidate]
	fillers, qualify     map[string]bool
	groups               *starts[phrase]
	cjk                  *starts[cjkPhrase]
	imperative, notOwner map[string]bool
	priority, types      map[string]bool
	works, joins         map[string]bool
	things, labelled     map[string]bool
	states               *[256][]stateWord // by first byte
	fieldRows            map[string]int
	times                *starts[term]
}

type readyEntry struct {
	class  Class
	whole  bool
	clause bool
}

// candidate is a phrase and the place of its entry.
type candidate struct {
	entry  int
	phrase phrase
}

// phrase is words in order.
type phrase []term

// term is one word of a phrase, or the stem of several.
type term struct {
	text string
	stem bool
	end  bool // text is the ending of any word
}

type cjkPhrase struct {
	entry int // its place among them
	class Class
	text  string
}

var lexicon = sync.OnceValue(func() *lexer {
	x := &lexer{byStart: &starts[candidate]{}, groups: &starts[phrase]{}, cjk: &starts[cjkPhrase]{}, fillers: wordSet(fillers), qualify: wordSet(qualifiers), imperative: wordSet(imperatives),
		notOwner: wordSet(notOwners), priority: wordSet(priorityWords), types: wordSet(typeWords), works: wordSet(workWords), joins: wordSet(joinWords), things: wordSet(thingWords), labelled: wordSet(labelledWords), fieldRows: fieldTable(), states: statesByStart(), times: timesByStart()}
	for _, e := range vocabulary {
		for _, p := range phrases(e.phrases) {
			x.byStart.add(p[0].text, candidate{len(x.entries), p})
		}
		x.entries = append(x.entries, readyEntry{e.class, e.whole, e.clause})
	}
	entry := 0
	for _, e := range cjkVocabulary {
		for _, p := range e.phrases {
			x.cjk.add(p, cjkPhrase{entry, e.class, p})
			entry++
		}
	}
	for _, p := range phrases(groupWords) {
		x.groups.add(p[0].text, p)
	}
	return x
})

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// phrases reads texts in which words that end in * are stems, and those that
// begin with one endings.
func phrases(texts []string) []phrase {
	out := make([]phrase, len(texts))
	for i, t := range texts {
		for w := range strings.FieldsSeq(t) {
			text, isStem := strings.CutSuffix(w, "*")
			text, isEnd := strings.CutPrefix(text, "*")
			out[i] = append(out[i], term{text, isStem, isEnd})
		}
	}
	return out
}

func (x *lexer) classify(words []string) Class {
	if at := x.entryOf(x.content(words)); at < len(x.entries) {
		return x.entries[at].class
	}
	return ClassNeutral
}

// entryOf is the place of the first entry that matches; len(x.entries): none does.
func (x *lexer) entryOf(content []string) int {
	best := len(x.entries)
	for at, w := range content {
		for _, c := range x.byStart.of(w) {
			if c.entry < best && c.phrase.at(content, at) && x.entries[c.entry].fits(x, content, at, len(c.phrase)) {
				best = c.entry
			}
		}
	}
	return best
}

// OffInPassing tells whether what makes a label one of what is no action is a single
// word behind others, in a label of four words or more.
func OffInPassing(text string) bool {
	x, content := lexicon(), lexicon().content(Split(text))
	if len(content) < minPassing {
		return false
	}
	for at, w := range content {
		for _, c := range x.byStart.of(w) {
			if e := x.entries[c.entry]; e.class == ClassOff && c.phrase.at(content, at) && (at == 0 || len(c.phrase) > 1 || vocabulary[c.entry].alone) {
				return false
			}
		}
	}
	return true
}

// minPassing is how many words such a label has at least.
const minPassing = 4

// AnnouncesWholly tells whether a label of the class ClassTake says nothing but that
// actions stand below: all of its words are those of a phrase and what may stand
// beside one.
func AnnouncesWholly(text string) bool {
	if HasCJK(text) {
		return announcesWhollyCJK(strings.Join(Split(text), ""))
	}
	x, content := lexicon(), lexicon().content(Split(text))
	for at, w := range content {
		for _, c := range x.byStart.of(w) {
			if x.entries[c.entry].class == ClassTake && c.phrase.at(content, at) && x.qualified(content, at, len(c.phrase)) {
				return true
			}
		}
	}
	return false
}

// longLabel is from how many words on a label is a sentence, in which a noun
// phrase far from the start names something else.
const longLabel = 7

func (e readyEntry) fits(x *lexer, words []string, at, n int) bool {
	if e.whole {
		return x.qualified(words, at, n)
	}
	return e.clause || e.class != ClassTake || at <= 2 || len(words) < longLabel
}

// content drops the fillers; a label of nothing else keeps them.
func (x *lexer) content(words []string) []string {
	if !slices.ContainsFunc(words, func(w string) bool { return x.fillers[w] }) {
		return words
	}
	out := make([]string, 0, len(words))
	for _, w := range toBeDone(words) {
		if !x.fillers[w] {
			out = append(out, w)
		}
	}
	if len(out) == 0 {
		return words
	}
	return out
}

// qualified: all words beside the phrase are qualifiers.
func (x *lexer) qualified(words []string, at, n int) bool {
	for i, w := range words {
		if (i < at || i >= at+n) && !x.qualify[w] && strings.Trim(w, "0123456789") != "" {
			return false
		}
	}
	return true
}

// at tells whether the phrase stands at that place among the words.
func (p phrase) at(words []string, at int) bool {
	if at+len(p) > len(words) {
		return false
	}
	for i, want := range p {
		if w := words[at+i]; w != want.text && !(want.stem && strings.HasPrefix(w, want.text)) && !(want.end && strings.HasSuffix(w, want.text)) {
			return false
		}
	}
	return true
}

// cjkIn gives the phrases that stand in a text.
func (x *lexer) cjkIn(text string) iter.Seq[cjkPhrase] {
	return func(yield func(cjkPhrase) bool) {
		for i := range text {
			for _, p := range x.cjk.of(text[i:]) {
				if strings.HasPrefix(text[i:], p.text) && !yield(p) {
					return
				}
			}
		}
	}
}

// classifyCJK judges a label by the longest phrase in it, of several by the first.
func classifyCJK(text string) Class {
	best := cjkPhrase{class: ClassNeutral}
	for p := range lexicon().cjkIn(text) {
		if len(p.text) > len(best.text) || len(p.text) == len(best.text) && p.entry < best.entry {
			best = p
		}
	}
	return best.class
}

// announcesWhollyCJK: the phrases that announce actions are at least half of the
// label.
func announcesWhollyCJK(text string) bool {
	longest := 0
	for p := range lexicon().cjkIn(text) {
		if p.class == ClassTake {
			longest = max(longest, len(p.text))
		}
	}
	return longest*2 >= len(text)
}

// IsGroup tells whether the label names a kind of work, a horizon or a state, no task.
func IsGroup(text string) bool {
	words := lexicon().content(Split(text))
	if len(words) == 0 || len(words) > 5 || lexicon().imperative[words[0]] {
		return len(words) == 0
	}
	known := 0
	for i, w := range words {
		if lexicon().qualify[w] || strings.Trim(w, "0123456789") == "" || lexicon().groupAt(words, i) {
			known++
		}
	}
	return known == len(words) || known > 0 && len(words) <= 2
}

func (x *lexer) groupAt(words []string, at int) bool {
	for _, p := range x.groups.of(words[at]) {
		if p.at(words, at) {
			return true
		}
	}
	return false
}

// Listed tells whether a label is one of the configured headings.
func Listed(headings []string, label string) bool {
	if len(headings) == 0 {
		return false
	}
	norm := review.Normalise(label)
	for _, h := range headings {
		if review.Normalise(h) == norm {
			return true
		}
	}
	return false
}
