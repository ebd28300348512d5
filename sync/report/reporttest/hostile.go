package reporttest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/report"
	"github.com/followthrough/followthrough/sync/review"
)

// HostileTexts are what a review, a team's tracker or an attacker may write.
func HostileTexts() []string {
	return []string{
		"<script>alert(1)</script>", "</title><img src=x onerror=alert(1)>", `"><svg onload=alert(1)>`, "</style><b>", "{{.Policy}}",
		"](javascript:alert(1))", "[x](javascript:alert(1))", "![x](https://evil.example/x.png)", "a | b | c", "| --- |\n| x |", "`code`|`", "<!-- followthrough:end -->",
		"a\u202eb\u2066c\u200bd", "\x1b[31mred\x1b[0m\x07", "line\r\nof two\n\n# Heading", strings.Repeat("long ", 2000), strings.Repeat("x", 10000),
		`=HYPERLINK("https://evil.example","x")`, "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1", "＝1+1", `a "quoted", b`, "&amp; &lt;b&gt;", "$(rm -rf /)", "\xff\xfe",
	}
}

// Hostile are reviews in which every text is one of HostileTexts.
func Hostile(t testing.TB) ([]report.Review, map[review.Key]report.Words) {
	t.Helper()
	var c plan.Changes
	all := []review.State{review.Declined, review.Blocked, review.Missing, review.Held, review.Unrouted, review.Open}
	for i, text := range HostileTexts() {
		r := plan.Review{
			Key: review.Key(fmt.Sprintf("%012x", 0xb0000+i)), Source: "sre", Path: fmt.Sprintf("%02d %.100s.md", i, text), Published: true,
			FirstRead: Now(),
			Said: plan.Said{
				Title: text, Kind: review.Incident, Age: Now().Add(-time.Duration(i+1) * 24 * time.Hour), Services: []string{text}, Team: text,
				Owner: text, Severity: text,
			},
			Document: plan.Document{URL: "javascript:alert(1)"},
		}
		if i%2 == 0 {
			r.URL = "https://git.example.test/a?b=)\"><script>alert(1)</script>"
		}
		for j, state := range all {
			k := plan.Action{
				Key: review.KeyOf(string(r.Key), fmt.Sprint(j), ""), State: state, Reason: text,
				Wording:  plan.Wording{Text: "t", Number: j + 1, Position: j, FirstRead: Now(), Reading: review.Action{Title: text, Type: text, Owner: text}},
				Creation: plan.Creation{Generation: 1},
			}
			if state == review.Open {
				k.Item = &plan.Item{Tracker: "", ID: "x" + fmt.Sprint(i/2), Key: HostileTexts()[i/2*2], URL: "javascript:alert(1)"}
			}
			r.Actions = append(r.Actions, k)
		}
		c.Reviews = append(c.Reviews, r)
	}
	return Kept(t, c)
}
