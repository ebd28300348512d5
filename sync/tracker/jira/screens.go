package jira

import (
	"context"
	"strings"
	"sync/atomic"
	"time"

	client "github.com/followthrough/followthrough/internal/client/jira"
	"github.com/followthrough/followthrough/internal/names"
	"github.com/followthrough/followthrough/internal/together"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/jira/draft"
)

// screenFor is how long what was read of a project's create screen holds;
// after a refusal it is read anew.
const screenFor = time.Hour

// screens tells what the create screens of projects take.
type screens struct {
	client *client.Client
	now    func() time.Time
	known  together.Map[screenID, *screen]
	types  atomic.Pointer[siteTypes]
}

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

// of reads a create screen, or takes what was read of late.
func (ss *screens) of(ctx context.Context, id screenID) (*screen, error) {
	if s := ss.known.Get(id); s != nil && ss.now().Sub(s.read) < screenFor {
		return s, nil
	}
	s := &screen{draft.Screen{Project: id.project, Kind: id.kind}, ss.now()}
	err := ss.read(ctx, &s.Screen)
	if err != nil {
		return nil, err
	}
	ss.known.Put(id, s)
	return s, nil
}

// read tries the site's own type of that name first, which is one request for all
// projects, and lists the project's types where it isn't that.
func (ss *screens) read(ctx context.Context, s *draft.Screen) (err error) {
	if global, ok := ss.global(ctx, s.Kind); ok {
		s.TypeID = global
		s.Fields, err = ss.client.CreateFields(ctx, s.Project, global)
		if err == nil && len(s.Fields) > 0 {
			return nil
		}
		if k := client.KindOf(err); err != nil && k != client.NotFound && k != client.Rejected {
			return err
		}
	}
	types, err := ss.client.CreateTypes(ctx, s.Project)
	if err != nil {
		return err
	}
	var kinds []string
	for _, kind := range types {
		if names.Alike(kind.Name, s.Kind) {
			s.TypeID = kind.ID
			s.Fields, err = ss.client.CreateFields(ctx, s.Project, kind.ID)
			return err
		}
		kinds = append(kinds, kind.Name)
	}
	if len(types) == 0 {
		return &tracker.Error{Kind: tracker.NotFound, Field: "project", Err: errNoProject(s.Project)}
	}
	return tracker.Refuse("type", kinds, "project %s makes no issues of type %s", s.Project, s.Kind)
}

// global is the id of the one type of that name that is the site's own.
func (ss *screens) global(ctx context.Context, kind string) (string, bool) {
	types := ss.types.Load()
	if types == nil || ss.now().Sub(types.read) >= screenFor {
		all, err := ss.client.IssueTypes(ctx)
		if err != nil {
			return "", false // the project's own list will say what is wrong
		}
		types = &siteTypes{all: all, read: ss.now()}
		ss.types.Store(types)
	}
	var found []string
	for _, it := range types.all {
		if it.Scope.Project.ID == "" && names.Alike(it.Name, kind) {
			found = append(found, it.ID)
		}
	}
	return strings.Join(found, ""), len(found) == 1
}

// kind is a type of the site by its id; the zero one: not told.
func (ss *screens) kind(id string) client.IssueType {
	if types := ss.types.Load(); types != nil {
		for _, t := range types.all {
			if t.ID == id {
				return t
			}
		}
	}
	return client.IssueType{}
}
