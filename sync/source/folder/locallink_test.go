package folder

import (
	"path/filepath"
	"testing"

	"github.com/followthrough/followthrough/sync/review"
)

func TestLocalLink(t *testing.T) {
	for _, c := range []struct{ from, file, url, want string }{
		{"/r/reviews/a.md", "/r/backlogs/payments.md", "payments.md#3f9a2c", "../backlogs/payments.md#3f9a2c"},
		{"/r/reviews/2026/03/a.md", "/r/backlogs/old/payments.md", "old/payments.md#3f9a2c", "../../../backlogs/old/payments.md#3f9a2c"},
		{"/r/a.md", "/r/payments.md", "payments.md#3f9a2c", "payments.md#3f9a2c"},
		{"/r/a.md", "/r/payments.md", "payments.md", "payments.md"},
		{"/r/a b/a.md", "/r/the team's (old) backlog.md", "x#1", "../the%20team%27s%20%28old%29%20backlog.md#1"},
		{"/r/a.md", "/r/c#1?x%20.md", "c#1?x%20.md", "c%231%3Fx%2520.md#1?x%20.md"},
		{"/r/a.md", "/r/mailto:x.md", "mailto:x.md#1", "./mailto:x.md#1"},
		{"/r/a.md", "/r/zahlungen-ü.md", "x#1", "zahlungen-%C3%BC.md#1"},
	} {
		got := localLink(filepath.FromSlash(c.from), review.ItemRef{URL: c.url, File: filepath.FromSlash(c.file)})
		if got != c.want {
			t.Errorf("from %s to %s: %s, want %s", c.from, c.file, got, c.want)
		}
	}
}

func TestLocalLinksLeaveTheCallersReport(t *testing.T) {
	item := &review.ItemRef{Key: "payments-3f9a2c", URL: "payments.md#3f9a2c", File: filepath.FromSlash("/r/backlogs/payments.md")}
	far := &review.ItemRef{Key: "PAY-1", URL: "https://tracker.example/browse/PAY-1"}
	given := review.WriteBack{Rows: []review.Row{{Item: item}, {}, {Item: far}}}
	got := withLocalLinks(given, filepath.FromSlash("/r/reviews/a.md"))
	if item.URL != "payments.md#3f9a2c" || given.Rows[0].Item != item {
		t.Errorf("the caller's own report was changed: %+v", item)
	}
	if got.Rows[0].Item.URL != "../backlogs/payments.md#3f9a2c" || got.Rows[1].Item != nil || got.Rows[2].Item != far {
		t.Errorf("rows %+v", got.Rows)
	}
}
