package jira

import (
	"regexp"
	"slices"

	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/internal/wiki"
)

// maxReason is how many characters of a comment a review is given.
const maxReason = 200

// meant are comments whose first words say that they are for the review.
var meant = regexp.MustCompile(`(?i)^[*_]*(?:declined|won['’]t do)[*_]*:[*_]*\s*(.*)`)

// nobody is the reason of what a rule closed.
const nobody = "closed by automation, nobody decided"

// Reason is why an issue that ended under this name did: a comment that is
// meant for the review, or that a rule closed it, else the name.
func (s Story) Reason(name string) string {
	for _, c := range slices.Backward(s.Comments) {
		if words := reason(wiki.Read(c, s.By)); words != "" {
			return name + ": " + mdedit.Cut(words, maxReason)
		}
	}
	if s.ByAutomation {
		return nobody
	}
	return name
}

// reason is what a comment says in the line that says that it is meant, or
// behind that: a line, or a list; "": it is not meant. What it quotes at its
// beginning somebody else has said.
func reason(comment []wiki.Line) string {
	if len(comment) == 0 || comment[0].Quoted {
		return ""
	}
	m := meant.FindStringSubmatch(comment[0].Words)
	if m == nil {
		return ""
	}
	if m[1] != "" || len(comment) == 1 {
		return m[1]
	}
	words := comment[1].Words
	for i := 2; i < len(comment) && comment[1].Item && comment[i].Item; i++ {
		words += "; " + comment[i].Words
	}
	return words
}
