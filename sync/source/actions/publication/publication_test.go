package publication

import (
	"testing"

	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/frontmatter"
)

func said(key, value string) string {
	switch s := Said(map[string][]string{key: {value}}, words.RecordKeys["published"]); {
	case s == nil:
		return "nothing"
	case *s:
		return "published"
	}
	return "draft"
}

// A status says the same however its words are parted, and wherever in it the
// draft's word stands.
func TestStatus(t *testing.T) {
	for _, v := range []string{
		"draft", "in-progress", "in_progress", "InProgress", "In-Review", "in_review", "under-review", "needs_review", "work-in-progress", "W.I.P.", "not-published",
		"pending-review", "awaiting_review", "first draft", "still a draft", "resolved (draft)", "published, draft", "final draft", "drafting", "review", "reviewing", "pending",
		"TBD", "todo", "hidden", "stub", "unfinished", "incomplete", "unreviewed", "non-final", "for review", "🚧", "en cours", "In Bearbeitung", "Черновик", "进行中 draft", "초안", "Utkast",
	} {
		if got := said("status", v); got != "draft" {
			t.Errorf("status: %s: %s", v, got)
		}
	}
	for v, want := range map[string]string{
		"published": "published", "final": "published", "Public": "published", "resolved": "nothing", "open": "nothing", "no longer a draft": "nothing", "not a draft": "nothing",
		"reviewed": "nothing", "review completed": "nothing", "pending action items": "nothing", "action items in progress": "nothing", "closed": "nothing", "drafted by the team": "nothing",
	} {
		if got := said("status", v); got != want {
			t.Errorf("status: %s: %s, want %s", v, got, want)
		}
	}
}

// So does a key.
func TestKeys(t *testing.T) {
	for _, c := range []struct{ key, value, want string }{
		{"isdraft", "true", "draft"}, {"is_draft", "yes", "draft"}, {"is-draft", "false", "published"}, {"params.draft", "true", "draft"}, {"params.draft", "x", "nothing"},
		{"ispublished", "false", "draft"}, {"published-at", "not yet", "draft"}, {"publishedon", "false", "draft"}, {"publish", "false", "draft"}, {"publish", "true", "published"},
		{"post-mortem_status", "draft", "draft"}, {"review-status", "draft", "draft"}, {"drafted", "true", "nothing"},
	} {
		if got := said(c.key, c.value); got != c.want {
			t.Errorf("%s: %s: %s, want %s", c.key, c.value, got, c.want)
		}
	}
}

// What a key of publication says is understood, or the review waits.
func TestWhatIsNotUnderstoodIsAFlaw(t *testing.T) {
	for value, understood := range map[string]bool{
		"true": true, "no": true, "2026-11-20": true, "20 November 2026": true, "not yet": true, "draft": true, "internally": true, "https://acme.example/blog": true, "2026": true,
		"embargoed until 2099": false, "once reviewed": false, "Q1 2099": false, "fals": false, "2099-02-30": false, "?": false, "nope": false, "private": false, "no (see below)": false,
	} {
		doc := []byte("---\npublished: \"" + value + "\"\n---\n")
		m := frontmatter.Read(string(doc), frontmatter.Find(doc), frontmatter.Deciding())
		if got := Flaws(m, []string{"published"}); len(got) == 0 != understood {
			t.Errorf("published: %s: %v", value, got)
		}
		if got := Flaws(m, nil); len(got) > 0 {
			t.Errorf("published: %s, of which nothing is asked: %v", value, got)
		}
	}
}
