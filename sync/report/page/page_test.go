package page_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/followthrough/followthrough/internal/longtest"
	"github.com/followthrough/followthrough/internal/referee"
	"github.com/followthrough/followthrough/sync/report"
	"github.com/followthrough/followthrough/sync/report/page"
	"github.com/followthrough/followthrough/sync/report/reporttest"
	"github.com/followthrough/followthrough/sync/review"
)

// The page stands by itself: it asks for nothing, complains of nothing, fits
// a small screen, and can be read in light and dark.
func TestPageInABrowser(t *testing.T) {
	longtest.Only(t)
	b := open(t)
	for _, by := range report.Groupings() {
		r := reporttest.Report(t, report.Options{By: by})
		for _, scheme := range []string{"light", "dark"} {
			for _, width := range []int64{360, 1280} {
				if by != report.ByTeam && (scheme == "dark") != (width == 360) {
					continue // the groupings differ in one table
				}
				name := fmt.Sprintf("%s/%s/%d", by, scheme, width)
				t.Run(name, func(t *testing.T) {
					address := b.show(t, r, scheme, width)
					b.screenshot(t, name)
					looksRight(t, b, scheme, width)
					t.Run("axe", func(t *testing.T) { reads(t, b, axe(t)) })
					requests, complaints := b.heard()
					for _, asked := range requests {
						if asked != address && asked != "data:," {
							t.Errorf("the page asked for %s", asked)
						}
					}
					if len(complaints) > 0 {
						t.Errorf("the browser complains: %s", strings.Join(complaints, "\n"))
					}
				})
			}
		}
	}
}

// looksRight: nothing has to be scrolled to the side, all words are large
// enough, and the style that the page forbids all but itself is in force.
func looksRight(t *testing.T, b *browser, scheme string, width int64) {
	t.Helper()
	if wide := ask[int64](t, b, "document.documentElement.scrollWidth"); wide > width {
		t.Errorf("the page is %d pixels wide", wide)
	}
	if inner := ask[int64](t, b, "Math.max(0, ...[...document.querySelectorAll('.scroll')].map(e => e.scrollWidth - e.clientWidth))"); inner > 0 && width < 600 {
		t.Errorf("a table is %d pixels too wide", inner)
	}
	if least := ask[float64](t, b, "Math.min(...[...document.querySelectorAll('body *')].filter(e => e.innerText && e.checkVisibility()).map(e => parseFloat(getComputedStyle(e).fontSize)))"); least < 12 {
		t.Errorf("words of %v pixels", least)
	}
	paper := map[string]string{"light": "rgb(251, 250, 248)", "dark": "rgb(20, 25, 30)"}[scheme]
	if got := ask[string](t, b, "getComputedStyle(document.body).backgroundColor"); got != paper {
		t.Errorf("the paper is %s, want %s", got, paper)
	}
	if alone := ask[int](t, b, "[...document.querySelectorAll('figure svg[role=img]')].filter(s => !s.querySelector(':scope > title').textContent || !s.querySelector(':scope > desc').textContent).length"); alone > 0 {
		t.Errorf("%d charts have no words", alone)
	}
}

// axe is axe-core, a script that judges a page for people who see little.
func axe(t *testing.T) string {
	t.Helper()
	src, err := os.ReadFile(filepath.Join(referee.Folder(t, "axe"), "node_modules", "axe-core", "axe.min.js"))
	must(t, err)
	return string(src)
}

// reads holds the page against axe-core's rules for WCAG 2 A and AA, and its
// own good practice.
func reads(t *testing.T, b *browser, axe string) {
	t.Helper()
	ask[int](t, b, axe+"; 1")
	found := ask[string](t, b, `axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then(r =>
		JSON.stringify({passed: r.passes.map(p => p.id), failed: r.violations.map(v => v.id + ": " + v.help + "\n" + v.nodes.map(n => n.html + "\n" + n.failureSummary).join("\n"))}))`)
	var r struct{ Passed, Failed []string }
	must(t, json.Unmarshal([]byte(found), &r))
	for _, f := range r.Failed {
		t.Error(f)
	}
	if !strings.Contains(strings.Join(r.Passed, " "), "color-contrast") {
		t.Error("axe-core did not look at the contrast")
	}
}

