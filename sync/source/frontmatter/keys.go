package frontmatter

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions/words"
)

// enders are the signs that may end a key, or look as if they did.
const enders = ":=：＝꞉∶﹕"

// Keys are those that decide who may see a review or whether it is published.
type Keys struct {
	// All are kept squashed.
	//
	// wanted are those that something is asked of; seen those whose names alone
	// say that somebody meant to decide.
	wanted, seen map[string]bool
	told         map[string]bool // of the seen, those that say whether it is published
	only         map[string]bool // of the wanted, those that nobody gives in a text
	inside       []string        // keys inside of keys, among the wanted
	further      map[string]bool // of the wanted, those that settings name
}

// Deciding are the keys that always decide, and further ones: those that a
// source's settings name.
func Deciding(further ...string) Keys {
	k := always()
	if len(further) == 0 {
		return k
	}
	k.wanted, k.only, k.further, k.inside = maps.Clone(k.wanted), maps.Clone(k.only), map[string]bool{}, slices.Clone(k.inside)
	for _, name := range further {
		name = words.Squashed(name)
		if !k.wanted[name] && !k.told[name] {
			k.only[name] = true
		}
		k.wanted[name], k.further[name] = true, true
		if strings.Contains(name, ".") {
			k.inside = append(k.inside, name)
		}
	}
	return k
}

// standing are keys by which somebody who writes them means to say how far a document
// has come, beside those that package words has.
func standing() []string {
	return []string{
		"approval status", "approval state", "publishing status", "publish status", "publish state", "publication state", "release status", "editorial status", "workflow state",
		"public release", "publicly released", "ready to publish", "ready for publication", "approved for publication", "wip", "work in progress",
	}
}

// always are the keys that decide whatever settings name.
var always = sync.OnceValue(func() Keys {
	k := Keys{wanted: map[string]bool{}, seen: map[string]bool{"date": true}, told: map[string]bool{}} // a day to come is one on which a site publishes
	for _, name := range append([]string{"draft", "is draft"}, words.RecordKeys["published"]...) {
		k.wanted[words.Squashed(name)] = true
	}
	k.only = maps.Clone(k.wanted)
	for _, name := range words.RecordKeys["published"] {
		delete(k.only, words.Squashed(name))
	}
	for _, name := range slices.Concat(words.StatusKeys, standing()) {
		k.seen[words.Squashed(name)], k.told[words.Squashed(name)] = true, true
	}
	for _, name := range words.AudienceKeys {
		k.seen[words.Squashed(name)] = true
	}
	return k
})

// Wants tells whether the value of a folded key is asked for, to decide.
func (k Keys) Wants(key string) bool { return k.wanted[words.Squash(key)] }

// wantsBelow tells whether the value of a folded key is asked for that may stand
// inside of another key.
func (k Keys) wantsBelow(key string) bool {
	for key = words.Squash(key); ; {
		_, rest, ok := strings.Cut(key, ".")
		if !ok {
			return false
		}
		if key = rest; k.further[key] {
			return true
		}
	}
}

// Decides tells whether a folded key decides, or holds one inside that does.
func (k Keys) Decides(key string) bool {
	key = words.Squash(key)
	if k.wanted[key] || k.seen[key] || key == "<<" {
		return true
	}
	for _, name := range k.inside {
		if strings.HasPrefix(name, key+".") {
			return true
		}
	}
	return false
}

// Opens tells whether a line begins like one that gives a key which decides,
// in whatever form.
func (k Keys) Opens(line string) bool {
	if !mayGive(line) {
		return false
	}
	key, _, ok := cutKey(strings.TrimLeftFunc(review.Fold(line), around))
	return ok && k.Decides(strings.TrimFunc(key, around))
}

// mayGive tells whether a line holds a letter or a figure before a sign of those that
// may end a key, or a sign beyond ASCII, which may be the form of one.
func mayGive(line string) bool {
	named := false
	for i := range len(line) {
		switch c := line[i]; {
		case c >= utf8.RuneSelf, named && (c == ':' || c == '='):
			return true
		case c|0x20 >= 'a' && c|0x20 <= 'z', c >= '0' && c <= '9':
			named = true
		}
	}
	return false
}

// in tells whether a line gives a key that decides, wherever in it.
func (k Keys) in(line string) bool { return k.Opens(line) || k.holds(line) }

// names tells whether a line of a few words begins with a key that settings name,
// whatever stands behind it.
func (k Keys) names(line string) bool {
	all := strings.Fields(strings.Map(unmark, line))
	return len(all) > 0 && len(all) <= 4 && k.further[words.Squashed(all[0])]
}

// strict are the keys that nobody gives in a text: those of who may see a review,
// and draft. A status, or the day of publication, stands below many a title.
func (k Keys) strict() Keys {
	return Keys{wanted: k.only, inside: k.inside}
}

// around tells whether a sign may stand around a key.
func around(r rune) bool { return unmark(r) == ' ' || strings.ContainsRune("-_.", r) }

// cutKey parts a line at its first sign that may end a key.
func cutKey(line string) (key, rest string, ok bool) {
	at := strings.IndexAny(line, enders)
	if at < 0 {
		return "", "", false
	}
	return line[:at], strings.TrimLeft(line[at:], enders), true
}

// holds tells whether a text gives a key of which something is asked somewhere
// inside: lines that were run together, say.
func (k Keys) holds(text string) bool {
	for mayGive(text) {
		at := strings.IndexAny(text, enders)
		if at < 0 {
			return false
		}
		before := strings.Fields(strings.Map(unmark, strings.TrimRightFunc(text[:at], around)))
		for n := 1; n <= min(4, len(before)); n++ {
			if key := words.Squashed(strings.TrimLeft(strings.Join(before[len(before)-n:], " "), "-_.")); k.wanted[key] || k.told[key] {
				return true
			}
		}
		text = strings.TrimLeft(text[at:], enders)
	}
	return false
}

// unmark makes spaces of the signs that may stand before a key.
func unmark(r rune) rune {
	if unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.Cf) || strings.ContainsRune("_-.", r) {
		return r
	}
	return ' '
}
