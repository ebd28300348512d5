package githubissues_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
)

func TestReportIntoTheBody(t *testing.T) {
	w := open(t)
	w.review("Outage", incident)
	doc := w.one()
	written, err := w.WriteBack(t.Context(), doc.Entry, reportOf(doc, "0a1b2c", review.ModeBlock, review.ModeLinks))
	must(t, err)
	body := w.body(1)
	if !written.Changed || !strings.Contains(body, "followthrough:begin 0123456789ab 0a1b2c") || !strings.Contains(body, "Alert on queue depth ([PAY-1](") {
		t.Fatalf("changed %v:\n%s", written.Changed, body)
	}
	w.pass(time.Minute)
	again := w.one()
	if again.Revision != written.Revision || !again.Review.IsPublished() {
		t.Errorf("our own writing is news: %s, then %s (%q)", written.Revision, again.Revision, again.Doubt)
	}
	if again.Review.Block == nil || again.Review.Block.Digest != "0a1b2c" {
		t.Errorf("block %+v", again.Review.Block)
	}
	w.fake.Forget()
	written, err = w.WriteBack(t.Context(), again.Entry, reportOf(again, "0a1b2c", review.ModeBlock, review.ModeLinks))
	must(t, err)
	if written.Changed || w.fake.Requests() != 1 {
		t.Errorf("the same report changed something, or cost %v", w.fake.Counts())
	}
}

func TestReportIntoAComment(t *testing.T) {
	w := open(t, byComment)
	i := w.review("Outage", incident)
	doc := w.one()
	before := w.body(1)
	w.fake.As(author).Comment(i, "<!-- followthrough:begin 0123456789ab 0a1b2c -->\n## Follow-through\n<!-- followthrough:end -->")
	for _, digest := range []string{"0a1b2c", "ffffff"} {
		said, err := w.Preview(t.Context(), doc.Entry, reportOf(doc, digest, review.ModeComment))
		must(t, err)
		written, err := w.WriteBack(t.Context(), doc.Entry, reportOf(doc, digest, review.ModeComment))
		must(t, err)
		comments := w.fake.Issue(repo, 1).Comments
		if last := comments[len(comments)-1].Body; last != string(said.After) || said.Where != "a comment" {
			t.Errorf("written is\n%s\nand not\n%s", last, said.After)
		}
		if !written.Changed {
			t.Errorf("%s: nothing was written", digest)
		}
	}
	comments := w.fake.Issue(repo, 1).Comments
	if len(comments) != 2 || !strings.Contains(comments[1].Body, "PAY-2") || !strings.Contains(comments[1].Body, "ffffff") {
		t.Fatalf("comments %+v", comments)
	}
	if strings.Contains(comments[0].Body, "PAY") {
		t.Error("somebody else's comment was written over")
	}
	if w.body(1) != before {
		t.Error("the body was touched")
	}
	w.again() // a new store knows our record again
	doc = w.one()
	if doc.Review.Block == nil || doc.Review.Block.Digest != "ffffff" || len(doc.Review.Block.Rows) != 2 {
		t.Errorf("block %+v", doc.Review.Block)
	}
	if len(doc.Review.Actions) != 2 {
		t.Errorf("%d actions", len(doc.Review.Actions))
	}
	written, err := w.WriteBack(t.Context(), doc.Entry, reportOf(doc, "ffffff", review.ModeComment))
	must(t, err)
	if written.Changed {
		t.Error("the same report was written again")
	}
}

// What a report can't be written into, and what is said of it.
func TestReportsThatFail(t *testing.T) {
	for name, c := range map[string]struct {
		body  string
		spoil func(*world, githubfake.Issue)
		want  error
		says  string
	}{
		"nothing fits": {incident + strings.Repeat("x", 65536-len(incident)), func(*world, githubfake.Issue) {}, source.ErrUnfit, "report: [comment]"},
		"no permission": {incident, func(w *world, _ githubfake.Issue) {
			w.fake.Permit(token, githubfake.Permissions{"issues": "read", "metadata": "read"})
		}, source.ErrReadOnly, "issues: write"},
		"it is gone": {incident, func(w *world, i githubfake.Issue) {
			w.repo.SetRole("an-admin", githubfake.Admin)
			w.fake.As("an-admin").Delete(i)
		}, source.ErrGone, ""},
	} {
		w := open(t)
		i := w.review("Outage", c.body)
		doc := w.one()
		c.spoil(w, i)
		_, err := w.WriteBack(t.Context(), doc.Entry, reportOf(doc, "0a1b2c", review.ModeBlock))
		if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: error %v, want one that is %q and says %q", name, err, c.want, c.says)
		}
	}
}

