package githubfake

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
)

// object is a JSON object.
type object = map[string]any

// call is one request while it is answered; the fake's lock is held.
type call struct {
	actor
	fake  *Fake
	r     *http.Request // its path without /api/v3
	body  []byte
	route *route
	repo  *Repo // of a route below /repos/{owner}/{repo}
	// harmless is set by an answer to a POST that changed nothing, such as a
	// GraphQL query: it counts as no write.
	harmless bool
}

// reply is what is answered; a nil body is an empty one.
type reply struct {
	status int
	body   any
	header http.Header
	// raw is sent instead of body, with this content type: media types that the
	// description does not know.
	raw         []byte
	contentType string
}

func ok(body any) reply      { return reply{status: http.StatusOK, body: body} }
func created(body any) reply { return reply{status: http.StatusCreated, body: body} }
func nothing() reply         { return reply{status: http.StatusNoContent} }

// refusal is GitHub's own form of a no.
func refusal(status int, message string) reply {
	return reply{status: status, body: object{"message": message, "documentation_url": "https://docs.github.com/rest", "status": strconv.Itoa(status)}}
}

func notFound() reply { return refusal(http.StatusNotFound, "Not Found") }

// invalid is 422: the message, and what is wrong where. Each of wrong is
// "resource field code", as in "Issue title missing_field", or a sentence.
func invalid(message string, wrong ...string) reply {
	out := refusal(http.StatusUnprocessableEntity, message)
	var all []any
	for _, w := range wrong {
		if parts := strings.Fields(w); len(parts) == 3 {
			all = append(all, object{"resource": parts[0], "field": parts[1], "code": parts[2]})
		} else {
			all = append(all, object{"resource": "Resource", "code": "custom", "message": w})
		}
	}
	if all != nil {
		out.body.(object)["errors"] = all
	}
	return out
}

// read decodes the request's body; an empty one is an empty object.
func (c *call) read(into any) bool {
	return len(c.body) == 0 || json.Unmarshal(c.body, into) == nil
}

func badJSON() reply { return refusal(http.StatusBadRequest, "Problems parsing JSON") }

// param is a parameter of the path.
func (c *call) param(name string) string { return c.r.PathValue(name) }

// number is a parameter of the path as a number; 0: it is none.
func (c *call) number(name string) int64 {
	n, _ := strconv.ParseInt(c.param(name), 10, 64)
	return n
}

// query is a query parameter; standard where it is absent.
func (c *call) query(name, standard string) string {
	if v := c.r.URL.Query().Get(name); v != "" {
		return v
	}
	return standard
}

// accepts reports whether the caller asks for a media type such as sha or raw.
func (c *call) accepts(kind string) bool {
	for part := range strings.SplitSeq(c.r.Header.Get("Accept"), ",") {
		part = strings.TrimSpace(part)
		if part == "application/vnd.github."+kind || strings.HasPrefix(part, "application/vnd.github.") && strings.HasSuffix(part, "."+kind) {
			return true
		}
	}
	return false
}
