package rest

import (
	"net/http"
	"strconv"
	"strings"
)

// Object is a JSON object.
type Object = map[string]any

// Reply is what is answered; a nil Body is an empty one.
type Reply struct {
	Status int
	Body   any
	Header http.Header
}

// OK is 200.
func OK(body any) Reply { return Reply{Status: http.StatusOK, Body: body} }

// Created is 201.
func Created(body any) Reply { return Reply{Status: http.StatusCreated, Body: body} }

// Refusal is GitHub's own form of a no.
func Refusal(status int, message string) Reply {
	return Reply{Status: status, Body: Object{"message": message, "documentation_url": "https://docs.github.com/rest", "status": strconv.Itoa(status)}}
}

// NotFound is 404, for what is not there and what may not be seen.
func NotFound() Reply { return Refusal(http.StatusNotFound, "Not Found") }

// BadJSON is 400.
func BadJSON() Reply { return Refusal(http.StatusBadRequest, "Problems parsing JSON") }

// Invalid is 422: the message, and what is wrong where. Each of wrong is
// "resource field code", as in "Issue title missing_field", or a sentence.
func Invalid(message string, wrong ...string) Reply {
	out := Refusal(http.StatusUnprocessableEntity, message)
	var all []any
	for _, w := range wrong {
		if parts := strings.Fields(w); len(parts) == 3 {
			all = append(all, Object{"resource": parts[0], "field": parts[1], "code": parts[2]})
		} else {
			all = append(all, Object{"resource": "Resource", "code": "custom", "message": w})
		}
	}
	if all != nil {
		out.Body.(Object)["errors"] = all
	}
	return out
}

// Moved is 301 to another address.
func Moved(to string) Reply {
	out := Refusal(http.StatusMovedPermanently, "Moved Permanently")
	out.Body.(Object)["url"] = to
	out.Header = http.Header{"Location": {to}}
	return out
}
