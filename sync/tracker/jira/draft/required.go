package draft

import (
	"fmt"
	"strings"

	client "github.com/followthrough/followthrough/internal/client/jira"
)

// Required is the line of a backlog that gives a required field, with what it
// takes.
func Required(f *client.Field) string {
	lines := map[string]string{"components": "component: ", "fixVersions": "fix_version: ", "parent": "parent: ", "labels": "labels: "}
	value := "…"
	if len(f.Allowed) > 0 {
		value = f.Allowed[0].Words()
		if len(f.Allowed[0].Children) > 0 {
			value += " > " + f.Allowed[0].Children[0].Words()
		}
	}
	line := fmt.Sprintf("fields: [{name: %s, value: %s}]", yamlText(f.Name), yamlText(value))
	switch prefix, ok := lines[f.ID]; {
	case f.ID == "labels":
		line = "labels: [" + yamlText(value) + "]"
	case ok:
		line = prefix + yamlText(value)
	case f.ID == "priority":
		line = "priority: {P1: " + yamlText(value) + "}"
	case f.ID == "duedate":
		line = "due: {after: {default: 56d}}"
	}
	text := "add to the team's backlog: " + line
	if options := Allowed(f); len(options) > 0 {
		text += " (one of: " + strings.Join(options, ", ") + ")"
	}
	return text
}

// yamlText is a value as it can stand in a configuration.
func yamlText(s string) string {
	if s != "" && !strings.ContainsAny(s, "\"'[]{},#&*!|>%@`:?-\\") && strings.TrimSpace(s) == s {
		return s
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}
