package show_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"charm.land/lipgloss/v2"
	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/sync/report"
	"github.com/followthrough/followthrough/sync/report/export"
	"github.com/followthrough/followthrough/sync/report/page"
	"github.com/followthrough/followthrough/sync/report/reporttest"
	"github.com/followthrough/followthrough/sync/review"
)

// formats are all in which a report is printed.
var formats = map[string]func(io.Writer, report.Report) error{
	"table": func(w io.Writer, r report.Report) error {
		show.Report(terminal.Env{Out: w, Width: 200}, r.Sheet())
		return nil
	},
	"md": report.Markdown, "json": export.JSON, "csv": export.CSV, "html": page.Write,
}

func in(t testing.TB, format string, r report.Report) string {
	t.Helper()
	var b bytes.Buffer
	must(t, formats[format](&b, r))
	return b.String()
}

func TestReportGolden(t *testing.T) {
	r := reporttest.Report(t, report.Options{})
	for name, write := range map[string]func(io.Writer){
		"team.txt":   func(w io.Writer) { show.Report(terminal.Env{Out: w, Width: 160}, r.Sheet()) },
		"narrow.txt": func(w io.Writer) { show.Report(terminal.Env{Out: w, Width: 60}, r.Sheet()) },
		"team.html":  func(w io.Writer) { _ = page.Write(w, r) },
		"by-review.txt": func(w io.Writer) {
			show.Report(terminal.Env{Out: w, Width: 160}, reporttest.Report(t, report.Options{By: report.ByReview}).Sheet())
		},
	} {
		var b bytes.Buffer
		write(&b)
		path := filepath.Join("testdata", "report", name)
		if os.Getenv("UPDATE_GOLDEN") != "" {
			must(t, os.MkdirAll(filepath.Dir(path), 0o755))
			must(t, os.WriteFile(path, b.Bytes(), 0o644))
		}
		want, err := os.ReadFile(path)
		must(t, err)
		if diff := cmp.Diff(string(want), b.String()); diff != "" {
			t.Errorf("%s: want (-), got (+); UPDATE_GOLDEN=1 writes it anew:\n%s", name, diff)
		}
	}
}

// figures are, by a group's label, figures by name; what is none is missing.
type figures map[string]map[string]int

func (f figures) put(label, name string, n int) {
	if f[label] == nil {
		f[label] = map[string]int{}
	}
	if n != 0 {
		f[label][name] = n
	}
}

// heads are the heads of people's tables, by the figure's name elsewhere.
func heads() map[string]string {
	out := map[string]string{"Reviews": "reviews", "Actions": "actions", "Taken out": "taken_out"}
	for _, s := range review.States() {
		words := s.Words()
		out[strings.ToUpper(words[:1])+words[1:]] = string(s)
	}
	return out
}

// fromRows reads the rows of a table for people.
func fromRows(t *testing.T, head []string, rows [][]string) figures {
	t.Helper()
	out := figures{}
	for _, row := range rows {
		if len(row) != len(head) {
			t.Fatalf("%d cells under %d heads: %q", len(row), len(head), row)
		}
		for i := range row {
			if name := heads()[head[i]]; name != "" {
				n, err := strconv.Atoi(row[i])
				must(t, err)
				out.put(row[0], name, n)
			}
		}
	}
	return out
}

var (
	wideGap  = regexp.MustCompile(` {2,}`)
	tableRow = regexp.MustCompile(`(?s)<tr>(.*?)</tr>`)
	oneCell  = regexp.MustCompile(`(?s)<t[hd][^>]*>(.*?)</t[hd]>`)
	anyTag   = regexp.MustCompile(`<[^>]*>`)
)

// readBack reads the groups' figures out of a format.
func readBack(t *testing.T, format, text string) figures {
	t.Helper()
	var rows [][]string
	switch format {
	case "json":
		return fromJSON(t, text)
	case "csv":
		return fromCSV(t, text)
	case "table":
		_, part, _ := strings.Cut(text, "\nBy ")
		part, _, _ = strings.Cut(part, "\n\n")
		for _, line := range strings.Split(part, "\n")[1:] {
			if cells := wideGap.Split(strings.TrimSpace(line), -1); len(cells) > 2 {
				rows = append(rows, cells)
			}
		}
	case "md":
		_, part, _ := strings.Cut(text, "\n## By ")
		part, _, _ = strings.Cut(part, "\n## ")
		for _, line := range strings.Split(part, "\n") {
			if strings.HasPrefix(line, "| ") && !strings.HasPrefix(line, "| ---") {
				rows = append(rows, strings.Split(strings.Trim(line, "| "), " | "))
			}
		}
	case "html":
		_, part, _ := strings.Cut(text, `<h2 id="groups">`)
		part, _, _ = strings.Cut(part, "</table>")
		for _, tr := range tableRow.FindAllStringSubmatch(part, -1) {
			var cells []string
			for _, c := range oneCell.FindAllStringSubmatch(tr[1], -1) {
				cells = append(cells, html.UnescapeString(anyTag.ReplaceAllString(c[1], "")))
			}
			rows = append(rows, cells)
		}
	}
	if len(rows) < 2 {
		t.Fatalf("%s: no table of groups:\n%s", format, text)
	}
	return fromRows(t, rows[0], rows[1:])
}

