package jira_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/trackertest"
)

func pay(numbers ...int) (items []tracker.NewItem) {
	for _, n := range numbers {
		items = append(items, trackertest.NewItem(tracker.Backlog{Project: "PAY"}, trackertest.Instance, n))
	}
	return items
}

// What a fault on the one request that makes issues means for each of them:
// nothing is sent twice, and only what is certain is called so.
func TestLostAndRefusedCreations(t *testing.T) {
	for name, c := range map[string]struct {
		fault jirafake.Fault
		kind  tracker.Kind
		there int // of 3 items
		says  string
	}{
		"cut before":            {jirafake.Fault{Kind: jirafake.CutBefore}, tracker.Unknown, 0, ""},
		"cut after":             {jirafake.Fault{Kind: jirafake.CutAfter}, tracker.Unknown, 3, ""},
		"cut after a part":      {jirafake.Fault{Kind: jirafake.CutAfter, Carry: 2}, tracker.Unknown, 2, ""},
		"500 before":            {jirafake.Fault{Kind: jirafake.FailBefore}, tracker.Unknown, 0, "500"},
		"502 after":             {jirafake.Fault{Kind: jirafake.FailAfter, Status: 502}, tracker.Unknown, 3, "502"},
		"503 with Retry-After":  {jirafake.Fault{Kind: jirafake.FailAfter, Status: 503, RetryAfter: "1"}, tracker.Unknown, 3, "503"},
		"truncated":             {jirafake.Fault{Kind: jirafake.Truncated}, tracker.Unknown, 3, ""},
		"garbled":               {jirafake.Fault{Kind: jirafake.Garbled}, tracker.Unknown, 3, ""},
		"a login page with 200": {jirafake.Fault{Kind: jirafake.LoginPage}, tracker.Unknown, 0, "web page"},
		"429":                   {jirafake.Fault{Kind: jirafake.Throttled, RetryAfter: "7"}, tracker.Throttled, 0, ""},
		"a captcha":             {jirafake.Fault{Kind: jirafake.Captcha}, tracker.Auth, 0, "captcha"},
	} {
		t.Run(name, func(t *testing.T) {
			eachFlavour(t, func(t *testing.T, flavour jirafake.Flavour) {
				f := site(t, jirafake.Options{Flavour: flavour})
				tr := open(t, f, flavour)
				f.FailNext(1, jirafake.Creates, c.fault)
				items := pay(1, 2, 3)
				for i, o := range tr.Create(t.Context(), items) {
					if o.Err == nil || tracker.KindOf(o.Err) != c.kind || !strings.Contains(o.Err.Error(), c.says) {
						t.Errorf("item %d: %v (%v)", i, o.Err, tracker.KindOf(o.Err))
					}
					if until := tracker.Until(o.Err); c.kind == tracker.Throttled && (until.Before(time.Now()) || until.After(time.Now().Add(8*time.Second))) {
						t.Errorf("throttled until %v", until)
					}
				}
				if n := f.Count(jirafake.Creates); n != 1 {
					t.Errorf("%d requests made issues", n)
				}
				if n := len(f.Created()); n != c.there {
					t.Errorf("%d issues are there", n)
				}
				listed, err := tr.Changed(t.Context(), []tracker.Backlog{{Project: "PAY"}}, nil, "")
				if err != nil || len(listed.Items) != c.there {
					t.Errorf("%d items are found again, %v", len(listed.Items), err)
				}
			})
		})
	}
}

// A slow or silent server is given up at the deadline; what became of the
// issues is found out later.
func TestSlowCreation(t *testing.T) {
	for _, kind := range []jirafake.FaultKind{jirafake.Slow, jirafake.Hanging} {
		t.Run(string(kind), func(t *testing.T) {
			f := site(t, jirafake.Options{})
			tr := open(t, f, jirafake.Cloud)
			tr.Create(t.Context(), pay(9)) // the screens are known now
			f.FailNext(1, jirafake.Creates, jirafake.Fault{Kind: kind, Pace: 100 * time.Millisecond})
			ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
			defer cancel()
			began := time.Now()
			for _, o := range tr.Create(ctx, pay(1, 2)) {
				if o.Err == nil || tracker.KindOf(o.Err) != tracker.Unknown {
					t.Errorf("%+v", o)
				}
			}
			if took := time.Since(began); took > 5*time.Second {
				t.Errorf("took %v", took)
			}
			listed, err := tr.Changed(t.Context(), []tracker.Backlog{{Project: "PAY"}}, nil, "")
			if err != nil || len(listed.Items) != 3 {
				t.Errorf("%d items are found again, %v", len(listed.Items), err)
			}
		})
	}
}

