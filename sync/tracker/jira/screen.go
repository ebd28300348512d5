package jira

import (
	"context"
	"strings"
	"time"

	client "github.com/followthrough/followthrough/internal/client/jira"
	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/jira/draft"
)

// screenFor is how long what was read of a project's create screen holds;
// after a refusal it is read anew.
const screenFor = time.Hour

// screenID names a create screen.
type screenID struct{ project, kind string }

// screen is a create screen as it was read at a time.
type screen struct {
	draft.Screen
	read time.Time
}

// siteTypes are the issue types of the whole site.
type siteTypes struct {
	all  []client.IssueType
	read time.Time
}

// screenOf reads a create screen, or takes what was read of late.
func (t *adapter) screenOf(ctx context.Context, id screenID) (*screen, error) {
	if s := t.screens.Get(id); s != nil && t.o.Now().Sub(s.read) < screenFor {
		return s, nil
	}
	s, err := t.readScreen(ctx, id)
	if err != nil {
		return nil, err
	}
	t.screens.Put(id, s)
	return s, nil
}

func (t *adapter) forgetScreen(id screenID) {
	t.screens.Drop(id)
	t.first.Drop(id)
}

// readScreen tries the site's own type of that name first, which is one
// request for all projects, and lists the project's types where it isn't that.
func (t *adapter) readScreen(ctx context.Context, id screenID) (*screen, error) {
	now := t.o.Now()
	if global, ok := t.globalType(ctx, id.kind); ok {
		fields, err := t.client.CreateFields(ctx, id.project, global)
		if err == nil && len(fields) > 0 {
			return &screen{draft.Screen{Project: id.project, Kind: id.kind, TypeID: global, Fields: fields}, now}, nil
		}
		if k := client.KindOf(err); err != nil && k != client.NotFound && k != client.Rejected {
			return nil, err
		}
	}
	types, err := t.client.CreateTypes(ctx, id.project)
	if err != nil {
		return nil, err
	}
	var kinds []string
	for _, kind := range types {
		if !names.Alike(kind.Name, id.kind) {
			kinds = append(kinds, kind.Name)
			continue
		}
		fields, err := t.client.CreateFields(ctx, id.project, kind.ID)
		return &screen{draft.Screen{Project: id.project, Kind: id.kind, TypeID: kind.ID, Fields: fields}, now}, err
	}
	if len(types) == 0 {
		return nil, &tracker.Error{Kind: tracker.NotFound, Field: "project",
			Err: errNoProject(id.project)}
	}
	return nil, tracker.Refuse("type", kinds, "project %s makes no issues of type %s", id.project, id.kind)
}

// globalType is the id of the one type of that name that is the site's own.
func (t *adapter) globalType(ctx context.Context, kind string) (string, bool) {
	types := t.types.Load()
	if types == nil || t.o.Now().Sub(types.read) >= screenFor {
		all, err := t.client.IssueTypes(ctx)
		if err != nil {
			return "", false // the project's own list will say what is wrong
		}
		types = &siteTypes{all: all, read: t.o.Now()}
		t.types.Store(types)
	}
	var found []string
	for _, it := range types.all {
		if it.Scope.Project.ID == "" && names.Alike(it.Name, kind) {
			found = append(found, it.ID)
		}
	}
	return strings.Join(found, ""), len(found) == 1
}
