package issueworld

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Search are the issues and pull requests that a query names, as the search's
// index knows them, in the repositories that the caller sees. What is not
// modelled in a query is an error that is no Refusal.
func (c *Caller) Search(query string) ([]Issue, error) {
	terms := words(query)
	if !slices.ContainsFunc(terms, placed) {
		return nil, fmt.Errorf("search %q names no place, by repo:, org: or user:, to search in", query)
	}
	tests := make([]func(Issue) bool, 0, len(terms))
	for _, t := range terms {
		test, err := c.term(t)
		if err != nil {
			return nil, err
		}
		tests = append(tests, test)
	}
	places := slices.ContainsFunc(terms, func(t string) bool { return placed(t) && c.reachable(t) })
	if !places {
		return nil, &Refusal{Why: Invalid, Message: "Validation Failed", Wrong: []Wrong{{"Search", "q", "invalid", "The listed users and repositories cannot be searched either because the resources do not exist or you do not have permission to view them."}}}
	}
	var out []Issue
	for _, id := range c.order {
		i, known := c.records[id].seen(c.Now(), bySearch)
		if !known || !i.There() || c.Role(i.Repo) < Read || !c.inPlaces(i, terms) {
			continue
		}
		if !slices.ContainsFunc(tests, func(test func(Issue) bool) bool { return !test(i) }) {
			out = append(out, i.clone())
		}
	}
	return out, nil
}

// words splits a query at spaces outside quotes.
func words(query string) []string {
	var out []string
	var b strings.Builder
	quoted := false
	for _, r := range query + " " {
		switch {
		case r == '"':
			quoted = !quoted
		case r == ' ' && !quoted:
			if b.Len() > 0 {
				out = append(out, b.String())
			}
			b.Reset()
		default:
			b.WriteRune(r)
		}
	}
	return out
}

func placed(term string) bool {
	key, _, _ := strings.Cut(term, ":")
	return slices.Contains([]string{"repo", "org", "user"}, key)
}

// reachable reports whether a place names anything that the caller sees.
func (c *Caller) reachable(term string) bool {
	key, value, _ := strings.Cut(term, ":")
	if owner, name, full := strings.Cut(value, "/"); key == "repo" && full {
		_, sees := c.Named(owner, name)
		return sees
	}
	return value != ""
}

// inPlaces: several places widen a search, all else narrows it.
func (c *Caller) inPlaces(i Issue, terms []string) bool {
	r, _ := c.places.Repo(i.Repo)
	return slices.ContainsFunc(terms, func(t string) bool {
		key, value, _ := strings.Cut(t, ":")
		if key == "repo" {
			return strings.EqualFold(value, r.FullName())
		}
		return placed(t) && strings.EqualFold(value, r.Owner)
	})
}

// term is the test that one word of a query stands for.
func (c *Caller) term(t string) (func(Issue) bool, error) {
	key, value, qualified := strings.Cut(t, ":")
	switch {
	case !qualified:
		return func(i Issue) bool {
			return strings.Contains(strings.ToLower(i.Title+"\n"+i.Body), strings.ToLower(t))
		}, nil
	case placed(t), key == "in":
		return func(Issue) bool { return true }, nil
	case key == "is" || key == "type" || key == "state":
		return is(value)
	case key == "label":
		return func(i Issue) bool { return Query{State: "all", Labels: []string{value}}.takes(i) }, nil
	case key == "author":
		return func(i Issue) bool { return strings.EqualFold(i.Author.Login, value) }, nil
	case key == "reason":
		return func(i Issue) bool { return !i.Open && strings.ReplaceAll(i.Reason, "_", " ") == value }, nil
	case key == "updated":
		return when(value, func(i Issue) time.Time { return i.Updated })
	case key == "created":
		return when(value, func(i Issue) time.Time { return i.Created })
	case key == "archived":
		return func(i Issue) bool {
			r, _ := c.places.Repo(i.Repo)
			return strconv.FormatBool(r.Archived) == value
		}, nil
	}
	return nil, fmt.Errorf("search: %q is not modelled", t)
}

func is(value string) (func(Issue) bool, error) {
	switch value {
	case "issue":
		return func(i Issue) bool { return i.Pull == nil }, nil
	case "pr", "pull-request":
		return func(i Issue) bool { return i.Pull != nil }, nil
	case "open":
		return func(i Issue) bool { return i.Open }, nil
	case "closed":
		return func(i Issue) bool { return !i.Open }, nil
	case "merged":
		return func(i Issue) bool { return i.Pull != nil && !i.Pull.Merged.IsZero() }, nil
	}
	return nil, fmt.Errorf("search: is:%s is not modelled", value)
}

// when compares a time with >=, >, <=, < and a day or a moment.
func when(value string, of func(Issue) time.Time) (func(Issue) bool, error) {
	operator := strings.TrimRight(value, "0123456789-:TZ+.")
	text := strings.TrimPrefix(value, operator)
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		if at, err = time.Parse(time.DateOnly, text); err != nil {
			return nil, fmt.Errorf("search: %q is not modelled: %w", value, err)
		}
	}
	switch operator {
	case ">=":
		return func(i Issue) bool { return !of(i).Before(at) }, nil
	case ">":
		return func(i Issue) bool { return of(i).After(at) }, nil
	case "<=":
		return func(i Issue) bool { return !of(i).After(at) }, nil
	case "<":
		return func(i Issue) bool { return of(i).Before(at) }, nil
	}
	return nil, fmt.Errorf("search: %q is not modelled", value)
}

// number is a number as a list of texts; 0: none.
func number(n int64) []string {
	if n == 0 {
		return nil
	}
	return []string{strconv.FormatInt(n, 10)}
}
