package draft

import (
	"cmp"
	"strings"

	client "github.com/followthrough/followthrough/internal/client/jira"
)

// given is how a backlog gives a field of Jira's own: {} stands for what to.
var given = map[string]string{
	"components": "component: {}", "fixVersions": "fix_version: {}", "parent": "parent: {}", "labels": "labels: [{}]",
	"priority": "priority: {P1: {}}", "duedate": "due: {after: {default: 56d}}",
}

// Required is the line of a backlog that gives a required field, with what it
// takes.
func Required(f *client.Field) string {
	value := "…"
	if len(f.Allowed) > 0 {
		value = f.Allowed[0].Words()
		if len(f.Allowed[0].Children) > 0 {
			value += " > " + f.Allowed[0].Children[0].Words()
		}
	}
	line := cmp.Or(given[f.ID], "fields: [{name: "+yamlText(f.Name)+", value: {}}]")
	text := "add to the team's backlog: " + strings.Replace(line, "{}", yamlText(value), 1)
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
