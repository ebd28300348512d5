// Package page turns the bytes of a Markdown document into nodes, visible
// text and tables whose offsets are all bytes of the document, and finds our
// own marks in it. It guards the parser against what would make it slow, and
// knows nothing of actions.
package page
