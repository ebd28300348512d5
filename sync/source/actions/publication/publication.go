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

	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

var (
	draftWord = regexp.MustCompile(`(?i)^(?:status\s*[:：]\s*)?(?:draft(?:s|ing)?|wip|w\.i\.p|work[\s_-]*in[\s_-]*progress|in[\s_-]*progress|in[\s_-]*review|under[\s_-]*review|being[\s_-]*reviewed|needs[\s_-]*review|un-?published|template|internal draft|preliminary|borrador|rascunho|brouillon|entwurf|bozza|草稿|起草中|評審中|评审中|下書き|レビュー中|ドラフト)(?:$|[^\p{L}])`)
	finalWord = regexp.MustCompile(`(?i)^(?:published|final|public|finalized|finalised|approved|publicado|publicada|publié|veröffentlicht|pubblicato|公開済み|公開|已发布|发布)(?:$|[^\p{L}])`)
	// notYet opens what a key of publication says of a day that nobody knows.
	notYet = regexp.MustCompile(`(?i)^(?:not|never|pending|later|soon|tomorrow|unpublished|hidden|withdrawn|tbd|tba)(?:$|[^\p{L}])`)
)

var (
	// awaiting opens a status that says what a document still lacks.
	awaiting = regexp.MustCompile(`(?i)^(?:not[\s_-]*(?:yet|ready|published|final|public|approved|reviewed|released)|(?:to be|awaiting|pending|waiting for|ready for|for)[\s_-]*(?:review|approv|publi|releas|sign)|non[\s_-]*final|un-?(?:reviewed|approved|finished)|incomplete|embargo)`)
	// unready is a status that says so by itself.
	unready = regexp.MustCompile(`(?i)^(?:review(?:ing)?|pending|hidden|todo|to do|tbd|tba|stub|outline|private|🚧)$`)
	// abroad opens one in further languages.
	abroad = regexp.MustCompile(`(?i)^(?:in arbeit|in bearbeitung|en cours|en curso|en progreso|en revisión|em andamento|em revisão|in corso|utkast|kladde|koncept|concept|szkic|taslak|luonnos|návrh|черновик|чернетка|в работе|初稿|進行中|作成中|編集中|编辑中|审核中|초안|작성 중|bản nháp|ร่าง|مسودة)(?:$|[^\p{L}])`)
	// inside is a draft's word behind others; notOne says that it is none.
	inside = regexp.MustCompile(`(?i)[^\p{L}](?:draft(?:s|ing)?|wip|unpublished)(?:$|[^\p{L}])|🚧`)
	notOne = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(?:not|no longer|was|from) (?:an? |in |the )?(?:draft|wip|unpublished)`)
	// known are words of publication that are neither a day nor yes or no.
	known = regexp.MustCompile(`(?i)^(?:internal|external|done|complete|yes|everyone|all)(?:ly|d)?(?:$|[^\p{L}])|://|^www\.`)
)

// aroundWords are signs around a value that are none of its own.
const aroundWords = "*_[]()!: "

// IsDraft tells whether a value or a line of its own begins with a word that
// says that its document is a draft.
func IsDraft(text string) bool {
	return draftWord.MatchString(strings.Trim(names.Form(text), aroundWords))
}

// Said is what a document's keys say of its publication; keys are those of its
// day. nil: nothing. "Resolved" is of the incident.
func Said(meta map[string][]string, keys []string) *bool {
	yes, no := true, false
	says := valuesOf(meta)
	days := says.of(keys)
	if isDraft(meta) || slices.ContainsFunc(days, denies) {
		return &no
	}
	if slices.ContainsFunc(says.of(draftKeys()), func(v string) bool { return YesNo(v) != nil }) {
		return &yes
	}
	if s := status(says.of(words.StatusKeys)); s != nil {
		return s
	}
	if slices.ContainsFunc(days, func(v string) bool { return YesNo(v) != nil }) {
		return &yes
	}
	return nil
}

