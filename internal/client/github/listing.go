package github

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
)

// perList is how many one page of a listing holds at most.
const perList = 100

// Listing is what was read of a listing besides its things.
type Listing struct {
	More bool // there are others
	// Partial says that organisations were left out, for whose single sign-on
	// the token is not authorised.
	Partial bool
}

// list reads a listing, most of its things at most; they stand below a key of
// the answer, or are all of it ("").
func list[T any](ctx context.Context, c *Client, path, key string, most int) (out []T, l Listing, err error) {
	ctx = WithSort(ctx, Read)
	next := fmt.Sprintf("%s?per_page=%d", path, perList)
	for pages := 0; next != "" && pages <= most/perList; pages++ {
		var body struct{ json.RawMessage } // whole, until it is known where the list stands
		answer, err := c.Do(ctx, http.MethodGet, next, nil, &body)
		if err != nil {
			return nil, Listing{}, err
		}
		page, err := things[T](body.RawMessage, key, answer.Status)
		if err != nil {
			return nil, Listing{}, err
		}
		out, l.Partial = append(out, page...), l.Partial || answer.Partial
		if next = answer.Next; len(page) == 0 {
			next = ""
		}
	}
	if l.More = next != "" || len(out) > most; len(out) > most {
		out = out[:most]
	}
	return out, l, nil
}

// things are those of one page.
func things[T any](raw json.RawMessage, key string, status int) (page []T, err error) {
	if key != "" {
		var around map[string]json.RawMessage
		if json.Unmarshal(raw, &around) != nil || around[key] == nil {
			return nil, unreadable(status)
		}
		raw = around[key]
	}
	switch {
	case json.Unmarshal(raw, &page) != nil:
		return nil, unreadable(status)
	case len(page) > perList:
		return nil, tooMany(status, perList)
	}
	return page, nil
}
