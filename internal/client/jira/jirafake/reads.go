package jirafake

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/internal/client/jira/jirafake/world"
)

func myself(c *call) reply {
	if c.Anonymous {
		return refusal(401, "Client must be authenticated to access this resource.")
	}
	return ok(c.userObject(c.Account))
}

func getProject(c *call) reply {
	p := c.Visible(c.r.PathValue("project"))
	if p == nil {
		return refusal(404, fmt.Sprintf("No project could be found with key '%s'.", c.r.PathValue("project")))
	}
	return ok(c.wholeProject(p))
}

func (c *call) wholeProject(p *world.Home) object {
	o := c.projectObject(p)
	o["archived"], o["description"] = p.Archived, ""
	o["issueTypes"], o["components"], o["versions"] = c.typeObjects(p), c.componentObjects(p), c.versionObjects(p)
	o["lead"], o["assigneeType"] = c.userObject(p.Lead), "UNASSIGNED"
	if p.AssignLead {
		o["assigneeType"] = "PROJECT_LEAD"
	}
	if c.fake.opt.Flavour == Cloud {
		o["style"] = "classic"
		if p.TeamManaged {
			o["style"] = "next-gen"
		}
	}
	return o
}

// projectSearch lists the projects that may be seen, archived ones only where
// their status is asked for.
func projectSearch(c *call) reply {
	keys, ids, query := c.list("keys"), c.list("id"), strings.ToLower(c.r.URL.Query().Get("query"))
	states := c.list("status")
	if len(states) == 0 {
		states = []string{"live"}
	}
	permission := map[string]string{"": "BROWSE_PROJECTS", "view": "BROWSE_PROJECTS", "browse": "BROWSE_PROJECTS", "create": "CREATE_ISSUES", "edit": "ADMINISTER_PROJECTS"}[c.r.URL.Query().Get("action")]
	all := []any{}
	for _, p := range c.Projects {
		state := "live"
		if p.Archived {
			state = "archived"
		}
		if c.Visible(p.Key) == nil || !p.May(permission) || !slices.Contains(states, state) ||
			len(keys) > 0 && !slices.Contains(keys, p.Key) || len(ids) > 0 && !slices.Contains(ids, p.ID) ||
			!strings.Contains(strings.ToLower(p.Key+" "+p.Name), query) {
			continue
		}
		all = append(all, c.projectObject(p))
	}
	if by := c.r.URL.Query().Get("orderBy"); strings.TrimLeft(by, "+-") == "key" {
		slices.SortFunc(all, func(a, b any) int {
			return strings.Compare(fmt.Sprint(a.(object)["key"]), fmt.Sprint(b.(object)["key"]))
		})
		if strings.HasPrefix(by, "-") {
			slices.Reverse(all)
		}
	}
	return c.page("values", all)
}

// projectList is Data Center's list of projects.
func projectList(c *call) reply {
	all := []any{}
	for _, p := range c.Projects {
		if c.Visible(p.Key) != nil && (!p.Archived || c.r.URL.Query().Get("includeArchived") == "true") {
			all = append(all, c.projectObject(p))
		}
	}
	return ok(all)
}

// ofProject answers a list that belongs to a project.
func ofProject(list func(*call, *world.Home) []any) func(*call) reply {
	return func(c *call) reply {
		p := c.Visible(c.r.PathValue("project"))
		if p == nil {
			return refusal(404, fmt.Sprintf("No project could be found with key '%s'.", c.r.PathValue("project")))
		}
		return ok(list(c, p))
	}
}

func (c *call) typesWithStatuses(p *world.Home) []any {
	out := []any{}
	for _, t := range p.Types {
		o := object{"id": t.ID, "name": t.Name, "subtask": t.Level < 0, "self": c.fake.self("api/2/issuetype/%s", t.ID)}
		o["statuses"] = c.statusObjects(p)
		out = append(out, o)
	}
	return out
}

func (c *call) statusObjects(p *world.Home) []any {
	out := []any{}
	for _, s := range p.Statuses {
		out = append(out, c.statusObject(s))
	}
	return out
}

func (c *call) resolutionObjects() []any {
	out := []any{}
	for _, name := range c.Resolutions {
		out = append(out, c.resolutionOrNull(name))
	}
	return out
}

func typeList(c *call) reply {
	out, seen := []any{}, map[string]bool{}
	for _, p := range c.Projects {
		for _, t := range p.Types {
			if c.Visible(p.Key) != nil && !seen[t.ID] {
				out, seen[t.ID] = append(out, c.typeObject(t)), true
			}
		}
	}
	return ok(out)
}

// allPermissions are those that mypermissions tells of.
var allPermissions = []string{
	"ADMINISTER", "ADMINISTER_PROJECTS", "ASSIGN_ISSUES", "BROWSE_PROJECTS", "BULK_CHANGE", "CLOSE_ISSUES", "CREATE_ISSUES",
	"DELETE_ALL_COMMENTS", "DELETE_ISSUES", "EDIT_ISSUES", "LINK_ISSUES", "MODIFY_REPORTER", "MOVE_ISSUES", "RESOLVE_ISSUES",
	"SCHEDULE_ISSUES", "SYSTEM_ADMIN", "TRANSITION_ISSUES", "ADD_COMMENTS",
}

// myPermissions answers what the caller may do: in a project, or anywhere.
func myPermissions(c *call) reply {
	asked := c.list("permissions")
	if c.fake.opt.Flavour == Cloud && len(asked) == 0 {
		return refusal(400, "The 'permissions' query parameter is required.")
	}
	if c.fake.opt.Flavour == DataCenter {
		asked = allPermissions
	}
	p, err := c.aboutProject()
	if err != "" {
		return refusal(404, err)
	}
	out := object{}
	for _, name := range asked {
		if !slices.Contains(allPermissions, name) {
			return refusal(400, "Unrecognized permission(s): "+name)
		}
		scope := "PROJECT"
		if name == "ADMINISTER" || name == "SYSTEM_ADMIN" {
			scope = "GLOBAL"
		}
		out[name] = object{
			"id": fmt.Sprint(slices.Index(allPermissions, name)), "key": name, "name": name, "type": scope, "description": "",
			"havePermission": !c.Anonymous && c.allowed(p, name),
		}
	}
	return ok(object{"permissions": out})
}

// aboutProject is the project that mypermissions asks about; nil: any.
func (c *call) aboutProject() (p *world.Home, wrong string) {
	q := c.r.URL.Query()
	ref := cmp.Or(q.Get("projectKey"), q.Get("projectId"))
	if issue := cmp.Or(q.Get("issueKey"), q.Get("issueId")); issue != "" {
		r, found := c.Seeable(issue)
		if !found {
			return nil, unseen
		}
		ref = r.Now().Project
	}
	if ref == "" {
		return nil, ""
	}
	if p = c.Visible(ref); p == nil {
		return nil, fmt.Sprintf("No project could be found with key '%s'.", ref)
	}
	return p, ""
}

func (c *call) allowed(p *world.Home, permission string) bool {
	if slices.Contains(c.Everywhere, permission) {
		return true
	}
	if p != nil {
		return p.May(permission)
	}
	return slices.ContainsFunc(c.Projects, func(p *world.Home) bool { return p.May(permission) })
}
