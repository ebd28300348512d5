package files_test

import (
	"fmt"
	"testing"

	"github.com/followthrough/followthrough/sync/tracker"
)

// BenchmarkChanged reads a backlog of 1,000 items in ten files: whole, and
// with nothing changed since.
func BenchmarkChanged(b *testing.B) {
	t := &testing.T{}
	root := b.TempDir()
	tr := open(t, root)
	for f := range 10 {
		for batch := range 2 {
			var items []tracker.NewItem
			for i := range 50 {
				items = append(items, newItem(fmt.Sprint("team", f), fmt.Sprintf("%x%05x", f, batch*50+i), "Alert on the depth of a queue"))
			}
			for _, o := range tr.Create(b.Context(), items) {
				if o.Err != nil {
					b.Fatal(o.Err)
				}
			}
		}
	}
	first, err := tr.Changed(b.Context(), nil, nil, "")
	if err != nil || len(first.Items) != 1000 {
		b.Fatal(len(first.Items), err)
	}
	b.Run("everything", func(b *testing.B) {
		for b.Loop() {
			if _, err := open(t, root).Changed(b.Context(), nil, nil, ""); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("nothing", func(b *testing.B) {
		for b.Loop() {
			if c, err := tr.Changed(b.Context(), nil, nil, first.Watermark); err != nil || len(c.Scanned) > 0 {
				b.Fatal(c, err)
			}
		}
	})
}
