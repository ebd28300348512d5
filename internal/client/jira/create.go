package jira

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"net/http"
)

// MaxCreate is how many issues one request makes.
const MaxCreate = 50

// NewIssue is an issue to be made: its fields by id, and its properties.
type NewIssue struct {
	Fields     map[string]any `json:"fields"`
	Properties []Property     `json:"properties,omitempty"`
}

// Property is a hidden value on an issue.
type Property struct {
	Key   string `json:"key"`
	Value any    `json:"value"`
}

// Created is what became of one NewIssue: ID and Key where Err is nil.
type Created struct {
	ID, Key string
	Err     error // an *Error
	// Whole says that Err is the answer to a request for several issues, not to
	// this one of them.
	Whole bool
}

type createdBeans struct {
	Issues []struct {
		ID  string `json:"id"`
		Key string `json:"key"`
	} `json:"issues"`
	Errors []struct {
		Status  int             `json:"status"`
		Element json.RawMessage `json:"elementErrors"`
		Number  *int            `json:"failedElementNumber"`
	} `json:"errors"`
}

// Create makes up to MaxCreate issues in one request, which is sent once, and
// says of each what became of it, in order.
func (c *Client) Create(ctx context.Context, issues []NewIssue) []Created {
	var answer createdBeans
	_, err := c.call(ctx, http.MethodPost, "rest/api/2/issue/bulk", map[string]any{"issueUpdates": issues}, &answer)
	if e, ok := errors.AsType[*Error](err); ok && e.Kind == Rejected && json.Unmarshal(e.body, &answer) != nil {
		answer = createdBeans{} // a refusal says of each why, or of all
	}
	return answer.outcomes(len(issues), err)
}

// outcomes maps an answer to the elements that it is about. Elements that it
// leaves out may have been made.
func (b createdBeans) outcomes(n int, err error) []Created {
	out := make([]Created, n)
	refusals := make([]error, n)
	count := 0
	for _, e := range b.Errors {
		if e.Number != nil && *e.Number >= 0 && *e.Number < n && refusals[*e.Number] == nil {
			refusals[*e.Number] = elementError(e.Status, e.Element)
			count++
		}
	}
	whole := count == len(b.Errors) && len(b.Issues) == n-count
	next := 0
	for i := range out {
		switch {
		case refusals[i] != nil:
			out[i].Err = refusals[i]
		case err != nil && (count == 0 || !whole):
			out[i].Err, out[i].Whole = err, answered(n, err)
		case !whole:
			out[i].Err = &Error{Err: errors.New("the answer does not say what became of it")}
		default:
			out[i].ID, out[i].Key = b.Issues[next].ID, b.Issues[next].Key
			next++
			if out[i].ID == "" {
				out[i].Err = &Error{Err: errors.New("the answer names no issue")}
			}
		}
	}
	return out
}

// answered tells whether an error is what a server said of a request for several,
// in whatever words, and not the loss of its answer.
func answered(n int, err error) bool {
	var e *Error
	return n > 1 && (errors.As(err, &e) && e.Status >= http.StatusBadRequest || errors.Is(err, errPage))
}

func elementError(status int, body json.RawMessage) error {
	e, ok := refused(body)
	if !ok {
		e = &Error{Err: errors.New("refused without a reason")}
	}
	e.Status = cmp.Or(status, http.StatusBadRequest)
	e.Kind = Rejected
	if k := kindOf(e.Status); k == Auth || e.Status >= 500 {
		e.Kind = k
	}
	return e
}
