// Package issueapi is how a fake GitHub answers about issues: its REST
// operations and its GraphQL, each a function from a request to an answer. What
// is so and what is refused issueworld says; of repositories, accounts, tokens
// and webhooks this package knows only what Site tells it.
package issueapi
