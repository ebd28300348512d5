package markdown

import (
	"strings"
	"testing"

	"github.com/followthrough/followthrough/sync/review"
)

// TestEmptyCells: what we write into an empty cell stands between its spaces,
// and taking it out gives the same bytes.
func TestEmptyCells(t *testing.T) {
	for row, want := range map[string]string{
		"| Add an alert |  |  |":       "| Add an alert | LINK | open |",
		"| Add an alert |      |    |": "| Add an alert | LINK     | open   |",
		"| Add an alert | | |":         "| Add an alert | LINK| open|",
		"| Add an alert |||":           "| Add an alert |LINK||",
		"| Add an alert |\t\t|  |":     "| Add an alert |\tLINK\t| open |",
		"Add an alert |  |  ":          "Add an alert | LINK |  ",
		"| Add an alert |   | |  ":     "| Add an alert | LINK  | open|  ",
		"| Add an alert \\||   |   |":  "| Add an alert \\|| LINK  | open  |",
	} {
		doc := "# Outage\n\n## Action items\n\n| Action | Ticket | Status |\n|---|---|---|\n" + row + "\n"
		r := review.WriteBack{Review: testReview, Digest: "1", Modes: []review.Mode{review.ModeLinks}, Rows: []review.Row{{
			Action: "3f9a2c1b77d0", LinkKey: "3f9a2c1b77d0", Title: "Add an alert", Team: "payments", State: review.Open, Cell: "open",
			Item: &review.ItemRef{Key: "PAY-12", URL: "https://acme.example/browse/PAY-12"},
		}}}
		out, _, err := Annotate([]byte(doc), r, Settings{})
		if err != nil {
			t.Errorf("%q: %v", row, err)
			continue
		}
		got := strings.ReplaceAll(strings.Split(string(out), "\n")[6], "[PAY-12](https://acme.example/browse/PAY-12)", "LINK")
		if got != want {
			t.Errorf("%q: got %q, want %q", row, got, want)
		}
		if back := string(Strip(out, r)); back != doc {
			t.Errorf("%q: stripped to %q", row, back)
		}
		again, _, err := Annotate(out, r, Settings{})
		if err != nil || string(again) != string(out) {
			t.Errorf("%q: a second time %q, %v", row, again, err)
		}
	}
}

// A link in the ticket's cell that is no ticket is its author's.
func TestTicketCellKeepsOtherLinks(t *testing.T) {
	for _, cell := range []string{"[]()", "[docs](https://a.example/docs)", "[x](y)"} {
		doc := "# Outage\n\n## Action items\n\n| Action | Ticket |\n| - | - |\n| add an alert | " + cell + " |\n"
		v := Read([]byte(doc), Settings{})
		out, note, err := Annotate([]byte(doc), form.WriteBack(v, review.ModeLinks), Settings{})
		if err != nil || string(out) != doc {
			t.Errorf("%s: %v, %v, changed to\n%s", cell, note, err, out)
		}
	}
}

// TestPrefilledCells: what a template or an author put into a cell for want of
// something better is brought up to date as an empty cell is, and comes back.
func TestPrefilledCells(t *testing.T) {
	const link = "[PAY-12](https://acme.example/browse/PAY-12)"
	for row, want := range map[string]string{
		"| Add an alert | TBD | Open |":             "| Add an alert | " + link + " | done |",
		"| Add an alert | n/a | **Not started** |":  "| Add an alert | " + link + " | done |",
		"| Add an alert | - | To do |":              "| Add an alert | " + link + " | done |",
		"| Add an alert | — | offen |":              "| Add an alert | " + link + " | done |",
		"| Add an alert | [link] | 未着手 |":           "| Add an alert | " + link + " | done |",
		"| Add an alert | ? | TBD |":                "| Add an alert | " + link + " | done |",
		"| Add an alert | x | Blocked |":            "| Add an alert | x | Blocked |",
		"| Add an alert | see chat | In progress |": "| Add an alert | see chat | In progress |",
		"| Add an alert | <b> | Open, see chat |":   "| Add an alert | <b> | Open, see chat |",
		"| Add an alert | OPS-7 | Waiting |":        "| Add an alert | OPS-7 | Waiting |",
	} {
		doc := "# Outage\n\n## Action items\n\n| Action | Ticket | Status |\n|---|---|---|\n" + row + "\n"
		r := review.WriteBack{Review: testReview, Digest: "1", Modes: []review.Mode{review.ModeLinks}, Rows: []review.Row{{
			Action: "3f9a2c1b77d0", LinkKey: "3f9a2c1b77d0", Title: "Add an alert", Team: "payments", State: review.Done, Cell: "done",
			Item: &review.ItemRef{Key: "PAY-12", URL: "https://acme.example/browse/PAY-12"},
		}}}
		out, done, err := Annotate([]byte(doc), r, Settings{})
		must(t, err)
		if got := strings.Split(string(out), "\n")[6]; got != want {
			t.Errorf("%q: got %q, want %q", row, got, want)
		}
		if again, _, err := Annotate(out, r, Settings{}); err != nil || string(again) != string(out) {
			t.Errorf("%q: a second time %q, %v", row, again, err)
		}
		if r.Rows[0].Was = done.Was["3f9a2c1b77d0"]; row != want && string(Strip(out, r)) != doc {
			t.Errorf("%q: stripped to %q", row, Strip(out, r))
		}
	}
}

// A cell that says in its author's words what we would say stays, and follows
// the item from the next state on.
func TestPrefilledStateThatIsRight(t *testing.T) {
	doc := "## Action items\n\n| Action | Status |\n|---|---|\n| Add an alert | Open |\n"
	r := review.WriteBack{Review: testReview, Modes: []review.Mode{review.ModeLinks}, Rows: []review.Row{{
		Action: "3f9a2c1b77d0", Title: "Add an alert", State: review.Open, Cell: "open",
	}}}
	for _, c := range []struct {
		state review.State
		want  string
	}{{review.Open, "| Open |"}, {review.InProgress, "| in progress |"}} {
		r.Rows[0].State, r.Rows[0].Cell = c.state, c.state.Words()
		out, _, err := Annotate([]byte(doc), r, Settings{})
		if err != nil || !strings.Contains(string(out), c.want) {
			t.Errorf("%s: %v\n%s", c.state, err, out)
		}
	}
}
