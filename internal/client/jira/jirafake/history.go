package jirafake

import (
	"slices"
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