func fromCSV(t *testing.T, text string) figures {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	must(t, err)
	label := slices.Index(rows[0], "label")
	known := slices.Collect(maps.Values(heads()))
	out := figures{}
	for _, row := range rows[1:] {
		for i, name := range rows[0] {
			if slices.Contains(known, name) {
				n, err := strconv.Atoi(row[i])
				must(t, err)
				out.put(row[label], name, n)
			}
		}
	}
	return out
}

// inJSON is what the tests read of the JSON.
type inJSON struct {
	Total  groupInJSON   `json:"total"`
	Groups []groupInJSON `json:"groups"`
}

type groupInJSON struct {
	Label    string         `json:"label"`
	Reviews  map[string]int `json:"reviews"`
	Actions  int            `json:"actions"`
	States   map[string]int `json:"states"`
	TakenOut int            `json:"taken_out"`
	Settled  shareInJSON    `json:"settled"`
	NoOwner  shareInJSON    `json:"actions_without_owner"`
	Moved    shareInJSON    `json:"items_moved_by_their_teams"`
	ToItem   spreadInJSON   `json:"publication_to_item"`
	ToDone   spreadInJSON   `json:"item_to_done"`
	ToPub    spreadInJSON   `json:"incident_to_publication"`
	Ages     []struct {
		Actions int `json:"actions"`
	} `json:"open_by_age"`
	Declined []struct {
		Reason  string `json:"reason"`
		Actions int    `json:"actions"`
	} `json:"declined_reasons"`
}

type shareInJSON struct {
	Part, Whole int
	Percent     *int
}

type spreadInJSON struct {
	Count  int
	Median *float64 `json:"median_days"`
	P90    *float64 `json:"p90_days"`
}

func (s shareInJSON) words() string {
	if s.Percent != nil {
		return fmt.Sprintf("%d of %d (%d%%)", s.Part, s.Whole, *s.Percent)
	}
	return fmt.Sprintf("%d of %d", s.Part, s.Whole)
}

func (s spreadInJSON) words() string {
	if s.P90 != nil {
		return fmt.Sprintf("median %.1f days, 9 of 10 within %.1f days (%d", *s.Median, *s.P90, s.Count)
	}
	return fmt.Sprintf("median %.1f days (%d", *s.Median, s.Count)
}

func fromJSON(t *testing.T, text string) figures {
	t.Helper()
	out := figures{}
	doc := decoded(t, text)
	doc.Total.Label = "All"
	for _, g := range append(doc.Groups, doc.Total) {
		out.put(g.Label, "reviews", g.Reviews["all"])
		out.put(g.Label, "actions", g.Actions)
		out.put(g.Label, "taken_out", g.TakenOut)
		for state, n := range g.States {
			out.put(g.Label, state, n)
		}
	}
	return out
}

func decoded(t *testing.T, text string) inJSON {
	t.Helper()
	var doc inJSON
	must(t, json.Unmarshal([]byte(text), &doc))
	return doc
}

// Whatever it is printed as, it is the same figures.
func TestFormatsSayTheSame(t *testing.T) {
	for _, o := range []report.Options{
		{By: report.ByTeam}, {By: report.ByService}, {By: report.ByKind}, {By: report.BySource}, {By: report.ByMonth},
		{By: report.ByTeam, MinGroup: 10}, {By: report.ByTeam, Team: "payments"}, {By: report.ByMonth, Source: "wiki"},
	} {
		r := reporttest.Report(t, o)
		want := readBack(t, "json", in(t, "json", r))
		for format := range formats {
			if diff := cmp.Diff(want, readBack(t, format, in(t, format, r))); diff != "" {
				t.Errorf("by %s, %s: JSON says (-), it says (+):\n%s", o.By, format, diff)
			}
		}
	}
}

