// Package fields reads the text of one action: the tokens at its ends become
// owner, state, due date, priority, type, ticket and answer, and what is left
// is the title. It knows nothing of where in a document the text stands.
package fields
