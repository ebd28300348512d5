package apitest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
)

// request says what the description has against a request; none: nothing.
func (s *Spec) request(req *http.Request, body []byte) []string {
	route, params, err := s.strict.FindRoute(req)
	if err != nil {
		return []string{fmt.Sprintf("%s has no such operation (%v)", s.name, err)}
	}
	wrong := s.asked(route.Method + " " + route.Path)
	for name, value := range params {
		if form := s.segments[name]; form != nil && !form.MatchString(value) {
			wrong = append(wrong, fmt.Sprintf("%s has no such operation (%q is no {%s} of %s)", s.name, value, name, route.Path))
		}
	}
	declared := declaredQuery(route)
	for name := range req.URL.Query() {
		if !slices.Contains(declared, name) {
			wrong = append(wrong, fmt.Sprintf("query parameter %q is not declared for %s", name, route.Path))
		}
	}
	err = openapi3filter.ValidateRequest(context.Background(), input(req, body, route, params))
	wrong = append(wrong, words(err)...)
	slices.Sort(wrong)
	return wrong
}

// answer says what the description has against a 2xx answer to req.
func (s *Spec) answer(req *http.Request, status int, header http.Header, body []byte) []string {
	if status/100 != 2 {
		return nil
	}
	route, params, err := s.open.FindRoute(req)
	if err != nil {
		return []string{fmt.Sprintf("%s has no such operation (%v)", s.name, err)}
	}
	if route.Operation.Responses.Status(status) == nil && route.Operation.Responses.Default() == nil {
		return []string{fmt.Sprintf("status %d is not declared for %s", status, route.Path)}
	}
	in := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: input(req, nil, route, params),
		Status:                 status,
		Header:                 header,
		Body:                   io.NopCloser(bytes.NewReader(body)),
		Options:                options(),
	}
	wrong := words(openapi3filter.ValidateResponse(context.Background(), in))
	slices.Sort(wrong)
	return wrong
}

// input gives the validator a request of its own, since it reads the body.
func input(req *http.Request, body []byte, route *routers.Route, params map[string]string) *openapi3filter.RequestValidationInput {
	clone := req.Clone(context.Background())
	clone.Body = http.NoBody
	if len(body) > 0 {
		clone.Body = io.NopCloser(bytes.NewReader(body))
	}
	clone.ContentLength = int64(len(body))
	return &openapi3filter.RequestValidationInput{Request: clone, PathParams: params, Route: route, Options: options()}
}

func declaredQuery(route *routers.Route) []string {
	var names []string
	for _, params := range []openapi3.Parameters{route.PathItem.Parameters, route.Operation.Parameters} {
		for _, p := range params {
			if p.Value.In == openapi3.ParameterInQuery {
				names = append(names, p.Value.Name)
			}
		}
	}
	return names
}

// words are the reasons in a validator's error, without the schemas that its
// own text prints.
func words(err error) []string {
	if err == nil {
		return nil
	}
	// Asked for by type, not by errors.As, which would step over the level
	// that names the parameter.
	switch e := err.(type) { //nolint:errorlint // one level after the other
	case openapi3.MultiError:
		var out []string
		for _, one := range e {
			out = append(out, words(one)...)
		}
		return out
	case *openapi3filter.RequestError:
		where := "body"
		if e.Parameter != nil {
			where = e.Parameter.In + " parameter " + e.Parameter.Name
		}
		return prefixed(where, e.Err, e.Reason)
	case *openapi3filter.ResponseError:
		return prefixed("answer", e.Err, e.Reason)
	}
	var schema *openapi3.SchemaError
	if errors.As(err, &schema) {
		return []string{strings.TrimPrefix(pointerOf(schema)+": "+schema.Reason, ": ")}
	}
	return []string{err.Error()}
}

func prefixed(where string, err error, reason string) []string {
	if err == nil {
		return []string{where + ": " + reason}
	}
	out := words(err)
	for i := range out {
		out[i] = where + " " + out[i]
	}
	return out
}

func pointerOf(err *openapi3.SchemaError) string {
	var b bytes.Buffer
	for _, part := range err.JSONPointer() {
		b.WriteString("/" + part)
	}
	return b.String()
}
