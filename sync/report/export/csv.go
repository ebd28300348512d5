package export

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/followthrough/followthrough/sync/report"
	"github.com/followthrough/followthrough/sync/review"
)

// CSV writes one row a group and a last one for the whole, with every figure
// in a column of its own. Absent values are empty.
func CSV(w io.Writer, r report.Report) error {
	out := csv.NewWriter(w)
	columns := csvColumns()
	head := make([]string, len(columns))
	for i, c := range columns {
		head[i] = c.name
	}
	if err := out.Write(head); err != nil {
		return err
	}
	for _, g := range append(r.Groups[:len(r.Groups):len(r.Groups)], report.Group{Rest: "total", Label: "All", Figures: r.Total}) {
		row := make([]string, len(columns))
		for i, c := range columns {
			row[i] = c.of(r, g)
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// csvColumn is one column: its name is the figure's path in the JSON.
type csvColumn struct {
	name string
	of   func(report.Report, report.Group) string
}

func csvColumns() []csvColumn {
	var out csvTable
	out.groups()
	out.counts()
	for i, b := range (report.Ages{}).Bands() {
		out.number(fmt.Sprintf("open_from_%d_days", b.From), func(f report.Figures) int { return f.Ages[i] })
	}
	out.text("oldest_open_days", func(_ report.Report, g report.Group) string {
		if g.Oldest == nil {
			return ""
		}
		return strconv.Itoa(*g.Oldest)
	})
	out.spread("publication_to_item", func(f report.Figures) report.Spread { return f.ToItem })
	out.spread("item_to_done", func(f report.Figures) report.Spread { return f.ToDone })
	out.spread("incident_to_publication", func(f report.Figures) report.Spread { return f.ToPublication })
	out.number("actions_without_owner", func(f report.Figures) int { return f.NoOwner.Part })
	out.number("items_moved_by_their_teams", func(f report.Figures) int { return f.Moved.Part })
	out.number("items_moved_by_their_teams_of", func(f report.Figures) int { return f.Moved.Whole })
	out.number("shared_items", func(f report.Figures) int { return f.Shared })
	out.text("declined_reasons", func(_ report.Report, g report.Group) string { return harmless(reasonList(g.Declined)) })
	return out
}

// csvTable is the columns in the making.
type csvTable []csvColumn

func (t *csvTable) text(name string, of func(report.Report, report.Group) string) {
	*t = append(*t, csvColumn{name, of})
}

func (t *csvTable) number(name string, of func(report.Figures) int) {
	t.text(name, func(_ report.Report, g report.Group) string { return strconv.Itoa(of(g.Figures)) })
}

func (t *csvTable) spread(name string, of func(report.Figures) report.Spread) {
	t.number(name+"_count", func(f report.Figures) int { return of(f).Count })
	t.text(name+"_median_days", func(_ report.Report, g report.Group) string { return decimal(of(g.Figures).Median) })
	t.text(name+"_p90_days", func(_ report.Report, g report.Group) string { return decimal(of(g.Figures).P90) })
}

// groups are the columns that say what a row is about.
func (t *csvTable) groups() {
	t.text("by", func(r report.Report, _ report.Group) string { return string(r.By) })
	t.text("since", func(r report.Report, _ report.Group) string { return deref(dayOrNull(r.Period.Since)) })
	t.text("until", func(r report.Report, _ report.Group) string { return deref(dayOrNull(r.Period.Until)) })
	t.text("group", func(_ report.Report, g report.Group) string { return harmless(g.Name) })
	t.text("rest", func(_ report.Report, g report.Group) string { return string(g.Rest) })
	t.text("label", func(_ report.Report, g report.Group) string { return harmless(g.Label) })
	t.text("review", func(_ report.Report, g report.Group) string {
		if g.Review == nil {
			return ""
		}
		return harmless(g.Review.Shown())
	})
	t.text("published", func(_ report.Report, g report.Group) string {
		if g.Review == nil {
			return ""
		}
		return g.Review.Published
	})
}

func (t *csvTable) counts() {
	t.number("reviews", func(f report.Figures) int { return f.Reviews.All })
	t.number("incidents", func(f report.Figures) int { return f.Reviews.Incidents })
	t.number("near_misses", func(f report.Figures) int { return f.Reviews.NearMisses })
	t.number("no_actions", func(f report.Figures) int { return f.Reviews.NoActions })
	t.number("actions", func(f report.Figures) int { return f.States.Sum() })
	for _, s := range review.States() {
		t.number(string(s), func(f report.Figures) int { return f.States.Of(s) })
	}
	t.number("taken_out", func(f report.Figures) int { return f.TakenOut })
	t.number("settled", func(f report.Figures) int { return f.Settled.Part })
	t.number("settled_of", func(f report.Figures) int { return f.Settled.Whole })
	t.number("waits_for_a_person", func(f report.Figures) int { return f.Waits })
	t.number("held_by_max_new", func(f report.Figures) int { return f.Held.MaxNew })
	t.number("held_by_ask", func(f report.Figures) int { return f.Held.Ask })
	t.number("held_by_off", func(f report.Figures) int { return f.Held.Off })
	t.number("held_by_look_alike", func(f report.Figures) int { return f.Held.LookAlike })
	t.number("held_by_newly_read", func(f report.Figures) int { return f.Held.NewlyRead })
}

func reasonList(all []report.Reason) string {
	var out []string
	for _, d := range all {
		out = append(out, fmt.Sprintf("%s (%d)", d.Text, d.Actions))
	}
	return strings.Join(out, "; ")
}

// harmless keeps a spreadsheet from taking a text for a formula.
func harmless(text string) string {
	if strings.ContainsAny(text[:min(len(text), 1)], "=+-@\t\r|%") || strings.ContainsAny(firstRune(text), "＝＋－＠") {
		return "'" + text
	}
	return text
}

func firstRune(text string) string {
	for _, r := range text {
		return string(r)
	}
	return ""
}

func decimal(v *float64) string {
	if v == nil {
		return ""
	}
	return strconv.FormatFloat(*v, 'f', 1, 64)
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
