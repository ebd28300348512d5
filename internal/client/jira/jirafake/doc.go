// Package jirafake is a Jira for tests: a stateful stand-in for Cloud and for
// Data Center, over HTTP, with the vendor's own refusals and with knobs for
// what goes wrong between two machines. Every request to it and every 2xx
// answer of its own is held against the vendor's description (apitest). It
// knows nothing of the adapter that is tested against it; what it does not
// model fails the test aloud and is never guessed.
package jirafake
