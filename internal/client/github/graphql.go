package github

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/followthrough/followthrough/internal/httpx"
)

// mutates tells a document that changes something.
var mutates = regexp.MustCompile(`(?m)(^|[}\s])mutation\b`)

// GraphQL sends a query, or a mutation, and reads what stands under data into
// out. A mutation is sent once unless its context is marked Idempotent. Errors
// in an answer are an *Error; out holds what came beside them.
func (c *Client) GraphQL(ctx context.Context, query string, vars map[string]any, out any) error {
	if _, marked := ctx.Value(sortKey{}).(Sort); !marked || !mutates.MatchString(query) {
		sort := Read
		if mutates.MatchString(query) {
			sort = Once
		}
		ctx = WithSort(ctx, sort)
	}
	in := struct {
		Query string         `json:"query"`
		Vars  map[string]any `json:"variables,omitempty"`
	}{query, vars}
	var answer graphAnswer
	sent := sending{resource: graphql, method: http.MethodPost, write: ctx.Value(sortKey{}) != Read, left: c.now()}
	got, err := c.call(ctx, http.MethodPost, c.graph.String(), "", in, &answer)
	if err != nil {
		return err
	}
	data := len(answer.Data) > 0 && string(answer.Data) != "null"
	if data && out != nil && json.Unmarshal(answer.Data, out) != nil {
		return unreadable(got.Status)
	}
	if most := firstOf(query, vars); most > 0 && longestList(answer.Data) > most {
		return tooMany(got.Status, most)
	}
	if len(answer.Errors) > 0 {
		return c.refusals.graphFailure(sent, answer.Errors, got)
	}
	if !data {
		return &Error{Status: got.Status, Err: errors.New("the answer holds no data")}
	}
	c.limits.went(sent)
	return nil
}

type graphAnswer struct {
	Data   json.RawMessage `json:"data"`
	Errors []graphError    `json:"errors"`
}

type graphError struct {
	Type       string `json:"type"`
	Message    string `json:"message"`
	Path       []any  `json:"path"`
	Extensions struct {
		Code string `json:"code"`
	} `json:"extensions"`
}

// graphKinds are what the types of errors mean. Any other one may have come in
// the midst of the work.
var graphKinds = map[string]Kind{
	"NOT_FOUND": NotFound, "FORBIDDEN": Auth, "INSUFFICIENT_SCOPES": Auth, "UNAUTHENTICATED": Auth,
	"UNPROCESSABLE": Rejected, "BAD_USER_INPUT": Rejected, "INVALID": Rejected, "VALIDATION": Rejected,
	"STALE_DATA": Conflict, "RATE_LIMITED": Throttled, "RATE_LIMIT": Throttled,
	"MAX_NODE_LIMIT_EXCEEDED": Rejected, "EXCESSIVE_PAGINATION": Rejected, "MISSING_PAGINATION_BOUNDARIES": Rejected,
}

// kind is certain also where a document was refused before anything was done:
// such errors have a code and no path.
func (e graphError) kind() Kind {
	if kind, known := graphKinds[strings.ToUpper(e.Type)]; known {
		return kind
	}
	if e.Type == "" && e.Extensions.Code != "" && e.Extensions.Code != "undefined" {
		return Rejected
	}
	return Unknown
}

func (c *refusals) graphFailure(sent sending, errs []graphError, got Answer) *Error {
	e := &Error{Status: got.Status, Kind: errs[0].kind()}
	var words []string
	for _, one := range errs[:min(len(errs), maxDetails)] {
		if one.kind() == Unknown {
			e.Kind = Unknown // one doubt is enough
		}
		words = append(words, c.clean(one.Message))
	}
	e.Message = strings.Join(words, "; ")
	if names := errs[0].Path; len(names) > 0 {
		e.Field, _ = names[len(names)-1].(string)
		e.Field = c.clean(e.Field)
	}
	if secondary([]byte(e.Message)) {
		e.Kind = Throttled
		e.Until = c.limits.refused(sent, sent.secondary(), c.now(), graphRefusal(got.Header, c.now(), e.Message))
	}
	if e.Kind == Throttled && e.Until.IsZero() {
		if e.Until, _ = c.limits.until(sent, c.now()); e.Until.IsZero() {
			e.Until = c.limits.refused(sent, graphql, c.now(), graphRefusal(got.Header, c.now(), e.Message))
		}
	}
	if e.Kind == Throttled {
		e.Err = notBefore(e.Until)
	}
	return e
}

// graphRefusal is what an answer that is a success in all but its words wants us
// to wait.
func graphRefusal(h http.Header, now time.Time, why string) httpx.Refusal {
	if wait, named := httpx.RetryAfter(h, now); named && wait > 0 {
		return httpx.Refusal{Wait: bounded(wait), Why: why}
	}
	return unnamed(why)
}
