package jirafake

import (
	"fmt"
	"slices"
	"time"
)

// AddIssue adds an issue that a person made, and returns its key. Project and
// Summary must be given; the rest has defaults.
func (f *Fake) AddIssue(i Issue) string {
	f.t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	p := f.must(i.Project)
	i = i.clone()
	for into, standard := range map[*string]string{
		&i.Type: p.Types[0].Name, &i.Status: p.Statuses[0].Name, &i.Reporter: Person().ID, &i.Priority: f.priorities[len(f.priorities)/2],
	} {
		if *into == "" {
			*into = standard
		}
	}
	if i.Fields == nil {
		i.Fields = map[string]any{}
	}
	created := i.Created
	i = f.add(i, p)
	if !created.IsZero() {
		r := f.issues[i.ID]
		i.Created, i.Updated = created, created
		r.versions[len(r.versions)-1].issue = i
	}
	return i.Key
}

// SetStatus is a person who brings an issue into a status of its project, with
// a resolution ("": none).
func (f *Fake) SetStatus(idOrKey, status, resolution string) {
	f.t.Helper()
	f.SetStatusAs(Person(), idOrKey, status, resolution)
}

// SetStatusAs is SetStatus by the account given, an automation's for instance.
func (f *Fake) SetStatusAs(a Account, idOrKey, status, resolution string) {
	f.t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	f.accounts[a.ID] = a
	f.edit(idOrKey, func(i *Issue) {
		if f.must(i.Project).status(status).ID == "" {
			f.t.Fatalf("jirafake: %s has no status %q", i.Project, status)
		}
		if resolution != "" && !slices.Contains(f.resolutions, resolution) {
			f.t.Fatalf("jirafake: there is no resolution %q", resolution)
		}
		f.changed(i, a, "status", i.Status, status)
		f.changed(i, a, "resolution", i.Resolution, resolution)
		i.Status, i.Resolution = status, resolution
		i.End = time.Time{}
		if resolution != "" {
			i.End = f.now()
		}
	})
}

func (f *Fake) changed(i *Issue, a Account, field, from, to string) {
	if from != to {
		i.Changes = append(i.Changes, Change{ID: f.next(), Author: a.ID, Field: field, From: from, To: to, At: f.now()})
	}
}

// Edit is a person who changes anything about an issue.
func (f *Fake) Edit(idOrKey string, change func(i *Issue)) {
	f.t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	f.edit(idOrKey, change)
}

// CommentAs is an account that comments on an issue.
func (f *Fake) CommentAs(a Account, idOrKey, body string) {
	f.t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	f.accounts[a.ID] = a
	f.edit(idOrKey, func(i *Issue) {
		i.Comments = append(i.Comments, Comment{ID: f.next(), Author: a.ID, Body: body, At: f.now()})
	})
}

// LinkDuplicate is a person who says that an issue duplicates another one.
func (f *Fake) LinkDuplicate(idOrKey, of string) {
	f.t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	r, found := f.find(of)
	if !found {
		f.t.Fatalf("jirafake: there is no issue %s", of)
	}
	link, original, duplicate := f.next(), r.now().ID, ""
	f.edit(idOrKey, func(i *Issue) {
		duplicate = i.ID
		i.Links = append(i.Links, Link{ID: link, Type: "Duplicate", Outward: true, Other: original})
	})
	f.edit(original, func(i *Issue) {
		i.Links = append(i.Links, Link{ID: link, Type: "Duplicate", Other: duplicate})
	})
}

// Move is a person who takes an issue to another project: it gets a new key,
// and keeps its id; the old key still leads to it. It returns the new key.
func (f *Fake) Move(idOrKey, project string) string {
	f.t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	to := f.must(project)
	to.last++
	key := fmt.Sprintf("%s-%d", to.Key, to.last)
	f.edit(idOrKey, func(i *Issue) {
		i.FormerKeys = append(i.FormerKeys, i.Key)
		f.changed(i, Person(), "Key", i.Key, key)
		i.Key, i.Project, i.Components, i.Versions = key, to.Key, nil, nil
		if to.status(i.Status).ID == "" {
			i.Status = to.Statuses[0].Name
		}
		if to.typed(func(t IssueType) bool { return t.Name == i.Type }) == nil {
			i.Type = to.Types[0].Name
		}
		f.keys[key] = i.ID
	})
	return key
}

// Delete removes an issue for good. Searches may show it until the lag of now
// is over.
func (f *Fake) Delete(idOrKey string) {
	f.t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	f.edit(idOrKey, func(i *Issue) { i.Deleted = true })
}
