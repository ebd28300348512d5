// Package graphql is the little of GraphQL that a fake server needs: it reads
// a request, holds it against a schema, and answers it from objects. It knows
// nothing of what the objects are, nor of HTTP; the schema beside it names the
// part of GitHub's that is modelled.
package graphql
