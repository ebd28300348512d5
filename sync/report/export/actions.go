package export

import (
	"encoding/csv"
	"io"
	"strconv"

	"github.com/followthrough/followthrough/sync/report"
)

// Actions writes one row an action that is open or waits, what waits by reason
// first. Absent values are empty.
func Actions(w io.Writer, r report.Report) error {
	out := csv.NewWriter(w)
	if err := out.Write([]string{"list", "action", "title", "team", "state", "reason", "item", "item_url", "source", "review", "review_title", "review_url", "published", "days_since_publication"}); err != nil {
		return err
	}
	for _, list := range append(r.Waits[:len(r.Waits):len(r.Waits)], report.Wait{Kind: "open", Waiting: r.Open.First}) {
		for _, a := range list.Waiting {
			row := []string{
				list.Kind, string(a.Action), a.Title, a.Team, string(a.State), a.Reason, a.Item.Key, a.Item.URL,
				a.Review.Source, a.Review.Shown(), a.Review.Title, a.Review.URL, a.Review.Published, strconv.Itoa(a.Days),
			}
			for i := range row {
				row[i] = harmless(row[i])
			}
			if err := out.Write(row); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}
