package github

import (
	"testing"
	"time"
)

func TestArrival(t *testing.T) {
	day := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct{ committed, want time.Time }{
		"between the looks":   {day.Add(30 * time.Second), day.Add(30 * time.Second)},
		"an old commit":       {day.AddDate(0, -1, 0), day.Add(time.Minute)},
		"a clock that is off": {day.Add(10 * time.Minute), day.Add(time.Minute)},
		"no date":             {time.Time{}, day.Add(time.Minute)},
	} {
		if got := arrival(day, c.committed, day.Add(time.Minute)); !got.Equal(c.want) {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestDayIn(t *testing.T) {
	for path, want := range map[string]string{
		"2024-03-17-foo.md": "2024-03-17", "20210529-aci.md": "2021-05-29", "INC-20240317.md": "2024-03-17",
		"2024-01-01/2024-03-17-foo.md": "2024-03-17", "2024-03-17/README.md": "2024-03-17", "PM2019-009.md": "", "queue-full.md": "",
	} {
		got := ""
		if day := dayIn(path); !day.IsZero() {
			got = day.Format(time.DateOnly)
		}
		if got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}
