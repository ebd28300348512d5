// Package publication says of the keys and values of a document whether it is
// published, and from when. Of several signs the more restrictive counts. It
// knows nothing of where they stand.
package publication

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

// opening are words that open what a key of publication says of a day that nobody
// knows.
var opening = []string{"not", "never", "pending", "later", "soon", "tomorrow", "unpublished", "hidden", "withdrawn", "tbd", "tba"}

// told are words of publication that are neither a day nor yes or no.
var told = regexp.MustCompile(`(?i)^(?:internal|external|done|complete|yes|everyone|all)(?:ly|d)?(?:$|[^\p{L}])|://|^www\.`)

// Said is what a document's keys say of its publication; keys are those of its
// day. nil: nothing. "Resolved" is of the incident.
func Said(meta map[string][]string, keys []string) *bool {
	yes, no := true, false
	says := gather(meta, keys)
	if says.denied() {
		return &no
	}
	if slices.ContainsFunc(says[draftKey], isClear) {
		return &yes
	}
	if s := far(says[statusKey]); s != nil {
		return s
	}
	if slices.ContainsFunc(says[dayKey], isClear) {
		return &yes
	}
	return nil
}

// values are what a document's keys say, by what their keys are.
type values [keyKinds][]string

// gather takes the values of the keys that say something of publication, however the
// words of a key are parted, and whatever signs stand before it.
func gather(meta map[string][]string, days []string) values {
	var out values
	days = squashed(days)
	for k, says := range meta {
		key := words.Squashed(strings.TrimLeftFunc(k, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }))
		last := key[strings.LastIndexByte(key, '.')+1:] // params.draft
		kind, is := kinds()[key]
		switch {
		case slices.Contains(days, key):
			kind = dayKey
		case strings.HasPrefix(key, "embargo") && slices.ContainsFunc(says, isClear):
			kind = unfinishedKey // its "no" says nothing
		case is:
		case kinds()[last] == draftKey && slices.ContainsFunc(says, isYes), kinds()[last] == unfinishedKey:
			kind = unfinishedKey
		case slices.ContainsFunc(statusEnds, func(end string) bool { return strings.HasSuffix(last, end) }):
			kind = unlistedKey
		}
		out[kind] = append(out[kind], says...)
	}
	return out
}

// denied tells whether a key says in so many words that its document is a draft.
func (v values) denied() bool {
	return slices.ContainsFunc(v[draftKey], isYes) || slices.ContainsFunc(v[unfinishedKey], isYes) || slices.ContainsFunc(v[dayKey], denies) ||
		slices.ContainsFunc(v[releaseKey], denies) || slices.ContainsFunc(v[tagKey], tagsDraft) || slices.ContainsFunc(v[unlistedKey], saysDraft)
}

// squashed are keys without what parts their words.
func squashed(keys []string) []string {
	out := make([]string, len(keys))
	for i, k := range keys {
		out[i] = words.Squashed(k)
	}
	return out
}

// denies tells whether the value of a day of publication says in so many words that
// there is none.
func denies(v string) bool {
	if s := YesNo(v); s != nil {
		return !*s
	}
	return opensDay(v) || noneOf.MatchString(v) || standingOf(v) == draft
}

// noneOf is none of several that have to agree ("0/2", "0 of 2").
var noneOf = regexp.MustCompile(`(?i)^0\s*(?:/|of|de|von|di|van|av|af|z|из|з)\s*\d`)

// opensDay tells whether a value begins with what is said of a day that nobody knows.
func opensDay(v string) bool {
	ws := wordsOf(review.Fold(v))
	return len(ws) > 0 && slices.Contains(opening, ws[0])
}

func isClear(v string) bool { return YesNo(v) != nil }

func isYes(v string) bool {
	s := YesNo(v)
	return s != nil && *s
}

func isNo(v string) bool {
	s := YesNo(v)
	return s != nil && !*s
}

// far reads what says how far a document has come.
func far(says []string) *bool {
	yes, no := true, false
	var out *bool
	for _, v := range says {
		switch standingOf(v) {
		case draft:
			return &no
		case final:
			out = &yes
		}
	}
	return out
}

