// Package githubfake is a GitHub for tests: a stateful stand-in for github.com
// and for Enterprise Server, over HTTP, with the vendor's own refusals and
// with knobs for what goes wrong between two machines. Every request to it and
// every 2xx answer of its own is held against the vendor's description
// (apitest); the little that the description lacks is marked so in the route
// table. It knows nothing of the client that is tested against it; what it
// does not model fails the test aloud and is never guessed.
package githubfake
