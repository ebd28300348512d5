// Package docs holds the pages that the program itself prints. It knows nothing:
// what a page says, people write.
package docs

import _ "embed" // of pages

// States says of each state of an action what it means, what ends it and what a
// person can do, a section a state.
//
//go:embed states.md
var States string
