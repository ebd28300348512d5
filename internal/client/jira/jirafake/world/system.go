package world

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

func takeSummary(_ *Caller, d *draft, v any) string {
	s, isText := v.(string)
	switch {
	case !isText:
		return "Operation value must be a string"
	case strings.TrimSpace(s) == "":
		return "You must specify a summary of the issue."
	case strings.ContainsAny(s, "\r\n"):
		return "The summary is invalid because it contains newline characters."
	case length(s) > 255:
		return "Summary must be less than 255 characters."
	}
	d.Summary = s
	return ""
}

func takeDescription(_ *Caller, d *draft, v any) string {
	if v == nil {
		return ""
	}
	text, wrong := textValue(v, 32767)
	if wrong == "" {
		d.Description = text.(string)
	}
	return wrong
}

func takeLabels(c *Caller, d *draft, v any) string {
	if v == nil {
		return ""
	}
	labels, wrong := several(v, c.label)
	if wrong != "" {
		return wrong
	}
	for _, one := range labels.([]any) {
		d.Labels = append(d.Labels, one.(string))
	}
	slices.Sort(d.Labels)
	d.Labels = slices.Compact(d.Labels)
	return ""
}

// oneOf finds what {"name": …} or {"id": …} means among names and their ids.
func oneOf(v any, what string, ids, names []string) (name, wrong string) {
	asked, _ := v.(object)
	if id, given := asked["id"]; given {
		if i := slices.Index(ids, fmt.Sprint(id)); i >= 0 {
			return names[i], ""
		}
		return "", fmt.Sprintf("%s id '%v' is not valid", what, id)
	}
	asName, _ := asked["name"].(string)
	for _, n := range names {
		if strings.EqualFold(n, asName) && asName != "" {
			return n, ""
		}
	}
	return "", fmt.Sprintf("%s name '%s' is not valid", what, asName)
}

func takeComponents(_ *Caller, d *draft, v any) string {
	var ids, names []string
	for _, at := range d.project.Components {
		ids, names = append(ids, at.ID), append(names, at.Name)
	}
	return takeNames(&d.Components, v, "Component", ids, names)
}

func takeVersions(_ *Caller, d *draft, v any) string {
	var ids, names []string
	for _, at := range d.project.Versions {
		if !at.Archived {
			ids, names = append(ids, at.ID), append(names, at.Name)
		}
	}
	return takeNames(&d.Versions, v, "Version", ids, names)
}

func takeNames(into *[]string, v any, what string, ids, names []string) string {
	if v == nil {
		return ""
	}
	list, wrong := several(v, func(one any) (any, string) { return oneOf(one, what, ids, names) })
	if wrong != "" {
		return wrong
	}
	for _, one := range list.([]any) {
		*into = append(*into, one.(string))
	}
	return ""
}

func takePriority(c *Caller, d *draft, v any) string {
	var ids []string
	for i := range c.Priorities {
		ids = append(ids, strconv.Itoa(i+1))
	}
	name, wrong := oneOf(v, "Priority", ids, c.Priorities)
	if wrong == "" {
		d.Priority = name
	}
	return wrong
}

// takeAssignee takes null for nobody, and -1 for whoever is assigned by
// default.
func takeAssignee(c *Caller, d *draft, v any) string {
	asked, _ := v.(object)
	id := asked[either(c.World, "accountId", "name")]
	switch {
	case v == nil || id == nil || id == "":
		if c.AllAssigned {
			return "Issues must be assigned."
		}
		d.Assignee = ""
	case id == "-1":
		d.Assignee = c.assignedByDefault(d)
	default:
		if _, wrong := c.user(v); wrong != "" {
			return wrong
		}
		d.Assignee = id.(string)
	}
	return ""
}

func takeReporter(c *Caller, d *draft, v any) string {
	if _, wrong := c.user(v); wrong != "" {
		return wrong
	}
	d.Reporter = v.(object)[either(c.World, "accountId", "name")].(string)
	return ""
}

func takeDue(_ *Caller, d *draft, v any) string {
	if v == nil {
		return ""
	}
	due, wrong := timeValue(v, "Error parsing date string: ", time.DateOnly)
	if wrong == "" {
		d.Due = due.(string)
	}
	return wrong
}

// takeParent takes an issue one level above.
func takeParent(c *Caller, d *draft, v any) string {
	asked, _ := v.(object)
	ref := fmt.Sprint(asked["key"])
	if asked["key"] == nil {
		ref = fmt.Sprint(asked["id"])
	}
	r, found := c.Seeable(ref)
	if !found {
		return "Could not find issue by id or key."
	}
	if c.Level(r.Now()) != d.typ.Level+1 {
		return "Given parent work item does not belong to appropriate hierarchy."
	}
	if d.typ.Level < 0 && r.Now().Project != d.project.Key {
		return "Issues with this Issue Type must be created in the same project as the parent."
	}
	d.Parent = r.Now().ID
	return ""
}
