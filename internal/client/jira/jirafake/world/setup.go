package world

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
)

// Home is a Project with what happens to it.
type Home struct {
	Project
	last        int // number of its last issue
	FormerKeys  []string
	permissions []string
	requiring   []string // system fields, required in all types since then
}

// AddProject adds a project; its key must be new.
func (w *World) AddProject(p Project) {
	w.T.Helper()
	w.Mu.Lock()
	defer w.Mu.Unlock()
	if w.At(p.Key) != nil {
		w.T.Fatalf("there is a project %s already", p.Key)
	}
	if p.ID == "" {
		p.ID = w.Next()
	}
	if p.Name == "" {
		p.Name = "Project " + p.Key
	}
	if p.Lead.ID == "" {
		p.Lead = Account{ID: "lead-of-" + strings.ToLower(p.Key), Name: "Lead of " + p.Key}
	}
	w.Accounts[p.Lead.ID] = p.Lead
	if len(p.Types) == 0 {
		p.Types = defaultTypes()
	}
	if len(p.Statuses) == 0 {
		p.Statuses = defaultStatuses()
	}
	made := &Home{Project: p, permissions: defaultPermissions()}
	w.complete(made)
	w.Projects = append(w.Projects, made)
}

// complete gives ids to what has none.
func (w *World) complete(p *Home) {
	p.Types = slices.Clone(p.Types)
	for i := range p.Types {
		if p.Types[i].ID == "" {
			p.Types[i].ID = idOf("type", p.Types[i].Name)
		}
		p.Types[i].Fields = slices.Clone(p.Types[i].Fields)
		for j := range p.Types[i].Fields {
			p.Types[i].Fields[j] = w.register(p.Types[i].Fields[j])
		}
	}
	p.Components, p.Versions, p.Statuses = slices.Clone(p.Components), slices.Clone(p.Versions), slices.Clone(p.Statuses)
	for i := range p.Components {
		if p.Components[i].ID == "" {
			p.Components[i].ID = w.Next()
		}
		if lead := p.Components[i].Lead; lead.ID != "" {
			w.Accounts[lead.ID] = lead
		}
	}
	for i := range p.Versions {
		if p.Versions[i].ID == "" {
			p.Versions[i].ID = w.Next()
		}
	}
	for i := range p.Statuses {
		if p.Statuses[i].ID == "" {
			p.Statuses[i].ID = idOf("status", p.Statuses[i].Name)
		}
	}
}

// register gives a custom field its id, the same for the same name and kind in
// every project, and its choices theirs.
func (w *World) register(field Field) Field {
	if field.ID == "" {
		field.ID = "customfield_" + idOf(string(field.Kind), field.Name)
	}
	field.Options = w.identified(field.Options)
	w.Custom[field.ID] = field
	return field
}

func (w *World) identified(choices []Choice) []Choice {
	choices = slices.Clone(choices)
	for i := range choices {
		if choices[i].ID == "" {
			choices[i].ID = w.Next()
		}
		choices[i].Children = w.identified(choices[i].Children)
	}
	return choices
}

// idOf is a number that stays the same for a name.
func idOf(kind, name string) string {
	h := fnv.New32a()
	_, _ = h.Write([]byte(kind + "/" + name))
	return fmt.Sprintf("%d", 20000+h.Sum32()%70000)
}

// FieldID is the id of the custom field with this name; it must be there once.
func (w *World) FieldID(name string) string {
	w.T.Helper()
	w.Mu.Lock()
	defer w.Mu.Unlock()
	var ids []string
	for id, field := range w.Custom {
		if field.Name == name {
			ids = append(ids, id)
		}
	}
	if len(ids) != 1 {
		w.T.Fatalf("%d custom fields are named %q", len(ids), name)
	}
	return ids[0]
}

// AddField puts a custom field on the create screen of a project's type; with
// type "" on all of its screens.
func (w *World) AddField(key, typ string, field Field) {
	w.T.Helper()
	w.Mu.Lock()
	defer w.Mu.Unlock()
	field = w.register(field)
	for i, t := range w.must(key).Types {
		if typ == "" || typ == t.Name {
			at := &w.must(key).Types[i]
			at.Fields = slices.DeleteFunc(at.Fields, func(old Field) bool { return old.ID == field.ID })
			at.Fields = append(at.Fields, field)
		}
	}
}