// YesNo is what a word for yes or no says; nil: it is none.
func YesNo(v string) *bool {
	yes, no := true, false
	switch review.Fold(v) {
	case "true", "yes", "y", "t", "on", "1", "sí", "si", "sì", "sim", "oui", "ja", "kyllä", "tak", "ano", "evet", "да", "так", "예", "はい", "是", "có", "ya":
		return &yes
	case "false", "no", "n", "f", "off", "0", "não", "non", "nein", "nee", "nej", "nei", "ei", "nie", "ne", "hayir", "нет", "ні", "아니오", "いいえ", "否", "不是", "không", "tidak":
		return &no
	}
	return nil
}

// Has tells whether one of the keys has one of its values.
func Has(want map[string][]string, meta map[string][]string) bool {
	for key, values := range want {
		for _, have := range meta[review.Fold(key)] {
			if slices.ContainsFunc(values, func(v string) bool { return review.Normalise(v) == review.Normalise(have) }) {
				return true
			}
		}
	}
	return false
}

// Flaws are those of front matter, and the values that say something of
// publication which can't be understood, by line; keys are those of its day.
func Flaws(m document.Matter, keys []string) []review.Flaw {
	out := slices.Clone(m.Flaws)
	keys = squashed(keys)
	for _, v := range m.Values {
		switch {
		case isDraftKey(v.Key) && YesNo(v.Text) == nil:
			out = append(out, review.Flaw{Line: v.Line, What: "`" + v.Key + ":` is neither true nor false: write one of them"})
		case slices.Contains(keys, words.Squashed(v.Key)) && !understood(v.Text):
			out = append(out, review.Flaw{Line: v.Line, What: "`" + v.Key + ":` is neither true nor false nor a day that can be read: write one of them"})
		}
	}
	slices.SortStableFunc(out, func(a, b review.Flaw) int { return a.Line - b.Line })
	return out
}

// understood tells whether a value says whether, or from when, a document is
// published.
func understood(v string) bool {
	v = review.Fold(v)
	return YesNo(v) != nil || opensDay(v) || plain(v) || told.MatchString(v) || !moment(v).IsZero()
}

// plain tells whether a value begins with a word of publication that leaves nothing
// open.
func plain(v string) bool {
	clauses := clausesOf(cleaned(v))
	if len(clauses) == 0 {
		return false
	}
	ws := wordsOf(clauses[0])
	return len(ws) > 0 && (draftIn(clauses[0], ws) || begins(known().openers, clauses[0], ws) || begins(known().finals, clauses[0], ws))
}

// NotBefore is when the dates of front matter let a document be published, as
// Hugo takes them: its day of publication, which a line may give, too, else its date.
// Zero: they name none.
func NotBefore(m document.Matter, lines map[string][]string, keys []string) time.Time {
	var out time.Time
	keys = squashed(keys)
	for _, v := range m.Values {
		if isDay(v.Key, keys) {
			out = later(out, moment(v.Text))
		}
	}
	for key, says := range lines {
		if !isDay(key, keys) {
			continue
		}
		for _, text := range says {
			out = later(out, moment(text))
		}
	}
	if !out.IsZero() {
		return out
	}
	for _, v := range m.Values {
		if v.Key == "date" {
			out = later(out, moment(v.Text))
		}
	}
	return out
}

// IsDay tells whether a key asks for the day of publication, which some are named for.
func IsDay(key string, keys []string) bool {
	key = words.Squashed(key)
	return kinds()[key] == dayKey && !strings.HasPrefix(key, "embargo") || slices.Contains(squashed(keys), key)
}

// isDay tells whether a key is of the day of publication, of which some are given
// squashed.
func isDay(key string, squashed []string) bool {
	key = words.Squashed(key)
	return kinds()[key] == dayKey || slices.Contains(squashed, key)
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// moment is the time that a value names; a day begins at midnight in UTC.
func moment(text string) time.Time {
	text = strings.TrimSpace(text)
	for _, layout := range []string{
		time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04Z07:00", "2006-01-02T15:04", "2006-01-02 15:04:05Z07:00",
		"2006-01-02 15:04:05 -07:00", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05", "2006-01-02 15:04", time.DateOnly, "2006-01", "2006",
	} {
		if at, err := time.Parse(layout, text); err == nil {
			return at.UTC()
		}
	}
	day, _ := words.Day(text)
	return day
}
