// Package githubfake is a GitHub for tests: a stateful stand-in for github.com
// and for Enterprise Server, over HTTP, with the vendor's own refusals and
// with knobs for what goes wrong between two machines. Every request to it and
// every 2xx answer of its own is held against the vendor's description
// (apitest); the little that the description lacks is marked so in the route
// table. It knows nothing of the client that is tested against it; what it
// does not model fails the test aloud and is never guessed.
//
// Here requests come in, are judged, answered, checked and written down. Who
// asks and may do what is in gate; git over HTTP in gitapi, git itself in
// gitworld; issues over HTTP in issueapi, issues themselves in issueworld; how
// a request is read and an answer worded in rest.
package githubfake
