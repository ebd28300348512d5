package jirafake

import (
	"slices"
	"strings"
)

func (c *call) histories(i Issue) []any {
	out := []any{}
	for _, ch := range slices.Backward(i.Changes) {
		item := object{"field": ch.Field, "fieldtype": "jira", "fromString": orNull(ch.From), "toString": orNull(ch.To)}
		if c.fake.opt.Flavour == Cloud {
			item["fieldId"] = ch.Field
		}
		for key, v := range item {
			if v == nil {
				delete(item, key)
			}
		}
		o := object{"id": ch.ID, "created": ch.At.Format(clock), "items": []any{item}}
		if a, known := c.Accounts[ch.Author]; known {
			o["author"] = c.userObject(a)
		}
		out = append(out, o)
	}
	return out
}

// changelog answers one issue's changes, the oldest first (Cloud).
func changelog(c *call) reply {
	r, found := c.Seeable(c.r.PathValue("key"))
	if !found {
		return noIssue(c)
	}
	all := c.histories(r.Now())
	slices.Reverse(all)
	return c.page("values", all)
}

// bulkChangelog answers the changes of several issues (Cloud); paging is not
// modelled, as a thousand changes fit on one page.
func bulkChangelog(c *call) reply {
	var asked struct {
		Refs   []string `json:"issueIdsOrKeys"`
		Fields []string `json:"fieldIds"`
	}
	if !c.read(&asked) {
		return refusal(400, "Unexpected character in the body.")
	}
	out := []any{}
	for _, ref := range asked.Refs {
		r, found := c.Seeable(ref)
		if !found {
			continue
		}
		i := r.Now().Clone()
		i.Changes = slices.DeleteFunc(i.Changes, func(ch Change) bool {
			return len(asked.Fields) > 0 && !slices.Contains(asked.Fields, ch.Field)
		})
		out = append(out, object{"issueId": i.ID, "changeHistories": c.histories(i)})
	}
	return ok(object{"issueChangeLogs": out})
}

func (c *call) commentObjects(i Issue) []any {
	out := []any{}
	for _, m := range i.Comments {
		o := object{"id": m.ID, "body": m.Body, "created": m.At.Format(clock), "updated": m.At.Format(clock), "self": c.fake.self("api/2/issue/%s/comment/%s", i.ID, m.ID)}
		if a, known := c.Accounts[m.Author]; known {
			o["author"], o["updateAuthor"] = c.userObject(a), c.userObject(a)
		}
		out = append(out, o)
	}
	return out
}

func (c *call) commentPage(i Issue) object {
	all := c.commentObjects(i)
	return object{"comments": all, "startAt": 0, "maxResults": len(all), "total": len(all)}
}

// comments answers an issue's comments, newest first where -created is asked.
func comments(c *call) reply {
	r, found := c.Seeable(c.r.PathValue("key"))
	if !found {
		return noIssue(c)
	}
	all := c.commentObjects(r.Now())
	if strings.HasPrefix(c.r.URL.Query().Get("orderBy"), "-") {
		slices.Reverse(all)
	}
	return c.page("comments", all)
}
