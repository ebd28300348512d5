// Package gitapi is the git half of a fake GitHub: the operations on branches,
// commits, trees, contents and pull requests over HTTP, and what people do to
// a repository meanwhile. What git is lies in gitworld, who may do what in
// gate; it knows no issues.
package gitapi
