// Package markdown reads a post-mortem as people write it into a review, and
// writes links, ticks, states and one block back into the same bytes. It knows
// nothing of where documents come from, of trackers, or of what becomes of an
// action; it does no I/O, and what it can't read it leaves.
//
// A reading runs in one direction: page (bytes to nodes), outline (nodes under
// labels, each label judged by the vocabulary), sections (which nodes hold
// actions), items (which of their parts are one), fields (what each says).
package markdown
