package page

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/followthrough/followthrough/sync/report"
)

// chart is horizontal bars on one scale.
type chart struct {
	ID     string
	Title  string
	Legend []key
	Bars   []bar
}

// key is one colour of a chart and what it means.
type key struct {
	ID, Words string
	Count     int
}

// bar is one row of a chart.
type bar struct {
	ID    string
	Label string
	// Desc says in words what the bar shows.
	Desc     string
	Total    int
	Segments []segment
}

// segment is a part of a bar, in thousandths of the longest one.
type segment struct {
	ID          string
	Title       string
	X, Width    string
	from, count int
}

// scale is the width of a bar's drawing.
const scale = 1000

// gap is how much of the page shows between two segments.
const gap = 3

func allActions(r report.Report) *chart {
	if r.Total.States.Sum() == 0 {
		return nil
	}
	c := &chart{ID: "all", Title: "All actions by where they stand"}
	c.legend(r.Total)
	c.Bars = []bar{barOf("all-1", "All actions", r.Total, r.Total.States.Sum())}
	return c
}

// months is the chart of follow-through over time.
func months(r report.Report) *chart {
	c := &chart{ID: "months", Title: "Actions by the month in which their review was published, and where they stand now"}
	c.legend(r.Total)
	longest := 1
	for _, g := range r.Months {
		longest = max(longest, g.States.Sum())
	}
	for i, g := range r.Months {
		c.Bars = append(c.Bars, barOf("month-"+strconv.Itoa(i+1), monthWords(g), g.Figures, longest))
	}
	return c
}

func monthWords(g report.Group) string {
	if t, err := time.Parse("2006-01", g.Name); err == nil {
		return t.Format("Jan 2006")
	}
	return g.Label
}

// legend explains the colours that the chart has.
func (c *chart) legend(f report.Figures) {
	for _, s := range report.Strands() {
		if n := f.States.In(s); n > 0 {
			c.Legend = append(c.Legend, key{s.ID, s.Words, n})
		}
	}
}

func barOf(id, label string, f report.Figures, longest int) bar {
	b := bar{ID: id, Label: label, Total: f.States.Sum()}
	var words []string
	for _, s := range report.Strands() {
		n := f.States.In(s)
		if n == 0 {
			continue
		}
		text := strconv.Itoa(n) + " " + s.Words
		words = append(words, text)
		b.Segments = append(b.Segments, segment{ID: s.ID, Title: text, from: b.drawn(), count: n})
	}
	b.Desc = report.Count(b.Total, "action")
	if len(words) > 0 {
		b.Desc += ": " + strings.Join(words, ", ")
	}
	b.place(longest)
	return b
}

func (b *bar) drawn() int {
	n := 0
	for _, s := range b.Segments {
		n += s.count
	}
	return n
}

// place works out where the segments lie.
func (b *bar) place(longest int) {
	for i := range b.Segments {
		s := &b.Segments[i]
		x, end := float64(scale*s.from)/float64(longest), float64(scale*(s.from+s.count))/float64(longest)
		if i < len(b.Segments)-1 {
			end = max(x+1, end-gap)
		}
		s.X, s.Width = fmt.Sprintf("%.1f", x), fmt.Sprintf("%.1f", end-x)
	}
}

// ages is the chart of how long what is open has been so.
func ages(r report.Report) *chart {
	c := &chart{ID: "ages", Title: "Open actions by age"}
	longest := 1
	for _, n := range r.Total.Ages {
		longest = max(longest, n)
	}
	for i, band := range r.Total.Ages.Bands() {
		b := bar{ID: "age-" + strconv.Itoa(i+1), Label: band.Words(), Total: band.Actions, Desc: report.Count(band.Actions, "action")}
		if band.Actions > 0 {
			b.Segments = []segment{{ID: "open", Title: b.Desc, count: band.Actions}}
		}
		b.place(longest)
		c.Bars = append(c.Bars, b)
	}
	return c
}
