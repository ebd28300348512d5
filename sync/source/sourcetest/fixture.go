package sourcetest

import (
	"strings"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
)

// incident is a review with two actions.
const incident = `# Checkout was down

**Date:** 2026-03-17

A queue filled up and nobody was told.

## Action items

- [ ] Alert on queue depth (payments)
- [ ] Refuse new work when the queue is full (payments)

## Lessons

It was quiet for too long.
`

// nearMiss is another review, with one action.
const nearMiss = `# Ledger: a backup that could not be read

## Action items

- [ ] Restore a backup every week (ledger)
`

// table is incident with its actions in a table.
const table = `# Checkout was down

## Action items

| Action | Owner | Ticket |
| --- | --- | --- |
| Alert on queue depth | payments | |
| Refuse new work when the queue is full | payments | |
`

// form is incident as one editor saves it.
type form struct{ name, text string }

func (h Harness) forms() []form {
	incident, table := h.incident(), table
	if h.HTML {
		table = tableHTML
	}
	crlf := strings.ReplaceAll(incident, "\n", "\r\n")
	return []form{
		{"plain", incident},
		{"CRLF", crlf},
		{"no final newline", strings.TrimSuffix(incident, "\n")},
		{"CRLF, no final newline", strings.TrimSuffix(crlf, "\r\n")},
		{"byte order mark", "\ufeff" + incident},
		{"front matter", "---\nstatus: published\n---\n" + incident},
		{"blank lines at the end", incident + "\n\n\n"},
		{"trailing spaces", strings.ReplaceAll(incident, "(payments)", "(payments)  ")},
		{"table", table},
	}
}

// reportOf answers a reading: each action has an item, the first is done.
// Two reports with equal digests and documents say the same.
func reportOf(doc source.Document, digest string) review.WriteBack {
	r := review.WriteBack{
		Review: review.KeyOf("sourcetest", "suite", doc.Path),
		Digest: digest,
		Modes:  []review.Mode{review.ModeBlock, review.ModeLinks},
	}
	for i, a := range doc.Review.Actions {
		key := review.ActionKeyOf("sourcetest", r.Review, review.Normalise(a.Title), 1)
		number := string(rune('1' + i))
		row := review.Row{
			Action: key, Index: i, Title: a.Title, Team: "payments", State: review.Open,
			Item:    &review.ItemRef{Key: "PAY-" + number, URL: "https://tracker.example/browse/PAY-" + number},
			LinkKey: key,
		}
		if i == 0 {
			row.State, row.Box = review.Done, review.TickBox
		}
		r.Rows = append(r.Rows, row)
	}
	return r
}

// titles are the words of the actions in order.
func titles(r review.Review) []string {
	var out []string
	for _, a := range r.Actions {
		out = append(out, a.Title)
	}
	return out
}
