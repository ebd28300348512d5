package issueapi

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/graphql"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/issueworld"
)

// issueNode is an issue or a pull request.
func (c *Call) issueNode(i issueworld.Issue) graphql.Object {
	r, _ := c.World.Place(i.Repo)
	common := object{
		"id": i.Node, "databaseId": small(i.ID), "fullDatabaseId": strconv.FormatInt(i.ID, 10), "number": i.Number, "title": i.Title, "body": i.Body,
		"url": c.shower().html(i), "closed": !i.Open, "closedAt": stampOr(i.Closed), "createdAt": stamp(i.Created), "updatedAt": stamp(i.Updated),
		"state": strings.ToUpper(state(i)), "author": c.account("User", i.Author),
		"repository": func() any { return c.repositoryNode(r) },
	}
	if i.Pull != nil {
		common["merged"], common["mergedAt"] = !i.Pull.Merged.IsZero(), stampOr(i.Pull.Merged)
		if !i.Pull.Merged.IsZero() {
			common["state"] = "MERGED"
		}
	} else {
		c.issueOnly(common, i)
	}
	typ := "Issue"
	if i.Pull != nil {
		typ = "PullRequest"
	}
	base := graphql.Fields(typ, common)
	return graphql.Object{Type: typ, Get: func(field string, args map[string]any) any {
		if list, paged := c.issueLists()[field]; paged {
			return connection(list.typ, field, args, list.nodes(i, args))
		}
		return base.Get(field, args)
	}}
}

// small is a number as an Int holds it; null where it does not: the ids of issues
// have outgrown it.
func small(n int64) any {
	if n > math.MaxInt32 {
		return nil
	}
	return n
}

// issueOnly adds what pull requests have not.
func (c *Call) issueOnly(out object, i issueworld.Issue) {
	out["stateReason"] = orNull(strings.ToUpper(i.Reason))
	out["duplicateOf"] = c.issueAlone(i.DuplicateOf)
	out["parent"] = c.otherNode(i.Parent)
	out["milestone"], out["lastEditedAt"], out["editor"] = nil, nil, nil
	for _, m := range c.World.Home(i.Repo).Milestones {
		if m.Number == i.Milestone {
			out["milestone"] = graphql.Fields("Milestone", object{"id": m.Node, "number": m.Number, "title": m.Title})
		}
	}
	if n := len(i.Edits); n > 0 {
		out["lastEditedAt"], out["editor"] = stamp(i.Edits[n-1].At), c.account("User", i.Edits[n-1].Editor)
	}
}

// otherNode is another issue, asked for only when it is wanted; null where the
// caller does not see it. One that moved is shown where it is now.
func (c *Call) otherNode(id int64) func() any {
	return func() any {
		i, found := c.World.ByID(id)
		for found && i.MovedTo != 0 {
			i, found = c.World.ByID(i.MovedTo)
		}
		if !found || !i.There() || c.Caller.Role(i.Repo) < issueworld.Read {
			return nil
		}
		return c.issueNode(i)
	}
}

// issueAlone is otherNode where only an issue may stand.
func (c *Call) issueAlone(id int64) func() any {
	return func() any {
		if i, found := c.World.ByID(id); found && i.Pull != nil {
			return nil
		}
		return c.otherNode(id)()
	}
}

// issueList is a list that an issue holds.
type issueList struct {
	typ   string
	nodes func(issueworld.Issue, map[string]any) []any
}

func (c *Call) issueLists() map[string]issueList {
	return map[string]issueList{
		"labels": {"LabelConnection", func(i issueworld.Issue, _ map[string]any) []any {
			return nodes(i.Labels, func(name string) any { return c.labelNode(i.Repo, name) })
		}},
		"assignees": {"UserConnection", func(i issueworld.Issue, _ map[string]any) []any {
			return nodes(i.Assignees, func(login string) any {
				a, _ := c.Site.Account(login)
				return c.account("User", a)
			})
		}},
		"subIssues": {"IssueConnection", func(i issueworld.Issue, _ map[string]any) []any {
			return nodes(c.World.Children(i.ID), func(i issueworld.Issue) any { return c.issueNode(i) })
		}},
		"comments": {"IssueCommentConnection", func(i issueworld.Issue, _ map[string]any) []any {
			return nodes(i.Comments, func(comment issueworld.Comment) any { return c.commentNode(comment) })
		}},
		"userContentEdits": {"UserContentEditConnection", func(i issueworld.Issue, _ map[string]any) []any { return c.edits(i) }},
		"timelineItems":    {"IssueTimelineItemsConnection", c.timelineItems},
		"projectItems":     {"ProjectV2ItemConnection", func(i issueworld.Issue, _ map[string]any) []any { return c.projectItems(i) }},
	}
}

