// Package writeback works out which bytes of a document a write-back changes: the
// block, the links and ticks in the actions' own lines, the states in cells. It
// knows no format: a Format reads a document and says how each of these is
// written in it. Whatever is written is read again before it counts.
package writeback
