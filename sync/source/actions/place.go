package actions

import (
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions/evidence"
	"github.com/followthrough/followthrough/sync/source/document"
)

// Found is an action and where it stands.
type Found struct {
	review.Action
	Place place
	// aside: it is a paragraph beside a list or a table of actions.
	aside bool
	// worded: words that announce an action open it, and no label above does.
	worded bool
	// linked: a link to its item stands behind it.
	linked bool
	// step: it is an item of a numbered list.
	step bool
	// tracked: it is a row of a table outside of sections whose header names an action
	// and how it stands, who does it or until when.
	tracked bool
	// unnamed: it is a row of a table of which no header names actions.
	unnamed bool
	// bulleted: it is a line with a bullet of its own.
	bulleted bool
	// evidence is what speaks for and against it.
	evidence evidence.Evidence
}

// form is how an action is written.
type form string

// The forms.
const (
	FormItem      form = "list item"
	FormRow       form = "table row"
	formHeading   form = "heading"
	formParagraph form = "paragraph"
	formLine      form = "line"
	FormHTML      form = "HTML table row"
	formListed    form = "HTML list item"
)

// place is where an action stands in the document, in bytes.
type place struct {
	Form     form
	From, To int  // its own text, without white space around
	Box      int  // the sign in the check box; -1: no box
	Boxed    bool // there is one, or a ballot
	Ticket   document.Place
	Status   document.Place
}
