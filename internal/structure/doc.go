// Package structure holds only tests: they keep the shape of the tree as
// docs/architecture.md describes it. It knows packages, files and their sizes,
// and nothing of what they do. Imports have their rules in .golangci.yml.
package structure
