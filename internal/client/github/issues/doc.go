// Package issues is what GitHub says of issues: which one a name or an
// address means, how REST and GraphQL show issues and repositories, how they
// are listed, how an issue ended, and what a webhook says. It knows the client,
// and neither items, backlogs nor markers; it only reads.
package issues
