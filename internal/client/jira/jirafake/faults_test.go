package jirafake_test

import (
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
)

func TestFaults(t *testing.T) {
	bulk := object{"issueUpdates": []any{element("a", nil), element("b", nil), element("c", nil)}}
	tests := []struct {
		name   string
		fault  jirafake.Fault
		status int // 0: no answer
		made   int
		head   string // header that must be there
	}{
		{"cut before", jirafake.Fault{Kind: jirafake.CutBefore}, 0, 0, ""},
		{"cut after", jirafake.Fault{Kind: jirafake.CutAfter}, 0, 3, ""},
		{"cut in the middle", jirafake.Fault{Kind: jirafake.CutAfter, Carry: 2}, 0, 2, ""},
		{"500 before", jirafake.Fault{Kind: jirafake.FailBefore}, 500, 0, ""},
		{"503 after", jirafake.Fault{Kind: jirafake.FailAfter, Status: 503, RetryAfter: "7"}, 503, 3, "Retry-After"},
		{"502 after", jirafake.Fault{Kind: jirafake.FailAfter, Status: 502}, 502, 3, ""},
		{"truncated", jirafake.Fault{Kind: jirafake.Truncated}, 201, 3, ""},
		{"garbled", jirafake.Fault{Kind: jirafake.Garbled}, 201, 3, ""},
		{"login page", jirafake.Fault{Kind: jirafake.LoginPage}, 200, 0, ""},
		{"captcha", jirafake.Fault{Kind: jirafake.Captcha}, 403, 0, "X-Seraph-Loginreason"},
		{"429", jirafake.Fault{Kind: jirafake.Throttled, RetryAfter: "3600"}, 429, 0, "Retry-After"},
		{"slow", jirafake.Fault{Kind: jirafake.Slow, Pace: time.Microsecond}, 201, 3, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, h := start(t, flavours["Cloud"])
			f.FailNext(1, jirafake.Creates, tt.fault)
			h.want(200, "GET", "/rest/api/2/myself", nil)
			status, out, head := h.send("POST", "/rest/api/2/issue/bulk", bulk)
			if status != tt.status || len(f.Created()) != tt.made {
				t.Errorf("answered %d, made %d", status, len(f.Created()))
			}
			if tt.head != "" && head.Get(tt.head) == "" {
				t.Errorf("no %s in %v", tt.head, head)
			}
			if _, readable := out.(object); readable && tt.name != "slow" {
				t.Errorf("answered %v", out)
			}
			h.want(201, "POST", "/rest/api/2/issue/bulk", bulk)
			log := f.Exchanges()
			if len(log) != 3 || log[1].Fault != tt.fault.Kind || log[2].Fault != "" || log[1].Route != "POST /rest/api/2/issue/bulk" {
				t.Errorf("the journal says %+v", log)
			}
		})
	}
}

// A server that never answers lets go when the test ends.
func TestHangingEndsWithTheTest(t *testing.T) {
	f, h := start(t, flavours["Cloud"])
	f.FailNext(1, jirafake.Any, jirafake.Fault{Kind: jirafake.Hanging})
	done := make(chan struct{})
	go func() {
		defer close(done)
		h.send("GET", "/rest/api/2/myself", nil)
	}()
	for f.Requests() == 0 {
		time.Sleep(time.Millisecond)
	}
	t.Cleanup(func() { <-done })
}

func TestShareOfFaults(t *testing.T) {
	failed := func(seed uint64) string {
		opt := flavours["Cloud"]
		opt.Seed = seed
		f, h := start(t, opt)
		f.FailShare(0.2, jirafake.Creates, jirafake.Fault{Kind: jirafake.CutAfter})
		var out strings.Builder
		for range 50 {
			status, _, _ := h.send("POST", "/rest/api/2/issue", element("x", nil))
			out.WriteByte("x."[min(status, 1)])
		}
		if n := len(f.Created()); n != 50 {
			t.Errorf("made %d", n)
		}
		f.Heal()
		h.want(201, "POST", "/rest/api/2/issue", element("x", nil))
		return out.String()
	}
	one := failed(1)
	if n := strings.Count(one, "x"); n < 3 || n > 20 {
		t.Errorf("%d of 50 were lost", n)
	}
	if again := failed(1); again != one {
		t.Errorf("the same seed gave\n%s and\n%s", one, again)
	}
	if failed(2) == one {
		t.Error("two seeds gave the same")
	}
}

// A test sees a duplicate whatever became of it.
func TestDuplicatesShow(t *testing.T) {
	f, h := start(t, flavours["Cloud"])
	for _, summary := range []string{"a", "b", "a"} {
		h.want(201, "POST", "/rest/api/2/issue", element(summary, object{"description": "mark " + summary}))
	}
	f.AddIssue(jirafake.Issue{Project: "PAY", Summary: "b"})
	f.Delete("PAY-1")
	if got := f.Repeated(func(i jirafake.Issue) string { return i.Summary }); len(got) != 1 || got[0] != "a" {
		t.Errorf("repeated are %q", got)
	}
	if n := len(f.Holding("mark a")); n != 2 {
		t.Errorf("%d hold the mark", n)
	}
}

// Answers bear Jira's own time, lost ones apart.
func TestAnswersBearTheTime(t *testing.T) {
	opt := flavours["Cloud"]
	opt.Now = func() time.Time { return time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC) }
	f, h := start(t, opt)
	f.FailNext(1, jirafake.Any, jirafake.Fault{Kind: jirafake.FailAfter})
	for range 2 {
		if _, _, head := h.send("GET", "/rest/api/2/myself", nil); head.Get("Date") != "Mon, 30 Nov 2026 12:00:00 GMT" {
			t.Errorf("says %s", head.Get("Date"))
		}
	}
}

func TestCounts(t *testing.T) {
	f, h := start(t, flavours["Cloud"])
	h.want(200, "GET", "/rest/api/2/project/PAY", nil)
	h.want(404, "GET", "/rest/api/2/project/NONE", nil)
	h.want(200, "POST", "/rest/api/2/search/jql", object{"jql": "project = PAY"})
	if c := f.Counts(); c["GET /rest/api/2/project/{project}"] != 2 || f.Requests() != 3 || f.Count(jirafake.Searches) != 1 {
		t.Errorf("counted %v", c)
	}
	if f.Count(jirafake.Not(jirafake.Route("GET /rest/api/2/project/{project}"))) != 1 {
		t.Error("counted wrong")
	}
	f.Forget()
	if f.Requests() != 0 {
		t.Error("did not forget")
	}
}
