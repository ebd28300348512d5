package terminal_test

import (
	"testing"
	"time"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
)

func TestWhen(t *testing.T) {
	berlin := time.FixedZone("CET", 3600)
	now := time.Date(2026, 11, 30, 23, 30, 0, 0, time.UTC) // the first of December in Berlin
	utc, local := terminal.Env{Now: func() time.Time { return now }}, terminal.Env{Now: func() time.Time { return now }, Zone: berlin}
	for _, tt := range []struct{ at, utc, local string }{
		{"2026-11-30T23:40:00Z", "today 23:40", "today 00:40"},
		{"2026-12-01T13:20:00Z", "tomorrow 13:20", "today 14:20"},
		{"2026-11-30T22:59:00Z", "today 22:59", "yesterday 23:59"},
		{"2026-12-03T13:20:00Z", "Thu 3 Dec 13:20", "Thu 3 Dec 14:20"},
		{"2026-12-31T23:20:00Z", "Thu 31 Dec 23:20", "1 Jan 2027 00:20"},
		{"2027-03-03T13:20:00Z", "3 Mar 2027 13:20", "3 Mar 2027 14:20"},
		{"2025-03-03T13:20:00+01:00", "3 Mar 2025 12:20", "3 Mar 2025 13:20"},
	} {
		text := "soaking until " + tt.at + ": why"
		if got, want := utc.Moments(text), "soaking until "+tt.utc+": why"; got != want {
			t.Errorf("%s, not %s", got, want)
		}
		if got, want := local.Moments(text), "soaking until "+tt.local+": why"; got != want {
			t.Errorf("%s, not %s", got, want)
		}
	}
	for _, text := range []string{"of 2026-11-30, older than since 2026-12-01", "9999-99-99T99:99:99Z", ""} {
		if got := utc.Moments(text); got != text {
			t.Errorf("%s became %s", text, got)
		}
	}
	if utc.ZoneName() != "UTC" || local.ZoneName() != "CET" {
		t.Errorf("zones %s and %s", utc.ZoneName(), local.ZoneName())
	}
}
