package jirafake

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
)

// project is a Project with what happens to it.
type project struct {
	Project
	last        int // number of its last issue
	formerKeys  []string
	permissions []string
	requiring   []string // system fields, required in all types since then
}

// AddProject adds a project; its key must be new.
func (f *Fake) AddProject(p Project) {
	f.t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.project(p.Key) != nil {
		f.t.Fatalf("jirafake: there is a project %s already", p.Key)
	}
	if p.ID == "" {
		p.ID = f.next()
	}
	if p.Name == "" {
		p.Name = "Project " + p.Key
	}
	if p.Lead.ID == "" {
		p.Lead = Account{ID: "lead-of-" + strings.ToLower(p.Key), Name: "Lead of " + p.Key}
	}
	f.accounts[p.Lead.ID] = p.Lead
	if len(p.Types) == 0 {
		p.Types = defaultTypes()
	}
	if len(p.Statuses) == 0 {
		p.Statuses = defaultStatuses()
	}
	made := &project{Project: p, permissions: defaultPermissions()}
	f.complete(made)
	f.projects = append(f.projects, made)
}

// complete gives ids to what has none.
func (f *Fake) complete(p *project) {
	p.Types = slices.Clone(p.Types)
	for i := range p.Types {
		if p.Types[i].ID == "" {
			p.Types[i].ID = idOf("type", p.Types[i].Name)
		}
		p.Types[i].Fields = slices.Clone(p.Types[i].Fields)
		for j := range p.Types[i].Fields {
			p.Types[i].Fields[j] = f.register(p.Types[i].Fields[j])
		}
	}
	p.Components, p.Versions, p.Statuses = slices.Clone(p.Components), slices.Clone(p.Versions), slices.Clone(p.Statuses)
	for i := range p.Components {
		if p.Components[i].ID == "" {
			p.Components[i].ID = f.next()
		}
		if lead := p.Components[i].Lead; lead.ID != "" {
			f.accounts[lead.ID] = lead
		}
	}
	for i := range p.Versions {
		if p.Versions[i].ID == "" {
			p.Versions[i].ID = f.next()
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
func (f *Fake) register(field Field) Field {
	if field.ID == "" {
		field.ID = "customfield_" + idOf(string(field.Kind), field.Name)
	}
	field.Options = f.identified(field.Options)
	f.fields[field.ID] = field
	return field
}

func (f *Fake) identified(choices []Choice) []Choice {
	choices = slices.Clone(choices)
	for i := range choices {
		if choices[i].ID == "" {
			choices[i].ID = f.next()
		}
		choices[i].Children = f.identified(choices[i].Children)
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
func (f *Fake) FieldID(name string) string {
	f.t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	var ids []string
	for id, field := range f.fields {
		if field.Name == name {
			ids = append(ids, id)
		}
	}
	if len(ids) != 1 {
		f.t.Fatalf("jirafake: %d custom fields are named %q", len(ids), name)
	}
	return ids[0]
}

// AddField puts a custom field on the create screen of a project's type; with
// type "" on all of its screens.
func (f *Fake) AddField(key, typ string, field Field) {
	f.t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	field = f.register(field)
	for i, t := range f.must(key).Types {
		if typ == "" || typ == t.Name {
			at := &f.must(key).Types[i]
			at.Fields = slices.DeleteFunc(at.Fields, func(old Field) bool { return old.ID == field.ID })
			at.Fields = append(at.Fields, field)
		}
	}
}

// Require makes a system field (labels, components …), or a custom field by
// its id or name, required in all types of a project, from now on.
func (f *Fake) Require(key, field string) {
	f.t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	p := f.must(key)
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

// SetPermissions is what our account may do in a project: BROWSE_PROJECTS,
// CREATE_ISSUES and so on; none: it does not even see it.
func (f *Fake) SetPermissions(key string, permissions ...string) {
	f.t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	f.must(key).permissions = permissions
}

// ForbidUnassigned: every issue must have an assignee.
func (f *Fake) ForbidUnassigned() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.unassignedOff = true
}

// ArchiveProject takes a project out of use: searches don't see it any more,
// and nothing new is taken.
func (f *Fake) ArchiveProject(key string) {
	f.t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	f.must(key).Archived = true
}

// RestoreProject brings an archived project back.
func (f *Fake) RestoreProject(key string) {
	f.t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	f.must(key).Archived = false
}

// RenameProject gives a project another key and name: its issues get new keys,
// and the old ones still lead to them.
func (f *Fake) RenameProject(key, newKey, name string) {
	f.t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	p := f.must(key)
	p.formerKeys = append(p.formerKeys, p.Key)
	for _, id := range f.order {
		r := f.issues[id]
		if i := r.now().clone(); i.Project == p.Key && !i.Deleted {
			i.FormerKeys = append(i.FormerKeys, i.Key)
			i.Key = newKey + strings.TrimPrefix(i.Key, p.Key)
			i.Project = newKey
			f.keys[i.Key] = id
			f.write(r, i)
		}
	}
	p.Key, p.Name = newKey, name
}

// AddBoard adds a board; without columns it has one for each status of its
// project.
func (f *Fake) AddBoard(b Board) {
	f.t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	if b.FilterID == "" {
		b.FilterID = f.next()
	}
	if b.Type == "" {
		b.Type = "scrum"
	}
	if b.Name == "" {
		b.Name = fmt.Sprintf("Board %d", b.ID)
	}
	if len(b.Columns) == 0 {
		for _, s := range f.must(b.Project).Statuses {
			b.Columns = append(b.Columns, Column{Name: s.Name, Statuses: []string{s.Name}})
		}
	}
	f.boards[b.ID] = &b
}

// AddResolutions adds resolutions to those that every Jira has.
func (f *Fake) AddResolutions(names ...string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.resolutions = append(f.resolutions, names...)
}

// project is the project with this id, key or former key; nil: none.
func (f *Fake) project(idOrKey string) *project {
	for _, p := range f.projects {
		if p.ID == idOrKey || strings.EqualFold(p.Key, idOrKey) {
			return p
		}
	}
	for _, p := range f.projects {
		if slices.ContainsFunc(p.formerKeys, func(k string) bool { return strings.EqualFold(k, idOrKey) }) {
			return p
		}
	}
	return nil
}

func (f *Fake) must(key string) *project {
	f.t.Helper()
	p := f.project(key)
	if p == nil {
		f.t.Fatalf("jirafake: there is no project %s", key)
	}
	return p
}

func (p *project) may(permission string) bool { return slices.Contains(p.permissions, permission) }

func (p *project) typed(match func(IssueType) bool) *IssueType {
	for i := range p.Types {
		if match(p.Types[i]) {
			return &p.Types[i]
		}
	}
	return nil
}

func (p *project) status(name string) Status {
	for _, s := range p.Statuses {
		if s.Name == name {
			return s
		}
	}
	return Status{}
}
