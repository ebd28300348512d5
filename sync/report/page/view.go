package page

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"github.com/followthrough/followthrough/sync/report"
)

// view is what the template is filled with.
type view struct {
	Policy string
	Style  template.CSS
	Sheet  report.Sheet
	At     string
	// Figures are the few that stand large at the top.
	Figures []figure
	// All is the chart of all actions, Months and Ages those of time.
	All, Months, Ages *chart
	// Glance is what the figures and the chart of all don't say.
	Glance   report.Table
	Sections map[string]report.Section
	Lists    []report.Section // short tables, side by side
}

// figure is one figure that stands large.
type figure struct{ Value, Unit, Name, Detail string }

func viewOf(r report.Report) view {
	v := view{
		Policy: policy(), Style: template.CSS(style), Sheet: r.Sheet(), //nolint:gosec // our own, embedded
		At: r.Now.UTC().Format("2 January 2006, 15:04 UTC"), Sections: map[string]report.Section{},
	}
	for _, s := range v.Sheet.Sections {
		v.Sections[s.ID] = s
		switch s.ID {
		case "declined", "services", "types", "shared":
			v.Lists = append(v.Lists, s)
		}
	}
	if v.Sheet.Empty != "" {
		return v
	}
	v.Figures, v.Glance = figures(r.Total), glance(v.Sections["glance"].Table)
	v.All = allActions(r)
	if len(r.Months) > 1 {
		v.Months = months(r)
	}
	if r.Total.Open() > 0 {
		v.Ages = ages(r)
	}
	return v
}

// glance leaves out what stands large above it.
func glance(t report.Table) report.Table {
	t.Rows = slices.DeleteFunc(slices.Clone(t.Rows), func(row []report.Cell) bool {
		return row[0].Text == "Reviews" || strings.HasPrefix(row[0].Text, "Settled")
	})
	return t
}

func figures(f report.Figures) []figure {
	reviews := report.Count(f.Reviews.Incidents, "incident")
	if f.Reviews.NearMisses > 0 {
		reviews += ", " + report.CountOf(f.Reviews.NearMisses, "near miss", "near misses")
	}
	out := []figure{
		{Value: strconv.Itoa(f.Reviews.All), Name: "Reviews", Detail: reviews},
		{Value: strconv.Itoa(f.States.Sum()), Name: "Actions", Detail: strconv.Itoa(f.Reviews.NoActions) + " of the reviews decided on none, and are complete"},
	}
	if f.Reviews.NoActions == 0 {
		out[1].Detail = strconv.Itoa(f.Open()) + " open or in progress"
	}
	if f.Settled.Whole > 0 {
		detail := "done or declined"
		if p := f.Settled.Percent(); p != nil {
			detail = strconv.Itoa(*p) + "%, " + detail
		}
		out = append(out, figure{Value: strconv.Itoa(f.Settled.Part), Unit: "of " + strconv.Itoa(f.Settled.Whole), Name: "Settled", Detail: detail})
	}
	if f.ToDone.Count > 0 {
		out = append(out, figure{
			Value: decimal(*f.ToDone.Median), Unit: "days", Name: "From item to done", Detail: "median of " + report.Count(f.ToDone.Count, "item"),
		})
	}
	return out
}

func decimal(v float64) string {
	if v == 0 {
		return "<0.1"
	}
	return strconv.FormatFloat(v, 'f', 1, 64)
}
