package markdown

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

// label is a line that says what stands below it: a heading, a bold line, a
// list item that owns a list, or a plain line above a list.
type label struct {
	text  string // as shown, without numbering and emoji
	class class
	rank  int // 1 to 6 headings, then the ranks below
	up    *label
	node  ast.Node
	line  int
	start int
	// numbered: the label opens with a number of its own ("A3.", "2)").
	numbered bool
	full     rich // as shown, whole
}

// Ranks of labels that are no headings.
const (
	rankBold = 7 + iota
	rankLine
	rankItem
)

// maxLabelWords is how long a label may be: longer lines are sentences.
const maxLabelWords = 14

// section is the label of the action section that l stands in (the uppermost
// one, a certain one before a doubtful one); nil: none.
func (l *label) section() *label {
	var found *label
	for ; l != nil; l = l.up {
		switch l.class {
		case take:
			found = l
		case maybe, advice:
			if found == nil || found.class != take {
				found = l
			}
		case off:
			if found == nil {
				return nil
			}
		case never:
			return nil
		}
	}
	return found
}

// classify judges the words of a label.
func classify(text string, s Settings) class {
	switch {
	case listed(s.Leave, text):
		return never
	case listed(s.Take, text):
		return take
	}
	words := labelWords(text)
	if len(words) == 0 {
		return neutral
	}
	if hasCJK(text) {
		if c := classifyCJK(strings.ToLower(strings.Join(words, ""))); c != neutral {
			return c
		}
	}
	if len(words) > maxLabelWords {
		return neutral
	}
	return lexicon().classify(words)
}

// lexer is the vocabulary, made ready once.
type lexer struct {
	entries              []readyEntry
	fillers, qualify     map[string]bool
	groups               []phrase
	cjk                  []cjkPhrase
	imperative, notOwner map[string]bool
	priority, types      map[string]bool
	fields               map[string]field
}

type readyEntry struct {
	class   class
	whole   bool
	phrases []phrase
}

// phrase is words, of which those ending in * are stems.
type phrase []string

type cjkPhrase struct {
	class class
	text  string
}

var lexicon = sync.OnceValue(func() *lexer {
	x := &lexer{fillers: wordSet(fillers), qualify: wordSet(qualifiers), imperative: wordSet(imperatives),
		notOwner: wordSet(notOwners), priority: wordSet(priorityWords), types: wordSet(typeWords), fields: fieldTable()}
	for _, e := range vocabulary {
		x.entries = append(x.entries, readyEntry{e.class, e.whole, phrases(e.phrases)})
	}
	for _, e := range cjkVocabulary {
		for _, p := range e.phrases {
			x.cjk = append(x.cjk, cjkPhrase{e.class, p})
		}
	}
	x.groups = phrases(groupWords)
	return x
})

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

func phrases(texts []string) []phrase {
	out := make([]phrase, len(texts))
	for i, t := range texts {
		out[i] = strings.Fields(t)
	}
	return out
}

func (x *lexer) classify(words []string) class {
	content := x.content(words)
	for _, e := range x.entries {
		for _, p := range e.phrases {
			if at := p.find(content); at >= 0 && (!e.whole || x.qualified(content, at, len(p))) {
				return e.class
			}
		}
	}
	return neutral
}

// content drops the fillers; a label of nothing else keeps them.
func (x *lexer) content(words []string) []string {
	out := make([]string, 0, len(words))
	for _, w := range words {
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

// find is the place of the phrase among the words; -1: not there.
func (p phrase) find(words []string) int {
	for at := 0; at+len(p) <= len(words); at++ {
		if p.at(words, at) {
			return at
		}
	}
	return -1
}

func (p phrase) at(words []string, at int) bool {
	for i, want := range p {
		stem, isStem := strings.CutSuffix(want, "*")
		if w := words[at+i]; w != want && !(isStem && strings.HasPrefix(w, stem)) {
			return false
		}
	}
	return true
}

func classifyCJK(text string) class {
	best, found := 0, neutral
	for _, p := range lexicon().cjk {
		if len(p.text) > best && strings.Contains(text, p.text) {
			best, found = len(p.text), p.class
		}
	}
	return found
}

func hasCJK(text string) bool {
	for _, r := range text {
		if r >= 0x3040 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) {
			return true
		}
	}
	return false
}

// labelWords are the lower-case words of a label without what stands in
// brackets, emoji and numbering.
func labelWords(text string) []string {
	text = strings.ToLower(dropBrackets(dropShortcodes(text)))
	return strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
}

// dropBrackets takes out remarks in brackets, unless nothing else is there.
func dropBrackets(text string) string {
	var b strings.Builder
	depth := 0
	for _, r := range text {
		switch r {
		case '(', '[', '{', '（', '【', '「':
			depth++
			b.WriteByte(' ')
		case ')', ']', '}', '）', '】', '」':
			depth = max(0, depth-1)
		default:
			if depth == 0 {
				b.WriteRune(r)
			}
		}
	}
	if strings.TrimFunc(b.String(), notWord) == "" {
		return text
	}
	return b.String()
}

func notWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// dropShortcodes takes out emoji written as :name:.
func dropShortcodes(text string) string {
	if strings.Count(text, ":") < 2 {
		return text
	}
	return shortcode.ReplaceAllString(text, " ")
}

// labelText is the label as shown without emoji, numbering and colon; and
// whether it was numbered.
func labelText(text string) (string, bool) {
	text = dropShortcodes(text)
	text = strings.TrimLeftFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || r > utf8.RuneSelf && !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '«' && r != '「'
	})
	numbered := false
	if m := numbering.FindString(text); m != "" && len(m) < len(text) {
		text, numbered = text[len(m):], true
	}
	return strings.TrimSpace(strings.TrimRight(strings.TrimSpace(text), ":：")), numbered
}

// isGroup: the label names a kind of work, a horizon or a state, no task.
func isGroup(text string) bool {
	words := lexicon().content(labelWords(text))
	if len(words) == 0 || len(words) > 5 {
		return len(words) == 0
	}
	for _, p := range lexicon().groups {
		if p.at(append(words, ""), 0) || len(words) > 1 && p.find(words) >= 0 && len(words) <= 3 {
			return true
		}
	}
	return false
}
