// Package html reads a review from an HTML file, as wikis and incident tools
// export them, into the document tree, and says how a link, a tick, a cell and
// the block are written in HTML. It keeps every offset in the file's bytes and
// never renders what others wrote. It knows nothing of where files come from.
package html
