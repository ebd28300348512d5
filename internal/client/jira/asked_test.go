package jira

import (
	"strings"
	"testing"

	gojira "github.com/andygrunwald/go-jira"

	"github.com/followthrough/followthrough/internal/httpx"
)

// A page with more issues than were asked for is an error, on both deployments
// and in each way of asking.
func TestMoreIssuesThanWereAskedForIsAnError(t *testing.T) {
	body := func(n int) string {
		return `{"total":1000,"isLast":true,"issues":[` + strings.Repeat(`{"id":"1","key":"PAY-1"},`, n-1) + `{"id":"1","key":"PAY-1"}]}`
	}
	for name, ask := range map[string]func(c *Client, most int) error{
		"a search": func(c *Client, most int) error {
			_, err := c.Search(t.Context(), Query{JQL: "x", Size: most}, "")
			return err
		},
		"by id": func(c *Client, most int) error {
			_, err := c.Fetch(t.Context(), make([]string, most), nil, nil)
			return err
		},
	} {
		for _, n := range []int{1, 3, 4, 101, 30_000} {
			for _, site := range []Deployment{Cloud, DataCenter} {
				c := answering(t, 200, body(n))
				c.o.Deployment = site
				if err := ask(c, 3); (err != nil) != (n > 3) {
					t.Errorf("%s of %s: %d issues where 3 were asked for: %v", name, site, n, err)
				}
			}
		}
	}
	if _, err := answering(t, 200, "["+strings.Repeat("{},", 10<<20)+"{}]").Search(t.Context(), Query{JQL: "x", Size: 100}, ""); err == nil || !strings.Contains(err.Error(), "too many values") {
		t.Errorf("30 MB of {}: %v", err)
	}
}

// A client that asks once takes what it was answered, a refusal too; the one it was
// made of asks each time.
func TestOnce(t *testing.T) {
	for _, code := range []int{200, 404} {
		asked := 0
		c := answering(t, code, `{"key":"PAY","errorMessages":["No."]}`)
		c.http, _ = httpx.New(httpx.Options{Watch: httpx.Watch{Seen: func(httpx.Attempt) { asked++ }}})
		c.raw, _ = gojira.NewClient(c.http, c.o.base())
		once := c.Once()
		for n, client := range []*Client{c, c, once, once} {
			p, err := client.Project(t.Context(), "PAY")
			if (err == nil) != (code == 200) || err == nil && p.Key != "PAY" || asked != min(n+1, 3) {
				t.Errorf("%d: the question %d: %+v, %v, asked %d times", code, n, p, err, asked)
			}
		}
	}
}
