package jira

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"

	client "github.com/followthrough/followthrough/internal/client/jira"
	"github.com/followthrough/followthrough/sync/review"
)

// Declined names what counts as decided against, among the done.
type Declined struct {
	Resolutions []string `yaml:"resolutions"`
	Statuses    []string `yaml:"statuses"`
}

//go:embed declined.txt
var declinedWords string

//go:embed duplicate.txt
var duplicateWords string

// vocabulary is what the names of resolutions and statuses say: done, decided
// against, or the duplicate of another.
type vocabulary struct {
	resolutions, statuses, duplicates []string
}

// newVocabulary is the vocabulary that comes along; with d, what it names counts as decided
// against, and nothing else.
func newVocabulary(d *Declined) vocabulary {
	own := wordsIn(declinedWords)
	v := vocabulary{resolutions: own, statuses: own, duplicates: wordsIn(duplicateWords)}
	if d != nil {
		v.resolutions, v.statuses = folded(d.Resolutions), folded(d.Statuses)
	}
	return v
}

// remark is what a list says beside its names.
var remark = regexp.MustCompile(`#.*`)

// wordsIn reads a list: one name a line, # begins a remark.
func wordsIn(text string) []string {
	return folded(strings.Split(remark.ReplaceAllString(text, ""), "\n"))
}

func folded(names []string) (out []string) {
	for _, n := range names {
		if n = fold(n); n != "" {
			out = append(out, n)
		}
	}
	return out
}

// fold makes names equal that people take for the same.
func fold(name string) string {
	name = strings.NewReplacer("’", "'", "‘", "'", "`", "'").Replace(name)
	return review.Normalise(name)
}

// declined tells whether one of the names says that it was decided against, and which.
func (v vocabulary) declined(resolution, status string) (name string, ok bool) {
	if resolution != "" && slices.Contains(v.resolutions, fold(resolution)) {
		return resolution, true
	}
	if slices.Contains(v.statuses, fold(status)) {
		return status, true
	}
	return "", false
}

// duplicate tells whether one of the names says that it is the duplicate of another.
func (v vocabulary) duplicate(resolution, status string) bool {
	return resolution != "" && slices.Contains(v.duplicates, fold(resolution)) || slices.Contains(v.duplicates, fold(status))
}

// links tells whether a link leads to the duplicate.
func (v vocabulary) links(l client.Link) bool {
	return slices.Contains(v.duplicates, fold(l.Type.Name)) || strings.Contains(strings.ToLower(l.Type.Outward), "dupli")
}

// state is how an issue stands, and why it was decided against. The category of
// the status counts first: what the names say only tells apart what is done.
func (v vocabulary) state(s client.Status, resolution string) (review.State, string) {
	switch s.Category.Key {
	case "indeterminate":
		return review.InProgress, ""
	case "done":
		if name, ok := v.declined(resolution, s.Name); ok {
			return review.Declined, name
		}
		return review.Done, ""
	}
	return review.Open, ""
}

// readAs is how a name is read of what is done.
func (v vocabulary) readAs(resolution, status string) string {
	if v.duplicate(resolution, status) {
		return "followed"
	}
	if _, ok := v.declined(resolution, status); ok {
		return "declined"
	}
	return "done"
}
