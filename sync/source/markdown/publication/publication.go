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
	"github.com/followthrough/followthrough/sync/source/markdown/frontmatter"
	"github.com/followthrough/followthrough/sync/source/markdown/words"
)

var (
	draftWord = regexp.MustCompile(`(?i)^(?:status\s*[:：]\s*)?(?:draft|wip|work in progress|in progress|in review|under review|being reviewed|needs review|unpublished|template|internal draft|preliminary|borrador|rascunho|brouillon|entwurf|bozza|草稿|起草中|評審中|评审中|下書き|レビュー中|ドラフト)(?:$|[^\p{L}])`)
	finalWord = regexp.MustCompile(`(?i)^(?:published|final|public|finalized|finalised|approved|publicado|publicada|publié|veröffentlicht|pubblicato|公開済み|公開|已发布|发布)(?:$|[^\p{L}])`)
	// notYet opens what a key of publication says of a day that nobody knows.
	notYet = regexp.MustCompile(`(?i)^(?:not|never|pending|later|soon|tomorrow|unpublished|hidden|withdrawn|tbd|tba)(?:$|[^\p{L}])`)
)

// awaiting opens a status that says what a document still lacks.
var awaiting = regexp.MustCompile(`(?i)^(?:not (?:yet|ready|published|final|public|approved|reviewed|released)|(?:to be|awaiting|pending|waiting for|ready for) (?:review|approv|publi|releas|sign))`)

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
	if denied(meta, keys) {
		return &no
	}
	if slices.ContainsFunc(meta["draft"], func(v string) bool { return YesNo(v) != nil }) {
		return &yes
	}
	if s := status(meta); s != nil {
		return s
	}
	for _, k := range keys {
		if slices.ContainsFunc(meta[k], func(v string) bool { return YesNo(v) != nil }) {
			return &yes
		}
	}
	return nil
}

// denied: a key says in so many words that the document is not published.
func denied(meta map[string][]string, keys []string) bool {
	if slices.ContainsFunc(meta["draft"], func(v string) bool { s := YesNo(v); return s != nil && *s }) {
		return true
	}
	return slices.ContainsFunc(keys, func(k string) bool {
		return slices.ContainsFunc(meta[k], func(v string) bool {
			if s := YesNo(v); s != nil {
				return !*s
			}
			return notYet.MatchString(review.Fold(v)) || IsDraft(review.Fold(v))
		})
	})
}

// status reads the keys that say how far a document has come.
func status(meta map[string][]string) *bool {
	yes, no := true, false
	var out *bool
	for _, k := range words.StatusKeys {
		for _, v := range meta[k] {
			v = strings.TrimLeftFunc(review.Fold(v), func(r rune) bool { return !unicode.In(r, unicode.L, unicode.N) })
			switch {
			case IsDraft(v), awaiting.MatchString(v):
				return &no
			case finalWord.MatchString(strings.Trim(v, "*_[]() ")):
				out = &yes
			}
		}
	}
	return out
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
// publication which can't be understood, by line.
func Flaws(m frontmatter.Matter) []review.Flaw {
	out := slices.Clone(m.Flaws)
	for _, v := range m.Values {
		if v.Key == "draft" && YesNo(v.Text) == nil {
			out = append(out, review.Flaw{Line: v.Line, What: "`draft:` is neither true nor false: write one of them"})
		}
	}
	slices.SortStableFunc(out, func(a, b review.Flaw) int { return a.Line - b.Line })
	return out
}

// NotBefore is when the dates of front matter let a document be published, as
// Hugo takes them: its day of publication, else its date. Zero: they name none.
func NotBefore(m frontmatter.Matter, keys []string) time.Time {
	var out time.Time
	for _, v := range m.Values {
		if at := moment(v.Text); slices.Contains(keys, v.Key) && at.After(out) {
			out = at
		}
	}
	if !out.IsZero() {
		return out
	}
	for _, v := range m.Values {
		if at := moment(v.Text); v.Key == "date" && at.After(out) {
			out = at
		}
	}
	return out
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
