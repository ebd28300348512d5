package apitest

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"slices"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"
)

// Own is the description of an interface of our own. As a http.RoundTripper it holds
// each exchange against that.
type Own struct {
	t      testing.TB
	router routers.Router
	next   http.RoundTripper
}

// NewOwn reads a description, which must itself be right; what is asked through it
// goes on to next.
func NewOwn(t testing.TB, description []byte, next http.RoundTripper) *Own {
	t.Helper()
	doc, err := openapi3.NewLoader().LoadFromData(description)
	if err != nil {
		t.Fatalf("the description can't be read: %v", err)
	}
	if err := doc.Validate(context.Background()); err != nil {
		t.Fatalf("the description is none of OpenAPI: %v", err)
	}
	router, err := gorillamux.NewRouter(doc)
	if err != nil {
		t.Fatalf("the description's paths: %v", err)
	}
	return &Own{t, router, next}
}

// For is the same description for another test, without reading it again.
func (o *Own) For(t testing.TB, next http.RoundTripper) *Own { return &Own{t, o.router, next} }

// RoundTrip is one exchange.
func (o *Own) RoundTrip(req *http.Request) (*http.Response, error) {
	var asked []byte
	if req.Body != nil {
		asked, _ = io.ReadAll(req.Body) // of a test, in memory
		req.Body = io.NopCloser(bytes.NewReader(asked))
	}
	resp, err := o.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	for _, wrong := range o.against(req, asked, resp, body) {
		o.t.Errorf("%s %s, answered %d: %s\n%s", req.Method, req.URL.RequestURI(), resp.StatusCode, wrong, body)
	}
	return resp, nil
}

// against says what the description has against an exchange. What is answered with
// an error need not have been asked as it says.
func (o *Own) against(req *http.Request, asked []byte, resp *http.Response, body []byte) []string {
	route, params, err := o.router.FindRoute(req)
	if err != nil {
		if resp.StatusCode/100 == 4 && resp.Header.Get("Content-Type") == "application/problem+json" {
			return nil
		}
		return []string{"it describes nothing of the kind: " + err.Error()}
	}
	in := input(req, asked, route, params)
	in.Options.AuthenticationFunc = openapi3filter.NoopAuthenticationFunc
	var wrong []string
	if resp.StatusCode/100 == 2 {
		for name := range req.URL.Query() {
			if !slices.Contains(declaredQuery(route), name) {
				wrong = append(wrong, "the parameter "+name+" is not described, and was taken")
			}
		}
		wrong = append(wrong, words(openapi3filter.ValidateRequest(context.Background(), in))...)
	}
	options := *in.Options
	options.IncludeResponseStatus = true
	return append(wrong, words(openapi3filter.ValidateResponse(context.Background(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: in, Status: resp.StatusCode, Header: resp.Header, Body: io.NopCloser(bytes.NewReader(body)), Options: &options,
	}))...)
}
