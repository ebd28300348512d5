// Package apitest holds every HTTP exchange of a test against the vendor's own
// description of the interface: what the program sends, strictly, and what a
// fake answers, leniently. It is for tests only, knows no tracker and no
// source, and never touches the network; the descriptions lie in
// ../shared/openapi beside the repository, and where that folder is absent
// nothing is checked, which the test's log says.
package apitest