// What is said in words is what the JSON holds.
func TestWordsSayTheSame(t *testing.T) {
	r := reporttest.Report(t, report.Options{})
	total := decoded(t, in(t, "json", r)).Total
	want := []string{total.Settled.words(), total.NoOwner.words(), total.Moved.words(), total.ToItem.words(), total.ToDone.words(), total.ToPub.words()}
	for _, format := range []string{"table", "md"} {
		text := in(t, format, r)
		for _, words := range want {
			if !strings.Contains(text, words) {
				t.Errorf("%s does not say %q", format, words)
			}
		}
		for _, d := range total.Declined {
			if line := regexp.MustCompile(`(?m)` + regexp.QuoteMeta(d.Reason) + `[ |]+` + strconv.Itoa(d.Actions) + `\b`); !line.MatchString(text) {
				t.Errorf("%s does not say that %d were declined: %s", format, d.Actions, d.Reason)
			}
		}
	}
	text := in(t, "html", r)
	for _, words := range want[1:] { // the first stands large, in parts
		if !strings.Contains(text, words) {
			t.Errorf("the page does not say %q", words)
		}
	}
	rows, err := csv.NewReader(strings.NewReader(in(t, "csv", r))).ReadAll()
	must(t, err)
	last := map[string]string{}
	for i, name := range rows[0] {
		last[name] = rows[len(rows)-1][i]
	}
	for name, value := range map[string]string{
		"settled": strconv.Itoa(total.Settled.Part), "settled_of": strconv.Itoa(total.Settled.Whole),
		"publication_to_item_median_days": fmt.Sprintf("%.1f", *total.ToItem.Median), "item_to_done_p90_days": fmt.Sprintf("%.1f", *total.ToDone.P90),
		"incident_to_publication_count": strconv.Itoa(total.ToPub.Count), "open_from_30_days": strconv.Itoa(total.Ages[1].Actions),
	} {
		if last[name] != value {
			t.Errorf("the CSV says %s=%q, the JSON %q", name, last[name], value)
		}
	}
}

// No team is ranked: whatever the figures are, teams stand in the order of the
// alphabet, and nothing is said of one as compared with another.
func TestNoOutputOrdersTeamsByAFigure(t *testing.T) {
	teams := []string{"alder", "birch", "cedar", "damson", "elder"}
	var places []*regexp.Regexp
	for _, team := range teams {
		places = append(places, regexp.MustCompile(`(?:group": "|row"><bdi>|\n  |\| |team,,,)`+team))
	}
	for seed := range uint64(12) {
		r := report.Make(figuresOfTeams(teams, rand.New(rand.NewPCG(seed, 1))), report.Options{
			Now: reporttest.Now(), By: report.ByTeam, Restate: func(s string) string { return s },
		})
		for format := range formats {
			text, last := in(t, format, r), -1
			for i, place := range places {
				at := place.FindStringIndex(text)
				if at == nil || at[0] < last {
					t.Fatalf("%s: %s is out of the alphabet:\n%s", format, teams[i], text)
				}
				last = at[0]
			}
			said := strings.ReplaceAll(strings.ToLower(text), "no team is ranked", "")
			for _, word := range []string{"best", "worst", "rank", "top ", "average", "better", "behind"} {
				if strings.Contains(said, word) {
					t.Errorf("%s says %q", format, word)
				}
			}
		}
	}
}

// figuresOfTeams are reviews in which each team has some actions.
func figuresOfTeams(teams []string, rnd *rand.Rand) []report.Review {
	var all []report.Review
	n := 0
	for _, i := range rnd.Perm(len(teams)) {
		r := report.Review{
			Key: review.Key("aaaaaaaaaaa" + teams[i][:1]), Source: "s", Path: teams[i], Title: "R", Days: report.Days{Age: reporttest.Now(), FirstRead: reporttest.Now()},
		}
		for range 1 + rnd.IntN(30) {
			n++
			r.Actions = append(r.Actions, report.Action{
				Key: review.Key(fmt.Sprintf("%012x", n)), Team: teams[i], State: review.States()[rnd.IntN(len(review.States()))], Made: r.Age,
			})
		}
		all = append(all, r)
	}
	return all
}

// What others wrote does not drive the terminal, and fits it.
func TestHostileReportOnATerminal(t *testing.T) {
	facts, words := reporttest.Hostile(t)
	for _, by := range report.Groupings() {
		r := report.Make(facts, report.Options{Now: reporttest.Now(), By: by, Restate: func(s string) string { return s }}).With(words)
		for _, width := range []int{40, 60, 80, 200} {
			var b bytes.Buffer
			show.Report(terminal.Env{Out: &b, Width: width, OutTerminal: true}, r.Sheet())
			text := regexp.MustCompile(`\x1b\[1?m`).ReplaceAllString(b.String(), "") // our own bold
			for _, c := range text {
				if c != '\n' && (unicode.IsControl(c) || unicode.Is(unicode.Cf, c)) {
					t.Fatalf("by %s: %q is there", by, c)
				}
			}
			for _, line := range strings.Split(text, "\n") {
				if lipgloss.Width(line) > width {
					t.Fatalf("by %s: %d columns on %d: %s", by, lipgloss.Width(line), width, line)
				}
			}
		}
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
