package frontmatter

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

// What is read at most: bytes, values, levels, brackets.
const (
	maxBytes    = 32 << 10
	MaxValues   = 1000
	maxDepth    = 10
	maxBrackets = 1000
)

// reader collects what one reading finds.
type reader struct {
	keys   Keys
	out    document.Matter
	places int // keys met
	empty  []document.Value
	full   bool
	deep   bool
}

// flaw notes a place for which the review counts as a draft.
func (r *reader) flaw(line int, format string, args ...any) {
	r.out.Flaws = append(r.out.Flaws, review.Flaw{Line: line, What: fmt.Sprintf(format, args...)})
}

// given numbers one more place where a key is given.
func (r *reader) given() int {
	r.places++
	return r.places
}

// add adds a value; false: there are too many.
func (r *reader) add(v document.Value) bool {
	if r.full {
		return false
	}
	if len(r.out.Values) >= MaxValues || r.places > MaxValues {
		r.full = true
		r.flaw(v.Line, "the front matter holds more than %d values, and what follows is not read: shorten it", MaxValues)
		return false
	}
	if strings.Count(v.Key, ".") > maxDepth { // of dotted keys, say
		if !r.deep {
			r.deep = true
			r.flaw(v.Line, "the front matter nests deeper than %d levels: flatten it", maxDepth)
		}
		return true
	}
	if v.Text = strings.TrimSpace(v.Text); v.Text != "" {
		r.out.Values = append(r.out.Values, v)
	} else if len(r.empty) < MaxValues {
		r.out.Blank = append(r.out.Blank, v.Key)
		if strings.Contains(v.Key, ".") {
			r.empty = append(r.empty, v)
		}
	}
	return true
}

// result is what was read, once what its places say together was judged.
func (r *reader) result() document.Matter {
	r.disagreements()
	r.groups()
	r.almost()
	r.mixed()
	slices.SortStableFunc(r.out.Flaws, func(a, b review.Flaw) int { return a.Line - b.Line })
	return r.out
}

// place is what one place says where a key is given.
type place struct {
	given, line int
	says        []string // folded
}

// disagreements finds keys that decide and are given twice, with other values.
func (r *reader) disagreements() {
	places, order := map[string][]place{}, []string{}
	for _, v := range r.out.Values {
		if !r.keys.Decides(v.Key) {
			continue
		}
		all := places[v.Key]
		if len(all) == 0 {
			order = append(order, v.Key)
		}
		if n := len(all); n == 0 || all[n-1].given != v.Given {
			all = append(all, place{given: v.Given, line: v.Line})
		}
		all[len(all)-1].says = append(all[len(all)-1].says, review.Fold(v.Text))
		places[v.Key] = all
	}
	for _, key := range order {
		first := places[key][0]
		for _, other := range places[key][1:] {
			if !slices.Equal(first.says, other.says) {
				r.flaw(other.line, "`%s` is given twice (first in line %d) and says something else here: keep one of them", key, first.line)
				break
			}
		}
	}
}

// groups finds keys that decide and hold further keys in place of a value.
func (r *reader) groups() {
	told := map[string]bool{}
	for _, v := range append(slices.Clone(r.out.Values), r.empty...) {
		for at := strings.LastIndexByte(v.Key, '.'); at > 0; at = strings.LastIndexByte(v.Key[:at], '.') {
			up := v.Key[:at]
			asked := r.keys.Wants(up) || r.keys.told[words.Squash(up)] || r.keys.wantsBelow(up)
			if asked && !r.keys.Wants(v.Key) && !r.keys.wantsBelow(v.Key) && !told[up] {
				told[up] = true
				r.flaw(v.Line, "`%s` holds keys of its own, and wants a value or a list", up)
			}
		}
	}
}

// almost finds keys that are ones which decide but for the signs around them.
func (r *reader) almost() {
	strict := r.keys.strict()
	for _, v := range r.out.Values {
		if r.keys.Wants(v.Key) || r.keys.told[words.Squash(v.Key)] {
			continue
		}
		bare, plain := strings.TrimFunc(v.Key, around), strings.Map(unmark, v.Key)
		inside := plain != v.Key && slices.ContainsFunc(strings.Fields(plain), r.keys.Wants)
		// Two lines that ran together: "author: bo" without its colon, and a key.
		ws := strings.Fields(v.Key)
		inside = inside || len(ws) > 2 && strict.Wants(ws[len(ws)-1])
		if inside || bare != v.Key && (r.keys.Wants(bare) || r.keys.wantsBelow(bare) || r.keys.told[words.Squash(bare)]) {
			r.flaw(v.Line, "this key looks like one that counts, but has signs around it: take them out")
			return
		}
	}
}

// mixed finds keys and values that decide, with letters of two alphabets in one
// word: they look like what they are not.
func (r *reader) mixed() {
	for _, v := range r.out.Values {
		if twoAlphabets(v.Key) || twoAlphabets(v.Text) && (r.keys.Decides(v.Key) || r.keys.wantsBelow(v.Key)) {
			r.flaw(v.Line, "a word here mixes Latin and Cyrillic letters: write it in one alphabet")
			return
		}
	}
}

func twoAlphabets(text string) bool {
	latin, cyrillic := false, false
	for _, c := range text {
		switch {
		case unicode.Is(unicode.Latin, c):
			latin = true
		case unicode.Is(unicode.Cyrillic, c):
			cyrillic = true
		case !unicode.IsMark(c):
			latin, cyrillic = false, false
		}
		if latin && cyrillic {
			return true
		}
	}
	return false
}
