package jira_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/jira"
	"github.com/followthrough/followthrough/sync/tracker/trackertest"
)

// reason is the resolution by which the conformance suite decides against.
const reason = "not worth the noise"

func eachFlavour(t *testing.T, test func(t *testing.T, flavour jirafake.Flavour)) {
	for name, flavour := range map[string]jirafake.Flavour{"Cloud": jirafake.Cloud, "Data Center": jirafake.DataCenter} {
		t.Run(name, func(t *testing.T) { test(t, flavour) })
	}
}

// site is a fake with the projects PAY and STO.
func site(t *testing.T, o jirafake.Options) *jirafake.Fake {
	t.Helper()
	f := jirafake.New(t, o)
	f.AddProject(jirafake.Project{Key: "PAY", Name: "Payments"})
	f.AddProject(jirafake.Project{Key: "STO", Name: "Storage"})
	f.AddResolutions(reason)
	return f
}

func config(f *jirafake.Fake, flavour jirafake.Flavour) jira.Config {
	c := jira.Config{URL: f.URL(), Token: secret.New("token-of-the-test")}
	if flavour == jirafake.Cloud {
		c.Email = "bot@teams.example"
	}
	return c
}

func open(t *testing.T, f *jirafake.Fake, flavour jirafake.Flavour, change ...func(*jira.Options)) *jira.Tracker {
	t.Helper()
	return with(t, config(f, flavour), change...)
}

func with(t *testing.T, c jira.Config, change ...func(*jira.Options)) *jira.Tracker {
	t.Helper()
	o := jira.Options{Settings: jira.Settings{Config: c, Label: "post-mortem"}, Options: tracker.Options{Instance: trackertest.Instance, Now: time.Now}, FirstWait: time.Millisecond}
	for _, set := range change {
		set(&o)
	}
	tr, err := jira.New("jira", o)
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

func TestConformance(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour jirafake.Flavour) {
		trackertest.Run(t, func(t *testing.T) trackertest.Harness {
			return harness(flavour, site(t, jirafake.Options{Flavour: flavour}), time.Now)
		})
	})
}

// harness is a place for the conformance suites.
func harness(flavour jirafake.Flavour, f *jirafake.Fake, now func() time.Time) trackertest.Harness {
	return trackertest.Harness{
		Open: func(t *testing.T, instance string) tracker.Tracker {
			return open(t, f, flavour, func(o *jira.Options) {
				o.Instance, o.Now = instance, now
				o.Declined = &jira.Declined{Resolutions: []string{reason}}
			})
		},
		Backlogs: [2]tracker.Backlog{{Project: "PAY"}, {Project: "STO"}},
		SetState: func(_ *testing.T, id string, s review.State, why string) { setState(f, id, s, why) },
		Reword: func(_ *testing.T, id, title string) {
			f.Edit(id, func(i *jirafake.Issue) { i.Summary = title })
		},
		Move: func(_ *testing.T, id string, to tracker.Backlog) { f.Move(id, to.Project) },
		Copy: func(t *testing.T, b tracker.Backlog, m tracker.Marker) string {
			return f.Issue(f.AddIssue(jirafake.Issue{
				Project: b.Project, Summary: "Mine", Labels: []string{"post-mortem"}, Properties: property(t, flavour, m),
				Creator: jirafake.Person().ID, Reporter: jirafake.Bot().ID,
			})).ID
		},
		By: func(*testing.T) string { return jirafake.Key(flavour, jirafake.Person()) },
		Remark: func(t *testing.T, id string, m tracker.Marker) {
			f.Edit(id, func(i *jirafake.Issue) {
				i.Properties, i.Reporter, i.Creator = property(t, flavour, m), jirafake.Bot().ID, jirafake.Bot().ID
			})
		},
		Delete: func(_ *testing.T, id string) { f.Delete(id) },
		Break: func(*testing.T) func() {
			f.FailShare(1, jirafake.Any, jirafake.Fault{Kind: jirafake.FailBefore})
			return f.Heal
		},
		Count: func(_ *testing.T, m tracker.Marker) int { return count(f, m) },
		Raw:   func(*testing.T) string { return raw(f) },
	}
}

