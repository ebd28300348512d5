package tracker_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/tracker"
)

func TestWordsOfAnErrorForAReview(t *testing.T) {
	dial := &url.Error{Op: "Post", URL: "https://jira.internal:8443/rest/api/2/issue?x=hunter2", Err: &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("10.1.2.3:8443: connection refused")}}
	page := errors.New("500: <html><body>nginx/1.2 at 10.1.2.3 <b>hunter2</b></body></html>")
	for _, tc := range []struct {
		err  error
		want string
	}{
		{&tracker.Error{Kind: tracker.Rejected, Field: "Story Points", Err: errors.New("is required"), Allowed: []string{"1", "2"}}, "Story Points: is required (allowed: 1, 2)"},
		{fmt.Errorf("create: %w", &tracker.Error{Kind: tracker.NotFound, Err: errors.New("no project PAY is there")}), "no project PAY is there"},
		{&tracker.Error{Kind: tracker.Rejected, Err: errors.New("open /srv/ours/backlogs/payments.md: permission denied")}, "open payments.md: permission denied"},
		{&tracker.Error{Kind: tracker.Rejected, Err: errors.New(`open C:\ours\backlogs\payments.md: denied (see https://docs.example/a/b)`)}, "open payments.md: denied (see https://docs.example/a/b)"},
		{&tracker.Error{Kind: tracker.Unavailable, Err: errors.New("not sent: 40s passed after the intent")}, "not sent: 40s passed after the intent"},
		{&tracker.Error{Kind: tracker.Unavailable, Err: dial}, "the tracker can't be reached"},
		{&tracker.Error{Kind: tracker.Unavailable, Err: &url.Error{Op: "Get", URL: "https://x", Err: context.DeadlineExceeded}}, "the tracker did not answer in time"},
		{&tracker.Error{Err: dial}, "no answer"},
		{&tracker.Error{Err: page}, "no clear answer"},
		{page, "no clear answer"},
		{&tracker.Error{Kind: tracker.Auth, Err: page}, "the tracker does not accept the credential: `followthrough check` says more"},
		{&tracker.Error{Kind: tracker.Throttled, Until: time.Date(2026, 12, 1, 8, 0, 0, 0, time.UTC), Err: page}, "the tracker asks to be left alone until 2026-12-01T08:00:00Z"},
		{&tracker.Error{Kind: tracker.Throttled, Err: page}, "the tracker asks to be left alone for a while"},
	} {
		got := tracker.Words(tc.err)
		if got != tc.want {
			t.Errorf("%v: got %q, want %q", tc.err, got, tc.want)
		}
		if strings.Contains(got, "hunter2") || strings.Contains(got, "10.1.2.3") {
			t.Errorf("%q tells too much", got)
		}
	}
	long := tracker.Words(&tracker.Error{Kind: tracker.Rejected, Err: errors.New(strings.Repeat("very long\n", 1000))})
	if len([]rune(long)) > 240 || strings.Contains(long, "\n") {
		t.Errorf("got %d characters", len([]rune(long)))
	}
}