// values are what a document's keys say, however the words of a key are parted.
type values map[string][]string

func valuesOf(meta map[string][]string) values {
	out := make(values, len(meta))
	for k, v := range meta {
		k = words.Squashed(k)
		out[k] = append(out[k], v...)
	}
	return out
}

// of are the values of keys.
func (v values) of(keys []string) (out []string) {
	if len(v) == 0 {
		return nil
	}
	met := map[string]bool{}
	for _, k := range keys {
		if k = words.Squashed(k); len(v[k]) > 0 && !met[k] {
			met[k] = true
			out = append(out, v[k]...)
		}
	}
	return out
}

// isDraft tells whether a key says in so many words that the document is a draft,
// also below others, as params.draft.
func isDraft(meta map[string][]string) bool {
	for k, says := range meta {
		if at := strings.LastIndexByte(k, '.'); slices.Contains(draftKeys(), words.Squashed(k[at+1:])) && slices.ContainsFunc(says, isYes) {
			return true
		}
	}
	return false
}

func isOne(key string, keys []string) bool {
	if slices.Contains(keys, key) {
		return true
	}
	key = words.Squashed(key)
	return slices.ContainsFunc(keys, func(k string) bool { return words.Squashed(k) == key })
}

func draftKeys() []string { return []string{"draft", "isdraft"} } // squashed

// denies tells whether the value of a day of publication says in so many words that
// there is none.
func denies(v string) bool {
	if s := YesNo(v); s != nil {
		return !*s
	}
	return notYet.MatchString(review.Fold(v)) || IsDraft(review.Fold(v))
}

func isYes(v string) bool {
	s := YesNo(v)
	return s != nil && *s
}

// status reads what says how far a document has come.
func status(says []string) *bool {
	yes, no := true, false
	var out *bool
	for _, v := range says {
		switch v := review.Fold(v); {
		case unfinished(v):
			return &no
		case finalWord.MatchString(strings.Trim(trimSigns(v), "*_[]() ")):
			out = &yes
		}
	}
	return out
}

func trimSigns(v string) string {
	return strings.TrimLeftFunc(v, func(r rune) bool { return !unicode.In(r, unicode.L, unicode.N) })
}

// unfinished tells whether a folded status says that a document is no more than
// a draft.
func unfinished(v string) bool {
	if inside.MatchString(v) && !notOne.MatchString(v) {
		return true
	}
	for _, form := range []string{trimSigns(v), strings.NewReplacer("_", " ", "-", " ").Replace(trimSigns(v))} {
		if IsDraft(form) || awaiting.MatchString(form) || abroad.MatchString(form) || unready.MatchString(strings.TrimRight(form, "*_[]()!. ")) {
			return true
		}
	}
	return false
}

// YesNo is what a word for yes or no says; nil: it is none.
func YesNo(v string) *bool {
	yes, no := true, false
	switch review.Fold(v) {
	case "true", "yes", "y", "t", "on", "1", "sí", "si", "sim", "oui", "ja":
		return &yes
	case "false", "no", "n", "f", "off", "0", "não", "non", "nein":
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
	for _, v := range m.Values {
		switch {
		case slices.Contains(draftKeys(), words.Squashed(v.Key)) && YesNo(v.Text) == nil:
			out = append(out, review.Flaw{Line: v.Line, What: "`" + v.Key + ":` is neither true nor false: write one of them"})
		case isOne(v.Key, keys) && !understood(v.Text):
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
	return YesNo(v) != nil || notYet.MatchString(v) || IsDraft(v) || finalWord.MatchString(v) || known.MatchString(v) || !moment(v).IsZero()
}

// NotBefore is when the dates of front matter let a document be published, as
// Hugo takes them: its day of publication, else its date. Zero: they name none.
func NotBefore(m document.Matter, keys []string) time.Time {
	var out time.Time
	for _, v := range m.Values {
		if isOne(v.Key, keys) {
			out = later(out, moment(v.Text))
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
