package githubissues

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// edit is one edit of an issue's text, as GraphQL tells it.
type edit struct {
	At     time.Time `json:"editedAt"`
	Editor *actor    `json:"editor"`
	// Text is the whole text after the edit, although GitHub calls it diff.
	Text string `json:"diff"`
}

// someEditsAtMost is how many edits are asked for.
const someEditsAtMost = 100

const someEdits = `query($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) {
    issue(number: $number) {
      userContentEdits(first: 100) { nodes { editedAt diff editor { type: __typename login ... on User { id: databaseId } ... on Bot { id: databaseId } } } }
    }
  }
}`

// edits are the last hundred of an issue's text, the newest first.
func (h history) edits(ctx context.Context, number int) ([]edit, error) {
	owner, name, _ := strings.Cut(h.cfg.Repository, "/")
	var got struct {
		Repository struct {
			Issue struct {
				Edits struct {
					Nodes []edit `json:"nodes"`
				} `json:"userContentEdits"`
			} `json:"issue"`
		} `json:"repository"`
	}
	if err := h.client.GraphQL(ctx, someEdits, map[string]any{"owner": owner, "name": name, "number": number}, &got); err != nil {
		return nil, fmt.Errorf("read who edited it: %w", err)
	}
	out := got.Repository.Issue.Edits.Nodes
	slices.SortStableFunc(out, func(a, b edit) int { return b.At.Compare(a.At) })
	return out, nil
}

// slipped is the text of somebody's edit that came between our reading of the
// body and our writing of it, and that ours has written over; false: there was
// none, or nobody can tell. GitHub's word is taken only where our own edit
// stands among the edits just as it was sent.
func slipped(edits []edit, read, wrote string) (text string, ok bool) {
	i := slices.IndexFunc(edits, func(e edit) bool { return sameText(e.Text, wrote) })
	if i < 0 || i+1 == len(edits) || sameText(edits[i+1].Text, read) {
		return "", false
	}
	return edits[i+1].Text, true
}

// sameText compares without regard to line ends, which forms change.
func sameText(a, b string) bool {
	return strings.ReplaceAll(a, "\r\n", "\n") == strings.ReplaceAll(b, "\r\n", "\n")
}
