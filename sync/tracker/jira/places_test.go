package jira_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/jira"
)

// All projects that the account sees are listed, however many pages they take;
// what it does not see is not.
func TestPlacesOfManyPages(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour jirafake.Flavour) {
		f := site(t, jirafake.Options{Flavour: flavour})
		for n := range 230 {
			f.AddProject(jirafake.Project{Key: fmt.Sprintf("T%03d", n), Name: fmt.Sprintf("Team %d", n)})
		}
		f.AddProject(jirafake.Project{Key: "HID", Name: "Hidden"})
		f.SetPermissions("HID")
		places, err := open(t, f, flavour).Places(t.Context())
		if err != nil || len(places) != 232 {
			t.Fatalf("%d places, %v", len(places), err)
		}
		if p := places[0]; p != (tracker.Place{Key: "PAY", Name: "Payments", What: "software project"}) {
			t.Errorf("%+v", p)
		}
	})
}

// A site that never ends its list, or sends what was not asked for, is left.
func TestPlacesOfAHostileSite(t *testing.T) {
	asked := 0
	answers := map[string]string{
		// All alike, and never the last.
		"no end":            `{"values":[` + strings.Repeat(`{"key":"PAY","name":"x"},`, 99) + `{"key":"PAY"}],"isLast":false}`,
		"empty pages":       `{"values":[],"isLast":false,"total":99999}`,
		"too long a page":   `{"values":[` + strings.Repeat(`{"key":"PAY"},`, 100) + `{"key":"PAY"}]}`,
		"keys of no use":    `{"values":[{"key":"../x"},{"key":"pay\u001b[2J"},{"key":""}],"isLast":true}`,
		"not what it seems": `<html>sign in</html>`,
	}
	for name, answer := range answers {
		t.Run(name, func(t *testing.T) {
			asked = 0
			f := site(t, jirafake.Options{Flavour: jirafake.Cloud})
			tr := open(t, f, jirafake.Cloud, func(o *jira.Options) {
				o.Transport = answering(func(*http.Request) string { asked++; return answer })
			})
			places, err := tr.Places(t.Context())
			if asked > tracker.MaxPlaces/100+1 {
				t.Errorf("asked %d times", asked)
			}
			var e *tracker.Error
			switch name {
			case "no end":
				if len(places) != 1 || err == nil || !tracker.Usable(err) {
					t.Errorf("%v, %v", places, err)
				}
			case "empty pages", "keys of no use":
				if len(places) != 0 || err != nil {
					t.Errorf("%v, %v", places, err)
				}
			default:
				if len(places) != 0 || !errors.As(err, &e) || tracker.Usable(err) {
					t.Errorf("%v, %v", places, err)
				}
			}
		})
	}
}

// answering is a site that answers whatever it is asked.
type answering func(*http.Request) string

func (a answering) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(a(r))), Request: r}, nil
}
