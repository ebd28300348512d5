package api

import (
	"bytes"
	_ "embed" // of the description
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"github.com/followthrough/followthrough/sync/review"
)

// MostReviews is how many reviews a page has at most, and without a limit.
const MostReviews = 1000

const readingBusy = "as many readings as can be made at once are being made"

// scope are the parameters that limit most answers.
func (p *params) scope() Scope { return Scope{Team: p.text("team"), Source: p.text("source")} }

// read answers with a document, once its parameters are right and its turn came.
func (a *API) read(c call, p *params, make func() ([]byte, error)) {
	if err := p.end(a.Nearest); err != nil {
		a.failed(c, err)
		return
	}
	if !turn(c, a.reading, turnTime, readingBusy) {
		return
	}
	doc, err := make()
	<-a.reading
	if err != nil {
		a.failed(c, err)
		return
	}
	sendJSON(c.w, http.StatusOK, doc)
}

func (a *API) reviews(c call) {
	p := readParams(c.r)
	q := Reviews{
		Scope: p.scope(), Open: p.truth("open"), Waiting: p.truth("waiting"), States: p.choices("state", states(), a.Nearest),
		Limit: p.number("limit", MostReviews, 1, MostReviews), After: p.text("cursor"),
	}
	a.read(c, p, func() ([]byte, error) {
		page, err := a.Answers.Reviews(c.r.Context(), q)
		if page.Next != "" {
			c.w.Header().Set("Link", fmt.Sprintf("<%s>; rel=\"next\"", next(c.r.URL, page.Next, q.Limit)))
		}
		return page.JSON, err
	})
}

// next is the address of the next page.
func next(u *url.URL, cursor string, limit int) string {
	q := u.Query()
	q.Set("cursor", cursor)
	q.Set("limit", strconv.Itoa(limit))
	return u.Path + "?" + q.Encode()
}

func states() []string {
	var out []string
	for _, s := range review.States() {
		out = append(out, string(s))
	}
	return out
}

func (a *API) review(c call) {
	a.read(c, readParams(c.r), func() ([]byte, error) { return a.Answers.Review(c.r.Context(), c.key) })
}

func (a *API) report(c call) {
	p := readParams(c.r)
	q := Report{Scope: p.scope(), Since: p.text("since"), Until: p.text("until"), By: p.text("by")}
	a.read(c, p, func() ([]byte, error) { return a.Answers.Report(c.r.Context(), q) })
}

// Description is the interface in the words of OpenAPI.
//
//go:embed openapi.json
var Description []byte

func (a *API) describe(c call) {
	a.read(c, readParams(c.r), func() ([]byte, error) { return bytes.Clone(Description), nil })
}
