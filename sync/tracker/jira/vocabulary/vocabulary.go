// Package vocabulary tells what the names of a Jira's resolutions and statuses
// say: done, decided against, or the duplicate of another. It knows names alone,
// neither issues nor the site.
package vocabulary

import (
	_ "embed"
	"slices"
	"strings"

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

// Vocabulary is what the names of resolutions and statuses say.
type Vocabulary struct {
	resolutions, statuses, duplicates []string
}

// New is the vocabulary that comes along; with d, what it names counts as decided
// against, and nothing else.
func New(d *Declined) Vocabulary {
	own := wordsIn(declinedWords)
	v := Vocabulary{resolutions: own, statuses: own, duplicates: wordsIn(duplicateWords)}
	if d != nil {
		v.resolutions, v.statuses = folded(d.Resolutions), folded(d.Statuses)
	}
	return v
}

// wordsIn reads a list: one name a line, # begins a remark.
func wordsIn(text string) []string {
	var lines []string
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		lines = append(lines, line)
	}
	return folded(lines)
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

// Declined tells whether one of the names says that it was decided against, and which.
func (v Vocabulary) Declined(resolution, status string) (name string, ok bool) {
	if resolution != "" && slices.Contains(v.resolutions, fold(resolution)) {
		return resolution, true
	}
	if slices.Contains(v.statuses, fold(status)) {
		return status, true
	}
	return "", false
}

// Duplicate tells whether one of the names says that it is the duplicate of another.
func (v Vocabulary) Duplicate(resolution, status string) bool {
	return resolution != "" && slices.Contains(v.duplicates, fold(resolution)) || slices.Contains(v.duplicates, fold(status))
}

// Links tells whether a link's name says that it leads to the duplicate.
func (v Vocabulary) Links(name string) bool { return slices.Contains(v.duplicates, fold(name)) }
