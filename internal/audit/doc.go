// Package audit keeps the account of what was done to others: a line of JSON for each
// write to a tracker or a review, and for each thing that a person released. It only
// adds lines. It must not know what is done, nor take any word of a review: keys, names
// of the configuration and counted outcomes are all that a line has room for.
package audit
