// Package rest is how a fake GitHub reads a request and words an answer: JSON,
// pages with Link, refusals in GitHub's own form. It knows nothing of what is
// asked.
package rest
