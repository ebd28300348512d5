// Package graphql answers GraphQL for a fake: it reads a request, holds it
// against GitHub's own schema, answers it from objects, and holds what they say
// against the schema too. It knows nothing of what the objects are, nor of HTTP.
package graphql
