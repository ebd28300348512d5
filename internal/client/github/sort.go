package github

import (
	"context"
	"net/http"

	"github.com/followthrough/followthrough/internal/httpx"
)

// Sort says whether a request may be sent again after a lost answer.
type Sort string

// The sorts of requests. By itself a GET is Read, a PUT, PATCH or DELETE
// Idempotent, and a POST Once.
const (
	Read       Sort = "read"       // changes nothing
	Idempotent Sort = "idempotent" // a second one changes nothing more
	Once       Sort = "once"       // a second one may make a second thing
)

type sortKey struct{}

// WithSort marks the requests made with a context: a POST that may be sent
// again (a blob, a label that is added), or a PATCH that may not.
func WithSort(ctx context.Context, sort Sort) context.Context {
	return context.WithValue(ctx, sortKey{}, sort)
}

func sortOf(req *http.Request) Sort {
	if sort, marked := req.Context().Value(sortKey{}).(Sort); marked {
		return sort
	}
	switch req.Method {
	case http.MethodGet, http.MethodHead:
		return Read
	case http.MethodPut, http.MethodPatch, http.MethodDelete:
		return Idempotent
	}
	return Once
}

func httpSort(req *http.Request) httpx.Sort {
	if sortOf(req) == Once {
		return httpx.Once
	}
	return httpx.Read
}