func nodes[T any](of []T, show func(T) any) []any {
	out := []any{}
	for _, one := range of {
		out = append(out, show(one))
	}
	return out
}

// commentNode is a comment; the fake hides none.
func (c *Call) commentNode(of issueworld.Comment) any {
	return graphql.Fields("IssueComment", object{
		"id": of.Node, "body": of.Body, "isMinimized": false, "createdAt": stamp(of.At), "author": c.account("User", of.Author),
	})
}

func (c *Call) labelNode(repo int64, name string) any {
	l, _ := c.World.Label(repo, name)
	return graphql.Fields("Label", object{"id": l.Node, "name": name, "color": l.Color, "description": orNull(l.Description)})
}

// edits are the newest first. What GitHub calls diff is the whole text after
// the edit; the last of them is the text as it was made.
func (c *Call) edits(i issueworld.Issue) []any {
	newest := slices.Clone(i.Edits)
	slices.Reverse(newest)
	return nodes(newest, func(e issueworld.Edit) any {
		return graphql.Fields("UserContentEdit", object{
			"id": e.Node, "createdAt": stamp(e.At), "editedAt": stamp(e.At), "editor": c.account("User", e.Editor), "diff": e.Body, "deletedAt": nil,
		})
	})
}

// eventTypes are the timeline's types by the name of the event.
var eventTypes = map[string]string{
	"closed": "ClosedEvent", "reopened": "ReopenedEvent", "marked_as_duplicate": "MarkedAsDuplicateEvent", "transferred": "TransferredEvent",
	"labeled": "LabeledEvent", "unlabeled": "UnlabeledEvent", "renamed": "RenamedTitleEvent", "cross-referenced": "CrossReferencedEvent",
}

// itemTypes are the types as a request names them.
var itemTypes = map[string]string{
	"CLOSED_EVENT": "ClosedEvent", "REOPENED_EVENT": "ReopenedEvent", "MARKED_AS_DUPLICATE_EVENT": "MarkedAsDuplicateEvent",
	"TRANSFERRED_EVENT": "TransferredEvent", "LABELED_EVENT": "LabeledEvent", "UNLABELED_EVENT": "UnlabeledEvent",
	"RENAMED_TITLE_EVENT": "RenamedTitleEvent", "CROSS_REFERENCED_EVENT": "CrossReferencedEvent",
}

func (c *Call) timelineItems(i issueworld.Issue, args map[string]any) []any {
	var wanted []string
	asked, _ := args["itemTypes"].([]any)
	for _, t := range asked {
		name, _ := t.(string)
		wanted = append(wanted, itemTypes[name])
	}
	out := []any{}
	for _, e := range i.Events {
		typ := eventTypes[e.Kind]
		if typ != "" && (asked == nil || slices.Contains(wanted, typ)) {
			out = append(out, c.eventNode(i, e, typ))
		}
	}
	return out
}

func (c *Call) eventNode(i issueworld.Issue, e issueworld.Event, typ string) graphql.Object {
	other, self := c.otherNode(e.Other), func() any { return c.issueNode(i) }
	with := object{
		"id": e.Node, "actor": c.account("User", e.Actor), "createdAt": stamp(e.At),
		"stateReason": orNull(strings.ToUpper(e.Reason)), "url": c.shower().html(i) + "#event-" + strconv.FormatInt(e.ID, 10),
		"canonical": other, "duplicate": self, "isCrossRepository": false, "source": other, "issue": self,
		"currentTitle": e.Title, "previousTitle": e.Was, "fromRepository": nil,
	}
	if o, found := c.World.ByID(e.Other); found {
		with["isCrossRepository"] = o.Repo != i.Repo
	}
	if r, sees := c.Caller.Repo(e.FromRepo); sees {
		with["fromRepository"] = func() any { return c.repositoryNode(r) }
	}
	if e.Label != "" {
		with["label"] = c.labelNode(i.Repo, e.Label)
	}
	return graphql.Fields(typ, with)
}
