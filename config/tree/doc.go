// Package tree reads a file of YAML strictly, as a tree of values each of which
// knows its place, and decodes it into structs by their yaml tags. Every
// mistake is gathered with its file, line, column and path; none tells what an
// environment variable holds. It knows no key of the configuration.
package tree
