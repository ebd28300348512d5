// Package gitdata reads and writes the objects of one repository, its trees,
// blobs, commits and branches, through GitHub's Git data API. It knows nothing
// of reviews, of which branch holds them, and of what a refusal means to them.
package gitdata