// What leaves no ink in the dark does on paper: the page prints light.
func TestPagePrints(t *testing.T) {
	longtest.Only(t)
	b := open(t)
	const paper = 718 // A4 between its margins
	b.show(t, reporttest.Report(t, report.Options{}), "dark", paper)
	b.do(t, command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Media: "print", Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}},
	}))
	if ink := ask[string](t, b, "getComputedStyle(document.body).color + getComputedStyle(document.body).backgroundColor"); ink != "rgb(0, 0, 0)rgb(255, 255, 255)" {
		t.Errorf("printed in %s", ink)
	}
	if wide := ask[int](t, b, "document.documentElement.scrollWidth"); wide > paper {
		t.Errorf("the print is %d pixels wide", wide)
	}
	b.screenshot(t, "print")
}

// A page without scripts has none, whatever the reviews say: hostile titles
// stay words, and nothing leads anywhere but to the web.
func TestHostileTitlesStayWords(t *testing.T) {
	longtest.Only(t)
	b := open(t)
	facts, words := reporttest.Hostile(t)
	for _, by := range report.Groupings() {
		r := report.Make(facts, report.Options{Now: reporttest.Now(), By: by, Restate: func(s string) string { return s }}).With(words)
		address := b.show(t, r, "light", 360)
		b.screenshot(t, "hostile-"+string(by))
		for _, found := range ask[[]string](t, b, `[...document.querySelectorAll("*")].flatMap(e => [
			...["SCRIPT", "IFRAME", "IMG", "OBJECT", "EMBED", "FORM", "BASE"].includes(e.tagName.toUpperCase()) ? [e.outerHTML] : [],
			...[...e.attributes].filter(a => a.name.startsWith("on") || a.name == "style" ||
				a.name == "href" && e.tagName == "A" && !a.value.startsWith("https://git.example.test/")).map(a => a.name + "=" + a.value)])`) {
			t.Errorf("%s: the page holds %s", by, found)
		}
		if hidden := ask[bool](t, b, `/[\u202e\u2066\u200b\u0007\u001b]/.test(document.documentElement.textContent)`); hidden {
			t.Errorf("%s: signs that nobody sees are there", by)
		}
		if said := ask[bool](t, b, `document.body.textContent.includes("<script>alert(1)</script>")`); !said {
			t.Errorf("%s: the words are not there", by)
		}
		if wide := ask[int](t, b, "document.documentElement.scrollWidth"); wide > 360 {
			t.Errorf("%s: the page is %d pixels wide", by, wide)
		}
		b.do(t, chromedp.EmulateViewport(1280, 900))
		if over := ask[int](t, b, "Math.max(0, ...[...document.querySelectorAll('.scroll')].map(e => e.scrollWidth - e.clientWidth))"); over > 0 {
			t.Errorf("%s: a long word pushes figures %d pixels out of sight", by, over)
		}
		b.screenshot(t, "hostile-wide-"+string(by))
		requests, complaints := b.heard()
		for _, asked := range requests {
			if asked != address && asked != "data:," {
				t.Errorf("%s: the page asked for %s", by, asked)
			}
		}
		if len(complaints) > 0 {
			t.Errorf("%s: the browser complains: %v", by, complaints)
		}
	}
}

// What is done within the hour took some time all the same.
func TestTileOfAlmostNoTime(t *testing.T) {
	at := reporttest.Now()
	done := report.Review{
		Key: "aaaaaaaaaaaa", Days: report.Days{Age: at, FirstRead: at},
		Actions: []report.Action{{State: review.Done, Made: at, Settled: at.Add(time.Minute)}},
	}
	var b strings.Builder
	must(t, page.Write(&b, report.Make([]report.Review{done}, report.Options{Now: at, By: report.ByTeam, Restate: func(s string) string { return s }})))
	if strings.Contains(b.String(), ">0.0") || !strings.Contains(b.String(), "&lt;0.1") {
		t.Error("the page says 0.0 days")
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
