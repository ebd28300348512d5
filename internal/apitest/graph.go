package apitest

import (
	"fmt"
	"strings"
	"sync"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator"
)

// graphFile holds the facts of GitHub's GraphQL schema that tests need,
// graphAdded what the package lacks that it was made from, and graphFields the
// fields that are taken, one a line.
const (
	graphFile   = "contracts/graphql.graphql"
	graphAdded  = "contracts/added.graphql"
	graphFields = "contracts/graphql.txt"
)

// graph is read once in a test binary: who asks by it does not change it.
var graph = sync.OnceValues(func() (*ast.Schema, error) {
	doc, err := graphDocument(graphFile)
	if err != nil {
		return nil, err
	}
	all := validator.PreludeDocument()
	all.Merge(doc)
	schema, err := validator.ValidateSchemaDocument(all)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", graphFile, err)
	}
	return schema, nil
})

// GitHubGraphQL is GitHub's GraphQL schema, as far as tests ask by it: that of
// github.com, of which Enterprise Server 3.19 has all that is taken.
func GitHubGraphQL() (*ast.Schema, error) { return graph() }

// graphDocument is one of the carried files.
func graphDocument(name string) (*ast.SchemaDocument, error) {
	src, err := contracts.ReadFile(name)
	if err != nil {
		return nil, err
	}
	doc, err := parser.ParseSchema(&ast.Source{Name: name, Input: string(src)})
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return doc, nil
}

// graphTaken are the fields that are taken, as Type.field.
func graphTaken() ([]string, error) {
	src, err := contracts.ReadFile(graphFields)
	return strings.Fields(string(src)), err
}
