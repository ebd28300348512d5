// Package access says who a request to the daemon's server is from, by the token
// that it bears, and slows down those who try tokens. It knows nothing of what is
// asked for.
package access
