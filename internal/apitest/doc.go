// Package apitest holds every HTTP exchange of a test against the vendor's own
// description of the interface: what the program sends, strictly, and what a
// fake answers, leniently. It is for tests only, knows no tracker and no
// source, and never touches the network. The full descriptions are read in
// ../shared/openapi beside the repository; where that folder is absent the
// facts of them judge that the repository carries in contracts.
package apitest
