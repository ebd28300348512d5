package jira

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	client "github.com/followthrough/followthrough/internal/client/jira"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/jira/draft"
)

func errNoProject(key string) error {
	return fmt.Errorf("project %s is not there, or this account may not make issues in it", key)
}

// staleAfter is how old a screen must be for a refusal to make it be read anew.
const staleAfter = 30 * time.Second

// order is one item on its way to becoming an issue.
type order struct {
	item   tracker.NewItem
	screen screenID
	draft  *draft.Draft
	index  int // in the call
}

// Create makes the items that our own check finds no fault with, in one
// request, which is sent once.
func (t *adapter) Create(ctx context.Context, items []tracker.NewItem) []tracker.Outcome {
	out := make([]tracker.Outcome, len(items))
	var orders []order
	failed := map[screenID]error{}
	for i, n := range items {
		o, err := t.order(ctx, n, failed)
		if err != nil {
			out[i].Err = tracker.Before("prepare the issue", asError(err))
			continue
		}
		o.index = i
		orders = append(orders, o)
	}
	for chunk := range slices.Chunk(orders, client.MaxCreate) {
		t.send(ctx, chunk, out)
	}
	return out
}

// order looks an item over; a screen that could not be read is among failed,
// and not asked for again in the same call.
func (t *adapter) order(ctx context.Context, n tracker.NewItem, failed map[screenID]error) (order, error) {
	o := order{item: n}
	if !n.Marker.Usable() {
		return o, tracker.Refuse("marker", nil, "not a marker: %+v", n.Marker)
	}
	own, err := settingsOf(n.Backlog)
	if err != nil {
		return o, err
	}
	o.screen = screenID{n.Backlog.Project, own.issueType()}
	if err := failed[o.screen]; err != nil {
		return o, err
	}
	s, err := t.screenOf(ctx, o.screen)
	if err != nil {
		failed[o.screen] = err
		return o, err
	}
	o.draft, err = t.payload(n, own, s)
	if err != nil && t.o.Now().Sub(s.read) >= staleAfter {
		t.forgetScreen(o.screen) // what is missing may be there by the next try
	}
	return o, err
}

// send makes one request of orders and takes down what became of each.
func (t *adapter) send(ctx context.Context, orders []order, out []tracker.Outcome) {
	issues := make([]client.NewIssue, len(orders))
	for i, o := range orders {
		issues[i] = client.NewIssue{Fields: o.draft.Fields, Properties: t.properties(o.item.Marker)}
	}
	var made []order
	var ids []client.Created
	reread := map[screenID]bool{}
	for i, c := range t.client.Create(ctx, issues) {
		o := orders[i]
		if c.Err != nil {
			if client.KindOf(c.Err) == client.Rejected && !reread[o.screen] {
				t.forgetScreen(o.screen) // the project's fields may have changed
				reread[o.screen] = true
			}
			out[o.index].Err = t.refused(ctx, o, c.Err)
			if c.Whole {
				out[o.index].Err = tracker.AsWhole(out[o.index].Err)
			}
			continue
		}
		made, ids = append(made, o), append(ids, c)
	}
	shown := t.readBack(ctx, made, ids)
	for i, o := range made {
		out[o.index].Item = t.made(o, ids[i], shown[ids[i].ID])
	}
}

// refused is a refusal in which fields have the names that people know them
// by, with what was sent and what they take.
func (t *adapter) refused(ctx context.Context, o order, err error) error {
	var e *client.Error
	if !errors.As(err, &e) || e.Kind != client.Rejected {
		return asError(err)
	}
	s, _ := t.screenOf(ctx, o.screen)
	own := &tracker.Error{Kind: tracker.Rejected, Err: err}
	if s == nil || len(e.Fields) == 0 {
		return own
	}
	texts := slices.Clone(e.Messages)
	for _, id := range slices.Sorted(maps.Keys(e.Fields)) {
		own = o.refusal(id, e.Fields[id], s)
		texts = append(texts, own.Error())
	}
	if len(texts) > 1 {
		return &tracker.Error{Kind: tracker.Rejected, Err: errors.New(strings.Join(texts, "; "))}
	}
	return own
}

// refusal is what Jira says of one field.
func (o order) refusal(id, words string, s *screen) *tracker.Error {
	if id == "parentId" {
		id = "parent"
	}
	e := &tracker.Error{Kind: tracker.Rejected, Field: id, Err: errors.New(words)}
	if f := s.Field(id); f != nil {
		e.Field, e.Allowed = draft.NameOf(f), draft.Allowed(f)
	}
	if sent, ok := o.draft.Fields[id]; ok && id != "description" && id != "summary" {
		e.Err = fmt.Errorf("%s (sent: %s)", words, inJSON(sent))
	}
	return e
}

// readBack reads what Jira made of the issues: on Cloud all of them at once, on
// Data Center one of each kind, past its index. Where a fresh issue of that
// project and type was seen before, it is known already.
func (t *adapter) readBack(ctx context.Context, made []order, ids []client.Created) map[string]client.Issue {
	shown := map[string]client.Issue{}
	var ask []string
	asked := map[screenID]bool{}
	for i, o := range made {
		if _, known := t.first.Find(o.screen); !known && (t.cloud() || !asked[o.screen]) {
			ask, asked[o.screen] = append(ask, ids[i].ID), true
		}
	}
	if len(ask) == 0 || ctx.Err() != nil {
		return shown
	}
	for _, i := range t.readAll(ctx, ask) {
		shown[i.ID] = i
	}
	for i, o := range made {
		if issue, ok := shown[ids[i].ID]; ok {
			t.first.Put(o.screen, issue)
		}
	}
	return shown
}

// readAll reads past the index, as far as that goes: what was made was made,
// whether it can be read back or not.
func (t *adapter) readAll(ctx context.Context, ids []string) (out []client.Issue) {
	if t.cloud() {
		issues, err := t.client.Fetch(ctx, ids, t.fields(), nil)
		if err != nil {
			t.o.Log.DebugContext(ctx, "reading back failed", "error", err)
		}
		return issues
	}
	for _, id := range ids {
		issue, err := t.client.Issue(ctx, id, t.fields(), nil)
		if err != nil {
			t.o.Log.DebugContext(ctx, "reading back failed", "error", err)
			continue
		}
		out = append(out, issue)
	}
	return out
}

// made is the item as it was made; shown is the issue, where it was read.
func (t *adapter) made(o order, c client.Created, shown client.Issue) tracker.Item {
	if shown.ID == "" {
		like := t.first.Get(o.screen)
		shown = client.Issue{ID: c.ID, Key: c.Key, Fields: map[string]rawField{
			"status": like.Fields["status"], "project": like.Fields["project"],
		}}
	}
	item := t.item(shown)
	m := o.item.Marker
	item.Marker = &m
	if item.Project == "" {
		item.Project = o.item.Backlog.Project
	}
	t.markers.Put(c.ID, m)
	return item
}