func TestDelivery(t *testing.T) {
	w := open(t)
	w.review("Outage", incident)
	concerned := false
	for _, d := range w.fake.Deliveries() {
		got, err := w.Concerns(d.Header, d.Body)
		must(t, err)
		concerned = concerned || got
	}
	if !concerned {
		t.Error("no delivery concerns this source")
	}
	for body, event := range map[string]string{`{"repository":{"full_name":"acme/other"}}`: "issues", `{"zen":"x"}`: "ping"} {
		if got, err := w.Concerns(http.Header{"X-Github-Event": {event}}, []byte(body)); got || err != nil {
			t.Errorf("%s %s: %t, %v", event, body, got, err)
		}
	}
	if _, err := w.Concerns(http.Header{}, nil); err == nil {
		t.Error("a delivery of no event is taken")
	}
}

func TestCheck(t *testing.T) {
	all := []review.Mode{review.ModeBlock}
	w := open(t)
	if got := w.Check(t.Context(), all); len(got) != 0 {
		t.Errorf("findings %v", got)
	}
	for name, c := range map[string]struct {
		change func(w *world)
		want   string
	}{
		"no such label":   {func(w *world) { w.cfg.Published.Label = "publishd" }, "has no label publishd"},
		"archived":        {func(w *world) { w.repo.Archive() }, "is archived"},
		"disabled":        {func(w *world) { w.repo.DisableIssues() }, "issues are disabled"},
		"may only read":   {func(w *world) { w.repo.SetRole(bot, githubfake.Pull) }, "may not write there"},
		"no such place":   {func(w *world) { w.cfg.Repository = "acme/suport" }, "no such repository"},
		"not ours to see": {func(w *world) { w.repo.SetRole(bot, githubfake.None) }, "may not see it"},
	} {
		t.Run(name, func(t *testing.T) {
			w := open(t)
			c.change(w)
			w.again()
			var texts []string
			for _, f := range w.Check(t.Context(), all) {
				if f.IsWrong() {
					texts = append(texts, f.String())
				}
			}
			if !strings.Contains(strings.Join(texts, "\n"), c.want) {
				t.Errorf("findings %q, want one with %q", texts, c.want)
			}
		})
	}
}

// Words that are written below an issue, or into it, ping nobody, name no other
// issue and close none: titles, teams, and the reasons that trackers gave.
func TestWhatIsWrittenActsOnNothing(t *testing.T) {
	words := "@ana and @acme/payments: fixes #12, closes acme/pay#3, GH-4, https://github.com/acme/pay/issues/5, see 0123456789abcdef0123456789abcdef01234567 <img src=x> `a | b`"
	for mode, options := range map[review.Mode][]option{review.ModeComment: {byComment}, review.ModeBlock: nil} {
		w := open(t, options...)
		w.review("Outage", incident)
		doc := w.one()
		r := reportOf(doc, "0a1b2c", mode)
		for i := range r.Rows {
			r.Rows[i].Title, r.Rows[i].Team, r.Rows[i].State, r.Rows[i].Reason = words, words, review.Declined, words
		}
		_, err := w.WriteBack(t.Context(), doc.Entry, r)
		must(t, err)
		text := w.body(1)
		if mode == review.ModeComment {
			text = w.fake.Issue(repo, 1).Comments[0].Body
		}
		_, block, found := strings.Cut(text, "<!-- followthrough:begin")
		if got := w.fake.ReferencesIn("<!-- followthrough:begin" + block); !found || len(got) != 0 {
			t.Errorf("%s: acts on %v:\n%s", mode, got, block)
		}
		w.again()
		doc = w.one()
		if doc.Review.Block == nil || len(doc.Review.Block.Rows) != 2 {
			t.Fatalf("%s: block %+v", mode, doc.Review.Block)
		}
		if got := doc.Review.Block.Rows[0].Title; strings.Contains(got, "\u200b") || !strings.HasPrefix(got, "@ana and @acme/payments: fixes #12, closes acme/pay#3") {
			t.Errorf("%s: the title is read back as %q", mode, got)
		}
		if written, err := w.WriteBack(t.Context(), doc.Entry, r); err != nil || written.Changed {
			t.Errorf("%s: the same was written again, %v", mode, err)
		}
	}
}
