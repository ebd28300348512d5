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

func TestBlobSHA(t *testing.T) { // as git hash-object has them
	for text, want := range map[string]string{"": "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391", "hello\n": "ce013625030ba8dba906f756967f9e9ca394464a"} {
		if got := blobSHA([]byte(text)); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestNumberOf(t *testing.T) {
	for text, want := range map[string]string{
		"#12": "12", "GH-12": "12", "gh-12": "12", "issue #12": "12", "PR #12": "12", "gh #12": "12",
		"PAY-12": "", "acme/pay#12": "", "12": "", "#12a": "", "bug 12": "", "": "", "https://github.com/acme/pay/issues/12": "",
	} {
		if got := numberOf(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestKeptBlobsAreBounded(t *testing.T) {
	var b blobs
	for i := range 40 {
		b.put(string(rune('a'+i)), make([]byte, 1<<20))
	}
	if b.bytes > mostBytes || len(b.data) != len(b.order) {
		t.Errorf("%d bytes in %d of %d", b.bytes, len(b.data), len(b.order))
	}
	if _, ok := b.get(string(rune('a' + 39))); !ok {
		t.Error("the last one is not kept")
	}
	if _, ok := b.get("a"); ok {
		t.Error("the first one is kept")
	}
}