func TestFollowing(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour jirafake.Flavour) {
		trackertest.RunFollowing(t, func(t *testing.T) trackertest.Following {
			header := authorization(flavour)
			now := clockAt(time.Date(2026, 10, 25, 0, 30, 0, 0, time.UTC)) // a night of a change of hours
			f := site(t, jirafake.Options{
				Flavour: flavour, Now: now.now, Caller: jirafake.Account{ID: "bot", Name: "Bot", Zone: "Europe/Berlin"},
				Accounts: map[string]jirafake.Account{header: jirafake.Bot()},
			})
			nobody := map[string]func() func(){}
			for name, fault := range map[string]jirafake.Fault{
				"refused":        {Kind: jirafake.FailBefore, Status: 401},
				"nobody":         {Kind: jirafake.FailBefore, Status: 200, Body: `{}`},
				"a name alone":   {Kind: jirafake.FailBefore, Status: 200, Body: `{"name":"bot-account","displayName":"Bot"}`},
				"an empty key":   {Kind: jirafake.FailBefore, Status: 200, Body: `{"key":"","accountId":""}`},
				"not understood": {Kind: jirafake.Garbled},
				"cut":            {Kind: jirafake.CutBefore},
			} {
				nobody[name] = func() func() {
					f.FailShare(1, jirafake.Route("GET /rest/api/2/myself"), fault)
					return f.Heal
				}
			}
			return trackertest.Following{
				Harness: harness(flavour, f, now.now),
				As: func(t *testing.T, ahead time.Duration, accounts ...string) tracker.Tracker {
					return open(t, f, flavour, func(o *jira.Options) {
						o.Settings.Accounts, o.Now = accounts, func() time.Time { return now.now().Add(ahead) }
					})
				},
				Pass: now.add, Lag: f.SetLag,
				Lose: func() { f.FailNext(1, jirafake.Creates, jirafake.Fault{Kind: jirafake.CutAfter}) },
				Hide: func(b tracker.Backlog) func() {
					f.SetPermissions(b.Project)
					return func() { f.SetPermissions(b.Project, "BROWSE_PROJECTS", "CREATE_ISSUES") }
				},
				Expire: func() func() { f.Expire(header); return func() { f.Renew(header) } },
				Nobody: nobody,
				Other: func(_ *testing.T, b tracker.Backlog) (string, string) {
					key := f.AddIssue(jirafake.Issue{Project: b.Project, Summary: "Another issue"})
					return f.Issue(key).ID, key
				},
				Duplicate: func(id, of string) {
					f.LinkDuplicate(id, of)
					f.SetStatus(id, "Done", "Duplicate")
				},
			}
		})
	})
}

func authorization(flavour jirafake.Flavour) string {
	if flavour == jirafake.Cloud {
		return jirafake.Basic("bot@teams.example", "token-of-the-test")
	}
	return jirafake.Bearer("token-of-the-test")
}

// property is a marker as an issue holds it.
func property(t *testing.T, flavour jirafake.Flavour, m tracker.Marker) map[string]json.RawMessage {
	t.Helper()
	text, err := json.Marshal(m)
	if err == nil && flavour == jirafake.DataCenter {
		text, err = json.Marshal(string(text))
	}
	if err != nil {
		t.Fatal(err)
	}
	return map[string]json.RawMessage{"followthrough": text}
}

func setState(f *jirafake.Fake, id string, s review.State, why string) {
	switch s {
	case review.InProgress:
		f.SetStatus(id, "In Progress", "")
	case review.Done:
		f.SetStatus(id, "Done", "Done")
	case review.Declined:
		f.SetStatus(id, "Done", why)
	default:
		f.SetStatus(id, "To Do", "")
	}
}

// count is how many issues bear a marker.
func count(f *jirafake.Fake, m tracker.Marker) (n int) {
	for _, i := range f.Issues() {
		// Data Center keeps the value as a text that holds the JSON.
		value := strings.ReplaceAll(string(i.Properties["followthrough"]), `\"`, `"`)
		if strings.Contains(value, `"instance":"`+m.Instance+`"`) &&
			strings.Contains(value, fmt.Sprintf(`"action":%q,"generation":%d,`, m.Action, m.Generation)) {
			n++
		}
	}
	return n
}

func raw(f *jirafake.Fake) string { return fmt.Sprintf("%+v", f.Issues()) }

// clock is a time that a test moves while a fake's goroutines read it.
type clock struct{ at atomic.Int64 }

func clockAt(at time.Time) *clock {
	c := &clock{}
	c.at.Store(at.UnixNano())
	return c
}

func (c *clock) now() time.Time { return time.Unix(0, c.at.Load()) }

func (c *clock) add(d time.Duration) { c.at.Add(int64(d)) }
