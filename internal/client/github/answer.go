package github

import (
	"net/http"
	"time"
)

// Answer is what came with an answer besides its body.
type Answer struct {
	Status int
	// ETag is for the next Conditional; NotModified says that there is nothing
	// new, and that out was left alone.
	ETag        string
	NotModified bool
	// Date is the server's own clock, to the second; zero: not told.
	Date time.Time
	// Next is the next page's path for Do; "": this was the last.
	Next string
	// Path is what was answered, for Do: another one than was asked for where
	// a repository was renamed or an issue transferred.
	Path string
	// Scopes are those of a classic token; nil: not told, as for all others.
	Scopes []string
	// Partial says that a listing left organisations out, for whose single
	// sign-on the token is not authorised: what is absent may be there.
	Partial bool
	// Header is all the rest, without the limits, which are Client's business.
	Header http.Header
}
