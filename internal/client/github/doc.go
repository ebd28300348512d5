// Package github speaks to one GitHub site, github.com or an Enterprise
// Server, as one credential: a token, or the installation of a GitHub App. It
// knows what GitHub's answers mean and how fast it may be asked, and neither
// reviews, items nor teams.
//
// Whatever goes out passes through Client, which authorises it, sends it again
// where that is safe, follows redirects on the same host with method and body
// as they were, waits for limits before a request and never inside one that
// creates, and turns every refusal into an Error.
package github
