// Package markdown reads a post-mortem as people write it into a review, and
// writes links, ticks, states and one block back into the same bytes. It knows
// nothing of where documents come from, of trackers, or of what becomes of an
// action; it does no I/O, and what it can't read it leaves.
//
// A reading runs in one direction: page (bytes to nodes), words (what labels
// and tokens mean), fields (what one action says), extract (which nodes are
// actions); this package joins them, and writes.
package markdown
