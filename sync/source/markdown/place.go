package markdown

import "github.com/followthrough/followthrough/sync/review"

// found is an action and where it stands.
type found struct {
	review.Action
	place place
}

// form is how an action is written.
type form string

const (
	formItem      form = "list item"
	formRow       form = "table row"
	formHeading   form = "heading"
	formParagraph form = "paragraph"
	formLine      form = "line"
	formHTML      form = "HTML table row"
)

// place is where an action stands in the document, in bytes.
type place struct {
	form     form
	from, to int // its own text, without white space around
	box      int // the sign in the check box; -1: no box
	ticket   cell
	status   cell
}

// cell is the text of a table cell; an empty one has from equal to to.
type cell struct {
	there    bool
	from, to int
}
