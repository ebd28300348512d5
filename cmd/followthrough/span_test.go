package main

import (
	"testing"
	"time"
)

func TestAgo(t *testing.T) {
	now := time.Date(2026, 3, 31, 12, 0, 0, 0, time.UTC)
	for text, want := range map[string]string{
		"90d": "2025-12-31", "1mo": "2026-02-28", "3mo": "2025-12-31", "13mo": "2025-02-28", "0mo": "2026-03-31", "2w": "2026-03-17", "30m": "2026-03-31", "": "", "3months": "", "mo": "", "-1mo": "",
	} {
		at, ok := ago(text, now)
		if ok != (want != "") || ok && at.Format(time.DateOnly) != want {
			t.Errorf("%q: %s, %v; want %q", text, at, ok, want)
		}
	}
}
