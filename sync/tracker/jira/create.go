package jira

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"time"

	client "github.com/followthrough/followthrough/internal/client/jira"
	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/internal/together"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/jira/draft"
)

// staleAfter is how old a screen must be for a refusal to make it be read anew.
const staleAfter = 30 * time.Second

// creation makes issues.
type creation struct {
	issues
	markers *markers
	screens *screens
	drafts  drafts
	now     func() time.Time
	log     *slog.Logger
	first   together.Map[screenID, client.Fields] // what a fresh issue looks like there
}

// order is one item on its way to becoming an issue.
type order struct {
	item   tracker.NewItem
	screen screenID
	draft  *draft.Draft
	index  int // in the call
	made   client.Created
}

// Create makes the items that our own check finds no fault with, in one
// request, which is sent once.
func (c *creation) Create(ctx context.Context, items []tracker.NewItem) []tracker.Outcome {
	out := make([]tracker.Outcome, len(items))
	orders, failed := c.orders(ctx, items)
	for i, err := range failed {
		out[i].Err = err
	}
	for chunk := range slices.Chunk(orders, client.MaxCreate) {
		c.send(ctx, chunk, out)
	}
	return out
}

// orders looks items over; failed are, by their places, those that are refused. A
// screen that could not be read is not asked for again in the same call.
func (c *creation) orders(ctx context.Context, items []tracker.NewItem) (orders []order, failed map[int]error) {
	failed = map[int]error{}
	unread := map[screenID]error{}
	for i, n := range items {
		o, err := c.order(ctx, n, unread)
		if o.index = i; err != nil {
			failed[i] = tracker.Before("prepare the issue", asError(err))
			continue
		}
		orders = append(orders, o)
	}
	return orders, failed
}

func (c *creation) order(ctx context.Context, n tracker.NewItem, unread map[screenID]error) (order, error) {
	o := order{item: n}
	if !n.Marker.Usable() {
		return o, tracker.Refuse("marker", nil, "not a marker: %+v", n.Marker)
	}
	own, err := settingsOf(n.Backlog)
	if err != nil {
		return o, err
	}
	o.screen = screenID{n.Backlog.Project, own.issueType()}
	if err := unread[o.screen]; err != nil {
		return o, err
	}
	s, err := c.screens.of(ctx, o.screen)
	if err != nil {
		unread[o.screen] = err
		return o, err
	}
	o.draft, err = c.drafts.draft(n, own, s)
	if err != nil && c.now().Sub(s.read) >= staleAfter {
		c.forget(o.screen) // what is missing may be there by the next try
	}
	return o, err
}

// forget drops what is known of issues of a kind: the project may have changed.
func (c *creation) forget(id screenID) {
	c.screens.known.Drop(id)
	c.first.Drop(id)
}

// send makes one request of orders and takes down what became of each.
func (c *creation) send(ctx context.Context, orders []order, out []tracker.Outcome) {
	issues := make([]client.NewIssue, len(orders))
	for i, o := range orders {
		issues[i] = client.NewIssue{Fields: o.draft.Fields, Properties: []client.Property{c.markers.property(o.item.Marker)}}
	}
	var made []order
	reread := map[screenID]bool{}
	for i, answer := range c.client.Create(ctx, issues) {
		o := orders[i]
		if o.made = answer; answer.Err == nil {
			made = append(made, o)
			continue
		}
		if client.KindOf(answer.Err) == client.Rejected && !reread[o.screen] {
			c.forget(o.screen)
			reread[o.screen] = true
		}
		err := c.refused(ctx, o, answer.Err)
		if answer.Whole {
			err = tracker.AsWhole(err)
		}
		out[o.index].Err = err
	}
	shown := c.readBack(ctx, made)
	for _, o := range made {
		out[o.index].Item = c.made(o, shown)
	}
}

// refused is a refusal in which fields have the names that people know them
// by, with what was sent and what they take.
func (c *creation) refused(ctx context.Context, o order, err error) error {
	e, ok := errors.AsType[*client.Error](err)
	if !ok || e.Kind != client.Rejected {
		return asError(err)
	}
	s, _ := c.screens.of(ctx, o.screen)
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
		own = &tracker.Error{Kind: tracker.Rejected, Err: errors.New(strings.Join(texts, "; "))}
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
		if text, err := json.Marshal(sent); err == nil {
			e.Err = fmt.Errorf("%s (sent: %s)", words, mdedit.Cut(string(text), 200))
		}
	}
	return e
}

// readBack reads what Jira made of the issues, past its index: on Cloud all of
// them at once, on Data Center one of each kind. Of a kind of which a fresh issue
// was seen before it is known already. What was made was made, whether it can be
// read back or not.
func (c *creation) readBack(ctx context.Context, made []order) map[string]client.Issue {
	var ids []string
	kinds := map[string]screenID{}
	asked := map[screenID]bool{}
	for _, o := range made {
		if _, known := c.first.Find(o.screen); !known && (cloud(c.client) || !asked[o.screen]) {
			ids, kinds[o.made.ID], asked[o.screen] = append(ids, o.made.ID), o.screen, true
		}
	}
	shown := map[string]client.Issue{}
	if len(ids) == 0 || ctx.Err() != nil {
		return shown
	}
	issues, err := c.client.Past(ctx, ids, c.fields())
	if err != nil {
		c.log.DebugContext(ctx, "reading back failed", "error", err)
	}
	for _, i := range issues {
		shown[i.ID] = i
		c.first.Put(kinds[i.ID], i.Fields)
	}
	return shown
}

// made is the item as it was made.
func (c *creation) made(o order, shown map[string]client.Issue) tracker.Item {
	issue, ok := shown[o.made.ID]
	if !ok {
		like := c.first.Get(o.screen)
		issue = client.Issue{ID: o.made.ID, Key: o.made.Key, Fields: client.Fields{Status: like.Status, Project: like.Project}}
	}
	item := c.item(issue)
	item.Marker, item.Project = &o.item.Marker, cmp.Or(item.Project, o.item.Backlog.Project)
	c.markers.known.Put(item.ID, o.item.Marker)
	return item
}
