package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// CSV writes one row a group and a last one for the whole, with every figure
// in a column of its own. Absent values are empty.
func CSV(w io.Writer, r Report) error {
	out := csv.NewWriter(w)
	columns := csvColumns()
	head := make([]string, len(columns))
	for i, c := range columns {
		head[i] = c.name
	}
	if err := out.Write(head); err != nil {
		return err
	}
	for _, g := range append(r.Groups[:len(r.Groups):len(r.Groups)], Group{Rest: "total", Label: "All", Figures: r.Total}) {
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
	of   func(Report, Group) string
}

func csvColumns() []csvColumn {
	out := []csvColumn{
		{"by", func(r Report, _ Group) string { return string(r.By) }},
		{"since", func(r Report, _ Group) string { return deref(dayOrNull(r.Period.Since)) }},
		{"until", func(r Report, _ Group) string { return deref(dayOrNull(r.Period.Until)) }},
		{"group", func(_ Report, g Group) string { return harmless(g.Name) }},
		{"rest", func(_ Report, g Group) string { return string(g.Rest) }},
		{"label", func(_ Report, g Group) string { return harmless(g.Label) }},
		{"review", func(_ Report, g Group) string {
			if g.Review == nil {
				return ""
			}
			return harmless(g.Review.Words())
		}},
		{"published", func(_ Report, g Group) string {
			if g.Review == nil {
				return ""
			}
			return g.Review.Published
		}},
	}
	number := func(name string, of func(Figures) int) {
		out = append(out, csvColumn{name, func(_ Report, g Group) string { return strconv.Itoa(of(g.Figures)) }})
	}
	number("reviews", func(f Figures) int { return f.Reviews.All })
	number("incidents", func(f Figures) int { return f.Reviews.Incidents })
	number("near_misses", func(f Figures) int { return f.Reviews.NearMisses })
	number("no_actions", func(f Figures) int { return f.Reviews.NoActions })
	number("actions", func(f Figures) int { return f.States.Sum() })
	for _, s := range states {
		number(string(s), func(f Figures) int { return f.States.Of(s) })
	}
	number("taken_out", func(f Figures) int { return f.TakenOut })
	number("settled", func(f Figures) int { return f.Settled.Part })
	number("settled_of", func(f Figures) int { return f.Settled.Whole })
	number("waits_for_a_person", func(f Figures) int { return f.Waits })
	number("held_by_max_new", func(f Figures) int { return f.Held.MaxNew })
	number("held_by_ask", func(f Figures) int { return f.Held.Ask })
	number("held_by_off", func(f Figures) int { return f.Held.Off })
	number("held_by_look_alike", func(f Figures) int { return f.Held.LookAlike })
	for i, b := range (Ages{}).Bands() {
		name := fmt.Sprintf("open_from_%d_days", b.From)
		number(name, func(f Figures) int { return f.Ages[i] })
	}
	spread := func(name string, of func(Figures) Spread) {
		number(name+"_count", func(f Figures) int { return of(f).Count })
		out = append(out,
			csvColumn{name + "_median_days", func(_ Report, g Group) string { return decimal(of(g.Figures).Median) }},
			csvColumn{name + "_p90_days", func(_ Report, g Group) string { return decimal(of(g.Figures).P90) }})
	}
	spread("publication_to_item", func(f Figures) Spread { return f.ToItem })
	spread("item_to_done", func(f Figures) Spread { return f.ToDone })
	spread("incident_to_publication", func(f Figures) Spread { return f.ToPublication })
	number("actions_without_owner", func(f Figures) int { return f.NoOwner.Part })
	number("items_moved_by_their_teams", func(f Figures) int { return f.Moved.Part })
	number("items_moved_by_their_teams_of", func(f Figures) int { return f.Moved.Whole })
	number("shared_items", func(f Figures) int { return f.Shared })
	return append(out, csvColumn{"declined_reasons", func(_ Report, g Group) string { return harmless(reasonList(g.Declined)) }})
}

func reasonList(all []Reason) string {
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
