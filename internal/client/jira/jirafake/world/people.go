package world

import (
	"fmt"
	"slices"
	"time"
)

// AddIssue adds an issue that a person made, and returns its key. Project and
// Summary must be given; the rest has defaults.
func (w *World) AddIssue(i Issue) string {
	w.T.Helper()
	w.Mu.Lock()
	defer w.Mu.Unlock()
	p := w.must(i.Project)
	i = i.Clone()
	for into, standard := range map[*string]string{
		&i.Type: p.Types[0].Name, &i.Status: p.Statuses[0].Name, &i.Reporter: Person().ID, &i.Priority: w.Priorities[len(w.Priorities)/2],
	} {
		if *into == "" {
			*into = standard
		}
	}
	if i.Creator == "" {
		i.Creator = i.Reporter
	}
	if i.Fields == nil {
		i.Fields = map[string]any{}
	}
	created := i.Created
	i = w.add(i, p)
	if !created.IsZero() {
		r := w.Records[i.ID]
		i.Created, i.Updated = created, created
		r.versions[len(r.versions)-1].issue = i
	}
	return i.Key
}

// SetStatus is a person who brings an issue into a status of its project, with
// a resolution ("": none).
func (w *World) SetStatus(idOrKey, status, resolution string) {
	w.T.Helper()
	w.SetStatusAs(Person(), idOrKey, status, resolution)
}

// SetStatusAs is SetStatus by the account given, an automation's for instance.
func (w *World) SetStatusAs(a Account, idOrKey, status, resolution string) {
	w.T.Helper()
	w.Mu.Lock()
	defer w.Mu.Unlock()
	w.Accounts[a.ID] = a
	w.edit(idOrKey, func(i *Issue) {
		if w.must(i.Project).StatusOf(status).ID == "" {
			w.T.Fatalf("%s has no status %q", i.Project, status)
		}
		if resolution != "" && !slices.Contains(w.Resolutions, resolution) {
			w.T.Fatalf("there is no resolution %q", resolution)
		}
		w.changed(i, a, "status", i.Status, status)
		w.changed(i, a, "resolution", i.Resolution, resolution)
		i.Status, i.Resolution = status, resolution
		i.End = time.Time{}
		if resolution != "" {
			i.End = w.Now()
		}
	})
}

func (w *World) changed(i *Issue, a Account, field, from, to string) {
	if from != to {
		i.Changes = append(i.Changes, Change{ID: w.Next(), Author: a.ID, Field: field, From: from, To: to, At: w.Now()})
	}
}

// Edit is a person who changes anything about an issue but who made it.
func (w *World) Edit(idOrKey string, change func(i *Issue)) {
	w.T.Helper()
	w.Mu.Lock()
	defer w.Mu.Unlock()
	w.edit(idOrKey, change)
}

// CommentAs is an account that comments on an issue.
func (w *World) CommentAs(a Account, idOrKey, body string) {
	w.T.Helper()
	w.Mu.Lock()
	defer w.Mu.Unlock()
	w.Accounts[a.ID] = a
	w.edit(idOrKey, func(i *Issue) {
		i.Comments = append(i.Comments, Comment{ID: w.Next(), Author: a.ID, Body: body, At: w.Now()})
	})
}

// LinkDuplicate is a person who says that an issue duplicates another one.
func (w *World) LinkDuplicate(idOrKey, of string) {
	w.T.Helper()
	w.Mu.Lock()
	defer w.Mu.Unlock()
	r, found := w.Find(of)
	if !found {
		w.T.Fatalf("there is no issue %s", of)
	}
	link, original, duplicate := w.Next(), r.Now().ID, ""
	w.edit(idOrKey, func(i *Issue) {
		duplicate = i.ID
		i.Links = append(i.Links, Link{ID: link, Type: "Duplicate", Outward: true, Other: original})
	})
	w.edit(original, func(i *Issue) {
		i.Links = append(i.Links, Link{ID: link, Type: "Duplicate", Other: duplicate})
	})
}

// Move is a person who takes an issue to another project: it gets a new key,
// and keeps its id; the old key still leads to it. It returns the new key.
func (w *World) Move(idOrKey, project string) string {
	w.T.Helper()
	w.Mu.Lock()
	defer w.Mu.Unlock()
	to := w.must(project)
	to.last++
	key := fmt.Sprintf("%s-%d", to.Key, to.last)
	w.edit(idOrKey, func(i *Issue) {
		i.FormerKeys = append(i.FormerKeys, i.Key)
		w.changed(i, Person(), "Key", i.Key, key)
		i.Key, i.Project, i.Components, i.Versions = key, to.Key, nil, nil
		if to.StatusOf(i.Status).ID == "" {
			i.Status = to.Statuses[0].Name
		}
		if to.Typed(func(t IssueType) bool { return t.Name == i.Type }) == nil {
			i.Type = to.Types[0].Name
		}
		w.keys[key] = i.ID
	})
	return key
}

// Delete removes an issue for good. Searches may show it until the lag of now
// is over.
func (w *World) Delete(idOrKey string) {
	w.T.Helper()
	w.Mu.Lock()
	defer w.Mu.Unlock()
	w.edit(idOrKey, func(i *Issue) { i.Deleted = true })
}
