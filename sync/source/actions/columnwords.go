package actions

import (
	"fmt"
	"strings"

	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

// columnWords are what a column is called that was taken for a field.
var columnWords = map[words.Field]string{
	words.FieldAction: "the action", words.FieldOwner: "the owner", words.FieldStatus: "the state", words.FieldDue: "the due date", words.FieldPriority: "the priority",
	words.FieldType: "the type", words.FieldTicket: "the ticket", words.FieldID: "a number", words.FieldDetail: "a detail",
}

// said tells in words what each column of an action table was taken for, and where
// its cells, not its header, decided.
func (c columns) said(g *document.Grid, s Settings) string {
	var parts []string
	for i, h := range g.Head {
		what := columnWords[c.of[i]]
		if what == "" {
			what = "not read"
		}
		name := h.Text
		if name == "" {
			name = fmt.Sprintf("column %d", i+1)
		}
		if c.of[i] != words.FieldAction && c.of[i] != words.Header(h.Text, s.Columns) {
			what += " (by its cells)"
		}
		parts = append(parts, fmt.Sprintf("%q is %s", name, what))
	}
	return "a table of actions: " + strings.Join(parts, ", ")
}
