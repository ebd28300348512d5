package graphql

import (
	"errors"
	"fmt"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator"
	"github.com/vektah/gqlparser/v2/validator/rules"
)

// Request is a request as it is sent.
type Request struct {
	Query     string         `json:"query"`
	Variables map[string]any `json:"variables"`
	Name      string         `json:"operationName"`
}

// Kind is whether a request queries or mutates; "": it can't be read.
func (r Request) Kind() ast.Operation {
	doc, err := parser.ParseQuery(&ast.Source{Input: r.Query})
	if err != nil || len(doc.Operations) != 1 {
		return ""
	}
	return doc.Operations[0].Operation
}

// Operation is what is asked for, its variables filled in.
type Operation struct {
	Kind      ast.Operation
	fields    ast.SelectionSet
	variables map[string]any
}

// Problem is what a schema has against a request: GitHub's code, or the rule.
type Problem struct{ Message, Code string }

// codes are how GitHub calls some of the rules.
func codeOf(rule string) string {
	codes := map[string]string{
		"FieldsOnCorrectType": "undefinedField", "KnownArgumentNames": "argumentNotAccepted", "ProvidedRequiredArguments": "missingRequiredArguments",
		"ScalarLeafs": "selectionMismatch", "PossibleFragmentSpreads": "cannotSpreadFragment", "ValuesOfCorrectType": "argumentLiteralsIncompatible",
	}
	if code := codes[rule]; code != "" {
		return code
	}
	return rule
}

// Former are the rules that programs of former versions did not keep to: they
// asked for a state of two types, and for what is no issue among issues.
func Former() []string {
	return []string{rules.OverlappingFieldsCanBeMergedRule.Name, rules.PossibleFragmentSpreadsRule.Name}
}

// Read reads a request of one operation and holds it against the schema by all
// of the validator's rules but these.
func Read(schema *ast.Schema, r Request, but ...string) (Operation, []Problem) {
	by := rules.NewDefaultRules()
	for _, rule := range but {
		by.RemoveRule(rule)
	}
	doc, wrong := gqlparser.LoadQueryWithRules(schema, r.Query, by)
	if len(wrong) > 0 {
		return Operation{}, problems(wrong)
	}
	if len(doc.Operations) != 1 {
		return Operation{}, []Problem{{Message: fmt.Sprintf("%d operations: one is modelled", len(doc.Operations))}}
	}
	op := doc.Operations[0]
	vars, err := validator.VariableValues(schema, op, r.Variables)
	if err != nil {
		return Operation{}, problems(listOf(err))
	}
	out := Operation{Kind: op.Operation, fields: op.SelectionSet, variables: vars}
	return out, judged(schema, op, r.Variables, out)
}

// listOf is an error as the validator tells of several.
func listOf(err error) gqlerror.List {
	var one *gqlerror.Error
	if errors.As(err, &one) {
		return gqlerror.List{one}
	}
	return gqlerror.List{gqlerror.Wrap(err)}
}

func problems(wrong gqlerror.List) []Problem {
	var out []Problem
	for _, w := range wrong {
		out = append(out, Problem{w.Message, codeOf(w.Rule)})
	}
	return out
}
