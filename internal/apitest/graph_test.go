package apitest

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"
	"github.com/vektah/gqlparser/v2/parser"

	"github.com/followthrough/followthrough/internal/referee"
)

// Where the vendor's package is, the schema that the repository carries is what
// it comes to; UPDATE_CONTRACTS=1 writes it anew.
func TestGraphQLContractIsUpToDate(t *testing.T) {
	from := filepath.Join(referee.Folder(t, "github-graphql"), "node_modules", "@octokit", "graphql-schema", "schema.graphql")
	src, err := os.ReadFile(from)
	must(t, err)
	full, err := parser.ParseSchema(&ast.Source{Name: "schema.graphql", Input: string(src)})
	must(t, err)
	added, err := graphDocument(graphAdded)
	must(t, err)
	fields, err := graphTaken()
	must(t, err)
	small, err := graphOf(full, added, fields)
	must(t, err)
	var want bytes.Buffer
	fmt.Fprintf(&want, "# Made from npm %s, schema.graphql,\n# sha256 %s\n\n", referee.Packages("github-graphql"), sum(t, from))
	formatter.NewFormatter(&want, formatter.WithIndent("  ")).FormatSchemaDocument(small)
	if os.Getenv("UPDATE_CONTRACTS") != "" {
		must(t, os.WriteFile(graphFile, want.Bytes(), 0o600))
		return
	}
	if got, err := os.ReadFile(graphFile); err != nil || !bytes.Equal(got, want.Bytes()) {
		t.Errorf("%s is not what the vendor's schema comes to (%v): UPDATE_CONTRACTS=1 writes it anew", graphFile, err)
	}
}

// No prose of the vendor's is carried, and the schema holds together.
func TestGraphQLContractHoldsFactsAlone(t *testing.T) {
	doc, err := graphDocument(graphFile)
	must(t, err)
	for _, def := range doc.Definitions {
		said := def.Description
		for _, v := range def.EnumValues {
			said += v.Description
		}
		for _, f := range def.Fields {
			said += f.Description
			for _, a := range f.Arguments {
				said += a.Description
			}
		}
		if said != "" || len(def.Directives) > 0 {
			t.Errorf("%s has a description or a directive: %q", def.Name, said)
		}
	}
	if _, err := GitHubGraphQL(); err != nil {
		t.Error(err)
	}
}