// Require makes a system field (labels, components …), or a custom field by
// its id or name, required in all types of a project, from now on.
func (w *World) Require(key, field string) {
	w.T.Helper()
	w.Mu.Lock()
	defer w.Mu.Unlock()
	p := w.must(key)
	custom := false
	for i := range p.Types {
		for j := range p.Types[i].Fields {
			if at := &p.Types[i].Fields[j]; at.ID == field || at.Name == field {
				at.Required, custom = true, true
			}
		}
	}
	if !custom {
		p.requiring = append(p.requiring, field)
	}
}

// HideField takes a system field off the create screen of a type.
func (w *World) HideField(key, typ, field string) {
	w.T.Helper()
	w.Mu.Lock()
	defer w.Mu.Unlock()
	at := w.must(key).Typed(func(t IssueType) bool { return t.Name == typ })
	if at == nil {
		w.T.Fatalf("project %s has no type %s", key, typ)
	}
	at.Off = append(slices.Clone(at.Off), field)
}

// SetPermissions is what our account may do in a project: BROWSE_PROJECTS,
// CREATE_ISSUES and so on; none: it does not even see it.
func (w *World) SetPermissions(key string, permissions ...string) {
	w.T.Helper()
	w.Mu.Lock()
	defer w.Mu.Unlock()
	w.must(key).permissions = permissions
}

// Grant gives our account permissions everywhere: ADMINISTER and the like,
// wider than anything it needs.
func (w *World) Grant(permissions ...string) {
	w.Mu.Lock()
	defer w.Mu.Unlock()
	w.Everywhere = append(w.Everywhere, permissions...)
}

// ForbidUnassigned demands an assignee for every issue from now on.
func (w *World) ForbidUnassigned() {
	w.Mu.Lock()
	defer w.Mu.Unlock()
	w.AllAssigned = true
}

// ArchiveProject takes a project out of use: searches don't see it any more,
// and nothing new is taken.
func (w *World) ArchiveProject(key string) {
	w.T.Helper()
	w.Mu.Lock()
	defer w.Mu.Unlock()
	w.must(key).Archived = true
}

// RestoreProject brings an archived project back.
func (w *World) RestoreProject(key string) {
	w.T.Helper()
	w.Mu.Lock()
	defer w.Mu.Unlock()
	w.must(key).Archived = false
}

// AddBoard adds a board; without columns it has one for each status of its
// project.
func (w *World) AddBoard(b Board) {
	w.T.Helper()
	w.Mu.Lock()
	defer w.Mu.Unlock()
	if b.FilterID == "" {
		b.FilterID = w.Next()
	}
	if b.Type == "" {
		b.Type = "scrum"
	}
	if b.Name == "" {
		b.Name = fmt.Sprintf("Board %d", b.ID)
	}
	if len(b.Columns) == 0 {
		for _, s := range w.must(b.Project).Statuses {
			b.Columns = append(b.Columns, Column{Name: s.Name, Statuses: []string{s.Name}})
		}
	}
	w.Boards[b.ID] = &b
}

// AddResolutions adds resolutions to those that every Jira has.
func (w *World) AddResolutions(names ...string) {
	w.Mu.Lock()
	defer w.Mu.Unlock()
	w.Resolutions = append(w.Resolutions, names...)
}

// At is the project with this id, key or former key; nil: none.
func (w *World) At(idOrKey string) *Home {
	for _, p := range w.Projects {
		if p.ID == idOrKey || strings.EqualFold(p.Key, idOrKey) {
			return p
		}
	}
	for _, p := range w.Projects {
		if slices.ContainsFunc(p.FormerKeys, func(k string) bool { return strings.EqualFold(k, idOrKey) }) {
			return p
		}
	}
	return nil
}

func (w *World) must(key string) *Home {
	w.T.Helper()
	p := w.At(key)
	if p == nil {
		w.T.Fatalf("there is no project %s", key)
	}
	return p
}

// May reports whether a project grants a permission.
func (p *Home) May(permission string) bool { return slices.Contains(p.permissions, permission) }

// Typed is the first of its types that matches; nil: none.
func (p *Home) Typed(match func(IssueType) bool) *IssueType {
	for i := range p.Types {
		if match(p.Types[i]) {
			return &p.Types[i]
		}
	}
	return nil
}

// StatusOf is the status with a name; none: a zero one.
func (p *Home) StatusOf(name string) Status {
	for _, s := range p.Statuses {
		if s.Name == name {
			return s
		}
	}
	return Status{}
}
