// Package showplan prints a plan so that somebody can sign it: what would be
// asked for and written, as it would be, what waits and why, and the sum last.
// It plans nothing and asks nobody.
package showplan
