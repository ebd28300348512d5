package markdown_test

import (
	"slices"
	"testing"

	"github.com/followthrough/followthrough/sync/source/markdown"
)

// An action's section are the labels above it, but for the review's title.
func TestSection(t *testing.T) {
	doc := `# Checkout was down

## Action items

- [ ] Alert on queue depth

### Payments

- [ ] Split the pool of connections

**Later:**

- [ ] Load-test the checkout

## What happened

All was slow.

## Follow-up actions

| Action | Owner |
| --- | --- |
| Add a runbook for failover | platform |
`
	for _, title := range []string{"Checkout was down", "Checkout was slow"} {
		var got []string
		for _, a := range markdown.Read([]byte("# "+title+doc[len("# Checkout was down"):]), markdown.Settings{}).Actions {
			got = append(got, a.Section)
		}
		want := []string{"Action items", "Action items / Payments", "Action items / Payments / Later", "Follow-up actions"}
		if !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
