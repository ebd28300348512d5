package markdown

import (
	"strings"
	"testing"

	"github.com/followthrough/followthrough/sync/review"
)

// TestAlignedTables: columns that stand under each other do so with what we write,
// and again when it is taken out; any other table keeps its blanks.
func TestAlignedTables(t *testing.T) {
	const link = "[P-1](x)"
	for name, c := range map[string]struct{ table, want string }{
		"aligned": {
			"| Action       | Ticket | Status |\n| ------------ | ------ | ------ |\n| Add an alert |        | Open   |\n| PAY-7: Drop  |        | Done   |\n",
			"| Action       | Ticket   | Status |\n| ------------ | -------- | ------ |\n| Add an alert | [P-1](x) | done   |\n| PAY-7: Drop  |          | Done   |\n",
		},
		"by sides": {
			"| Action       | Ticket | Status |\n| :----------- | -----: | :----: |\n| Add an alert |        |        |\n| 監視を追加   |        |        |\n",
			"| Action       |   Ticket | Status |\n| :----------- | -------: | :----: |\n| Add an alert | [P-1](x) |  done  |\n| 監視を追加   |          |        |\n",
		},
		"not aligned": {
			"| Action | Ticket | Status |\n| --- | --- | --- |\n| Add an alert |  | TBD |\n",
			"| Action | Ticket | Status |\n| --- | --- | --- |\n| Add an alert | [P-1](x) | done |\n",
		},
		"aligned by chance": { // as it is: nobody could tell what to take out again
			"| Action       | Ticket   | Status |\n| ------------ | -------- | ------ |\n| Add an alert |  | done   |\n",
			"| Action       | Ticket   | Status |\n| ------------ | -------- | ------ |\n| Add an alert |  | done   |\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			doc := "# Outage\n\n## Action items\n\n" + c.table
			r := review.WriteBack{Review: testReview, Modes: []review.Mode{review.ModeLinks}, Rows: []review.Row{{
				Action: "3f9a2c1b77d0", LinkKey: "3f9a2c1b77d0", Title: "Add an alert", State: review.Done, Cell: "done", Item: &review.ItemRef{Key: "P-1", URL: "x"},
			}}}
			out, done, err := Annotate([]byte(doc), r, Settings{})
			must(t, err)
			if got := strings.TrimPrefix(string(out), "# Outage\n\n## Action items\n\n"); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
			again, _, err := Annotate(out, r, Settings{})
			if err != nil || string(again) != string(out) {
				t.Errorf("a second time: %v\n%s", err, again)
			}
			if r.Rows[0].Was = done.Was["3f9a2c1b77d0"]; strings.Contains(string(out), link) && string(Strip(out, r)) != doc {
				t.Errorf("stripped to\n%s", Strip(out, r))
			}
		})
	}
}