// Whatever goes wrong before the creation is asked for is certain.
func TestTroubleBeforeTheCreation(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour jirafake.Flavour) {
		f := site(t, jirafake.Options{Flavour: flavour})
		f.FailShare(1, jirafake.Not(jirafake.Creates), jirafake.Fault{Kind: jirafake.FailBefore, Status: 502})
		out := open(t, f, flavour).Create(t.Context(), pay(1))
		if k := tracker.KindOf(out[0].Err); out[0].Err == nil || k != tracker.Unavailable {
			t.Errorf("%v (%v)", out[0].Err, k)
		}
		if n := f.Count(jirafake.Creates); n != 0 {
			t.Errorf("%d requests made issues", n)
		}
	})
}

// A creation that can't be read back was made all the same.
func TestReadingBackMayFail(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour jirafake.Flavour) {
		f := site(t, jirafake.Options{Flavour: flavour})
		back := func(e jirafake.Exchange) bool {
			return strings.HasSuffix(e.Route, "/issue/bulkfetch") || strings.HasSuffix(e.Route, "/issue/{key}")
		}
		f.FailShare(1, back, jirafake.Fault{Kind: jirafake.CutBefore})
		for _, o := range open(t, f, flavour).Create(t.Context(), pay(1, 2)) {
			if o.Err != nil || o.Item.Key == "" || o.Item.Project != "PAY" || o.Item.Marker == nil {
				t.Errorf("%+v", o)
			}
		}
	})
}

// Reads are sent again, and a long wait is told, not slept.
func TestReadsInTrouble(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour jirafake.Flavour) {
		f := site(t, jirafake.Options{Flavour: flavour})
		tr := open(t, f, flavour)
		tr.Create(t.Context(), pay(1))
		for _, kind := range []jirafake.Fault{{Kind: jirafake.FailBefore, Status: 503}, {Kind: jirafake.CutAfter}, {Kind: jirafake.Throttled, RetryAfter: "0"}} {
			f.FailNext(2, jirafake.Searches, kind)
			if c, err := tr.Changed(t.Context(), nil, nil, ""); err != nil || len(c.Items) != 1 {
				t.Errorf("%s: %d items, %v", kind.Kind, len(c.Items), err)
			}
		}
		f.FailNext(1, jirafake.Searches, jirafake.Fault{Kind: jirafake.Throttled, RetryAfter: "1800"})
		began := time.Now()
		_, err := tr.Changed(t.Context(), nil, nil, "")
		if tracker.KindOf(err) != tracker.Throttled || time.Until(tracker.Until(err)) < 25*time.Minute || time.Since(began) > 5*time.Second {
			t.Errorf("%v", err)
		}
		f.Forget()
		if _, err := tr.Changed(t.Context(), nil, nil, ""); tracker.KindOf(err) != tracker.Throttled || f.Count(jirafake.Searches) != 0 {
			t.Errorf("while parked: %v, %v", err, f.Counts())
		}
	})
}

// One refusal in a batch has its words, and the others are made.
func TestPartialRefusals(t *testing.T) {
	eachFlavour(t, func(t *testing.T, flavour jirafake.Flavour) {
		f := site(t, jirafake.Options{Flavour: flavour})
		f.RefuseWhen(func(a jirafake.Attempt) map[string]string {
			if strings.Contains(fmt.Sprint(a.Fields["summary"]), "queue 2") {
				return map[string]string{"summary": "The word queue is not wanted."}
			}
			return nil
		})
		out := open(t, f, flavour).Create(t.Context(), pay(1, 2, 3))
		if out[0].Err != nil || out[2].Err != nil {
			t.Errorf("%+v", out)
		}
		if k := tracker.KindOf(out[1].Err); k != tracker.Rejected || !strings.Contains(fmt.Sprint(out[1].Err), "Summary: The word queue") {
			t.Errorf("%v (%v)", out[1].Err, k)
		}
		for i, n := range pay(1, 2, 3) {
			if got := count(f, n.Marker); got != 1 && i != 1 || got != 0 && i == 1 {
				t.Errorf("item %d is there %d times", i, got)
			}
			if o := out[i]; o.Err == nil && !strings.Contains(f.Issue(o.Item.ID).Summary, fmt.Sprint("queue ", i+1)) {
				t.Errorf("item %d is %s", i, f.Issue(o.Item.ID).Summary)
			}
		}
		f.RefuseWhen(func(jirafake.Attempt) map[string]string { return map[string]string{"labels": "No."} })
		for _, o := range open(t, f, flavour).Create(t.Context(), pay(4, 5)) {
			if tracker.KindOf(o.Err) != tracker.Rejected {
				t.Errorf("%v", o.Err)
			}
		}
	})
}

// Into an archived project nobody looks.
func TestAnArchivedProjectIsUnseen(t *testing.T) {
	f := site(t, jirafake.Options{})
	f.ArchiveProject("PAY")
	c, err := open(t, f, jirafake.Cloud).Changed(t.Context(), []tracker.Backlog{{Project: "PAY"}, {Project: "STO"}}, nil, "")
	if err != nil || fmt.Sprint(c.Unreadable) != "map[PAY:{<nil> false}]" {
		t.Errorf("%v, %v", c.Unreadable, err)
	}
}
