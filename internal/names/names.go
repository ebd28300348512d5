// Package names compares names that people typed with names that were found
// elsewhere: on disk, in a repository, in a tracker. One keyboard writes é as
// one sign, one file system as two, and nobody sees a difference; so both sides
// are brought into one Unicode form first. It only compares: what is opened,
// sent, kept or hashed is the name as it is.
package names

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Form is the one form of a name (NFC: a letter with its accent is one sign).
func Form(name string) string {
	for i := range len(name) {
		if name[i] >= utf8.RuneSelf {
			return norm.NFC.String(name)
		}
	}
	return name
}

// Forms are those of several names, in a list of their own.
func Forms(list []string) []string {
	out := make([]string, 0, len(list))
	for _, name := range list {
		out = append(out, Form(name))
	}
	return out
}

// Same tells whether two names are the same but for their form.
func Same(a, b string) bool { return a == b || Form(a) == Form(b) }

// Alike tells whether two names are the same but for their form and case. It
// takes the letters apart, for some have a capital only so (ǰ).
func Alike(a, b string) bool {
	return strings.EqualFold(a, b) || strings.EqualFold(norm.NFD.String(a), norm.NFD.String(b))
}

// Folded is a key for maps: names that are Alike have the same, but for the few
// letters that have several small forms.
func Folded(name string) string { return strings.ToLower(norm.NFD.String(name)) }
