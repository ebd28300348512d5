package files_test

import (
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/review"
)

func TestStatesAsPeopleWriteThem(t *testing.T) {
	const made = "- [ ] Alert on depth ([Queue outage](https://reviews.example/q))"
	cases := []struct {
		name   string
		file   string // M stands for the marker
		state  review.State
		reason string
	}{
		{"as made", made + " M", review.Open, ""},
		{"ticked", "- [x] Alert M", review.Done, ""},
		{"ticked with a capital", "* [X] Alert M", review.Done, ""},
		{"ticked and nested", "- [ ] more\n  - [x] Alert M", review.Done, ""},
		{"ticked in a numbered list", "1. [x] Alert M", review.Done, ""},
		{"ticked in a quote", "> - [x] Alert M", review.Done, ""},
		{"ticked, no space after", "- [x]Alert M", review.Open, ""},
		{"a tick in the words", "- [ ] Alert [x] M", review.Open, ""},
		{"its child is ticked", "- [ ] Alert M\n  - [x] child", review.Open, ""},
		{"its parent is ticked", "- [x] parent\n  - [ ] Alert M", review.Open, ""},
		{"wrapped", "- [x] Alert on\n  depth\n  M", review.Done, ""},
		{"crossed out in the box", "- [-] Alert M", review.Declined, ""},
		{"with a reason after the marker", strings.Replace(made, "[ ]", "[-]", 1) + " M too noisy", review.Declined, "too noisy"},
		{"with a reason before the marker", strings.Replace(made, "[ ]", "[-]", 1) + ": too noisy M", review.Declined, "too noisy"},
		{"with a reason in brackets", strings.Replace(made, "[ ]", "[-]", 1) + " (too noisy) M", review.Declined, "too noisy"},
		{"with the word for it", strings.Replace(made, "[ ]", "[-]", 1) + " Won't do: too noisy M", review.Declined, "too noisy"},
		{"with the other word for it", "- [ ] ~~Alert on depth~~ (declined: too noisy) M", review.Declined, "too noisy"},
		{"with a word that is part of it", "- [-] Alert ([Q](https://x.example)) declined twice: too noisy M", review.Declined, "declined twice: too noisy"},
		{"struck with a reason", "- [ ] ~~Alert on depth~~ too noisy M", review.Declined, "too noisy"},
		{"struck, the link left", "- [ ] ~~Alert~~ ([Queue outage](https://x.example)) – **too** noisy M", review.Declined, "too noisy"},
		{"struck with the link", "- [ ] ~~Alert ([Queue outage](https://x.example))~~ too noisy M", review.Declined, "too noisy"},
		{"struck, the reason behind the marker", "- [ ] ~~Alert~~ M because", review.Declined, "because"},
		{"struck without a reason", "- [ ] ~~Alert~~ M", review.Open, ""},
		{"struck without a box", "- ~~Alert~~ no M", review.Declined, "no"},
		{"struck in the middle", "- [ ] Alert ~~on~~ depth M", review.Open, ""},
		{"struck and ticked", "- [x] ~~Alert~~ M", review.Done, ""},
		{"a reason on the next line", "- [-] ~~Alert~~\n  too noisy M", review.Declined, "too noisy"},
		{"under Doing", "## Doing\n- [ ] Alert M", review.InProgress, ""},
		{"under IN PROGRESS:", "IN PROGRESS:\n---\n- [ ] Alert M", review.InProgress, ""},
		{"under an emoji", "### 🚧 In progress (2)\n- [ ] Alert M", review.InProgress, ""},
		{"under WIP, further in", "# WIP\n## this week\n- [ ] Alert M", review.InProgress, ""},
		{"ticked under Doing", "## Doing\n- [x] Alert M", review.Done, ""},
		{"under a heading after Doing", "## Doing\n## Next\n- [ ] Alert M", review.Open, ""},
		{"under Not doing", "## Not doing\n- [ ] Alert M", review.Open, ""},
		{"under Doing well", "## Doing well\n- [ ] Alert M", review.Open, ""},
		{"under Done", "## Done\n- [ ] Alert M", review.Done, ""},
		{"a slash under Done", "## Done\n- [/] Alert M", review.Done, ""},
		{"under Done, further in", "# ✅ Done\n### Sprint 12\n- [ ] Alert M", review.Done, ""},
		{"under Done, with a figure", "## Done (12)\n- Alert M", review.Done, ""},
		{"under Done, with a time", "## Done last week\n- [ ] Alert M", review.Done, ""},
		{"under Done, with a quarter", "## Done in Q3 2026\n- [ ] Alert M", review.Done, ""},
		{"under FINISHED, underlined", "FINISHED ✓\n---\n- [ ] Alert M", review.Done, ""},
		{"under Completed tasks", "## Completed tasks:\n- [ ] Alert M", review.Done, ""},
		{"under Erledigt", "## Erledigt\n- [ ] Alert M", review.Done, ""},
		{"under Terminé", "## Terminé\n- [ ] Alert M", review.Done, ""},
		{"under Hecho", "## Hecho\n- [ ] Alert M", review.Done, ""},
		{"under 完了", "## 完了\n- [ ] Alert M", review.Done, ""},
		{"under Done, in progress below", "# Done\n## Doing\n- [ ] Alert M", review.InProgress, ""},
		{"under Done, to do below", "# Done\n## Backlog\n- [ ] Alert M", review.Open, ""},
		{"under a heading after Done", "## Done\n## Next\n- [ ] Alert M", review.Open, ""},
		{"under Not done", "## Not done\n- [ ] Alert M", review.Open, ""},
		{"under Done, not deployed", "## Done, not deployed\n- [ ] Alert M", review.Open, ""},
		{"under Done, but in review", "## Done - in review\n- [ ] Alert M", review.Open, ""},
		{"under Definition of done", "## Definition of done\n- [ ] Alert M", review.Open, ""},
		{"under Done is better than perfect", "## Done is better than perfect\n- [ ] Alert M", review.Open, ""},
		{"under Done when", "## Done when\n- [ ] Alert M", review.Open, ""},
		{"crossed out under Done", "## Done\n- [-] Alert M too noisy", review.Declined, "too noisy"},
		{"struck under Done", "## Done\n- [ ] ~~Alert~~ too noisy M", review.Declined, "too noisy"},
		{"under Won't do", "## Won’t do\n- [ ] Alert M too noisy", review.Declined, "too noisy"},
		{"under Abgelehnt", "## Abgelehnt\n- [ ] Alert M", review.Declined, ""},
		{"ticked under Won't do", "## Won't do\n- [x] Alert M", review.Done, ""},
		{"a Done in a fence", "```\n## Done\n```\n- [ ] Alert M", review.Open, ""},
		{"a heading in a fence", "```\n## Doing\n```\n- [ ] Alert M", review.Open, ""},
		{"a heading in front matter", "---\n# Doing\n---\n- [ ] Alert M", review.Open, ""},
		{"after a fence that its item ends", "- a\n  ```\n  code\n- [x] Alert M", review.Done, ""},
		{"after a fence that its quote ends", "> ```\n> code\n\n- [x] Alert M", review.Done, ""},
		{"after a fence in an item", "- a\n\n  ```\n  code\n\n  ```\n- [x] Alert M", review.Done, ""},
		{"ticked, one backtick in its words", "- [x] the team`s: Alert M", review.Done, ""},
		{"ticked, one backtick before and one behind", "- [x] the team``s: Alert` M", review.Done, ""},
		{"ticked, code before the marker", "- [x] Alert ``on ` depth`` M", review.Done, ""},
		{"ticked, code over two rows", "- [x] Alert `on\n  depth` M", review.Done, ""},
		{"ticked, an escaped backtick", "- [x] Alert \\`on M", review.Done, ""},
		{"ticked, a backtick in a tag", "- [x] Alert <b title='`'> M", review.Done, ""},
		{"ticked, raw for pandoc", "- [x] Alert\n  `M`{=html}", review.Done, ""},
		{"crossed out, raw for pandoc", "-   \\[-\\] Alert\n    `M`{=html} too noisy", review.Declined, "too noisy"},
		{"struck with one tilde", "- [ ] ~Alert on depth~ not needed M", review.Declined, "not needed"},
		{"struck with one tilde, others in the words", "- [ ] ~Alert \\~5 `~` on depth~ not needed M", review.Declined, "not needed"},
		{"struck with three", "- [ ] ~~~Alert on depth~~~ not needed M", review.Open, ""},
		{"struck with one, closed with two", "- [ ] ~Alert on depth~~ not needed M", review.Open, ""},
		{"a pair of two inside one", "- [ ] ~Alert ~~on~~ depth~ not needed M", review.Declined, "not needed"},
		{"a tilde before a space", "- [ ] ~ Alert on depth~ not needed M", review.Open, ""},
		{"two tildes in the words", "- [ ] Alert ~5 on depth~ not needed M", review.Open, ""},
		{"struck, the tildes escaped by a formatter", "- [ ] \\~Alert on depth\\~ not needed M", review.Declined, "not needed"},
		{"other words in escaped tildes", "- [ ] \\~Alert\\~ on depth M", review.Open, ""},
		{"struck in HTML", "- [ ] <s>Alert on depth</s> not needed M", review.Declined, "not needed"},
		{"struck as deleted", "- [ ] <del>Alert on depth</del> not needed M", review.Declined, "not needed"},
		{"a tilde in the box", "- [~] Alert ([Q](https://x.example)) too noisy M", review.Declined, "too noisy"},
		{"a tilde in the box, escaped", "* \\[\\~] Alert ([Q](https://x.example)) too noisy M", review.Declined, "too noisy"},
		{"a slash in the box", "- [/] Alert M", review.InProgress, ""},
		{"escaped by a formatter", "* \\[x] Alert M", review.Done, ""},
		{"escaped by another", "-   \\[x\\] Alert M", review.Done, ""},
		{"escaped and open", "- \\[ \\] Alert M", review.Open, ""},
		{"a ballot box with an x", "- ☐ Other\n- ☒ Alert M", review.Done, ""},
		{"a ballot box with an x beside a tick", "- ☑ Other\n- ☒ Alert ([Q](https://x.example)) too noisy M", review.Declined, "too noisy"},
		{"a ballot box with a tick", "- ☑️ Alert M", review.Done, ""},
		{"an empty ballot box", "- ☐ Alert M", review.Open, ""},
		{"ticked, a word behind", "- [x]done M", review.Open, ""},
		{"ticked, brackets behind", "- [x](https://x.example) Alert M", review.Open, ""},
		{"ticked, no space that counts", "- [x]\u00a0Alert M", review.Open, ""},
		{"a box in code", "-      [x] Alert M", review.Open, ""},
		{"a reason in code, with emphasis", "- [-] Alert ([Q](https://x.example)) `a_b` is *quite* _noisy_ &amp; \\& **old** M", review.Declined, "`a_b` is *quite* _noisy_ & & old"},
		{"a reason with an address", "- [-] Alert ([Q](https://x.example)) see <https://x.example/a_b> M", review.Declined, "see https://x.example/a_b"},
		{"under Doing, with attributes", "## Doing {#doing}\n- [ ] Alert M", review.InProgress, ""},
		{"a bare bullet", "- Alert M", review.Open, ""},
		{"in a table", "| Alert M | x |", review.Open, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			root := t.TempDir()
			tr := open(t, root)
			it := create(t, tr, newItem("payments", "3f9a2c", "Alert on depth"))[0]
			marker := strings.TrimSpace(from(t, text(t, root, "payments.md"), "<!--"))
			for _, eol := range []string{"\n", "\r\n"} {
				put(t, root, "payments.md", strings.ReplaceAll(strings.ReplaceAll(c.file, "M", marker), "\n", eol)+eol)
				got := changed(t, tr, "").Items
				if len(got) != 1 || got[0].ID != it.ID {
					t.Fatalf("items %+v", got)
				}
				if got[0].State != c.state || got[0].Reason != c.reason {
					t.Errorf("%s %q, want %s %q", got[0].State, got[0].Reason, c.state, c.reason)
				}
			}
		})
	}
}

func TestMarkersThatDoNotCount(t *testing.T) {
	root := t.TempDir()
	tr := open(t, root)
	create(t, tr, newItem("payments", "3f9a2c", "Alert"))
	marker := strings.TrimSpace(from(t, text(t, root, "payments.md"), "<!--"))
	change := func(old, now string) string {
		if !strings.Contains(marker, old) {
			t.Fatalf("%s does not hold %s", marker, old)
		}
		return strings.Replace(marker, old, now, 1)
	}
	for name, file := range map[string]string{
		"in a fence":           "```\n- [ ] a " + marker + "\n```\n",
		"in an open fence":     "~~~~ md\n- [ ] a " + marker + "\n~~~\n",
		"in a nested fence":    "- x\n\n  ```\n  " + marker + "\n  ```\n",
		"in a code span":       "- [ ] a `" + marker + "`\n",
		"in a longer span":     "- [ ] a `` ` " + marker + " ` ``\n",
		"in a span over rows":  "- [ ] a `b\n  c " + marker + " d\n  e`\n",
		"in a long comment":    "<!--\n- [ ] a " + strings.Replace(marker, "-->", "", 1) + "\n-->\n",
		"another instance":     "- [ ] a " + change(`"instance":"test"`, `"instance":"prod"`) + "\n",
		"broken JSON":          "- [ ] a " + change(`{"instance"`, `{instance"`) + "\n",
		"cut off":              "- [ ] a " + marker[:len(marker)-10] + "\n",
		"generation 0":         "- [ ] a " + change(`"generation":1`, `"generation":0`) + "\n",
		"no action":            "- [ ] a " + change(`"action":"3f9a2c000000"`, `"action":"../../etc"`) + "\n",
		"a key of another":     "- [ ] a " + change(`3f9a2c"}`, `aaaaaa"}`) + "\n",
		"a key without a name": "- [ ] a " + change(`payments\u002d`, `\u002d`) + "\n",
		"a review's block":     "<!-- followthrough:begin 0123456789ab 9c1f02 -->\n",
	} {
		put(t, root, "payments.md", file)
		if c := changed(t, tr, ""); len(c.Items) != 0 {
			t.Errorf("%s counts: %+v", name, c.Items)
		}
	}
}

func TestManyMarkersInOneParagraphAreReadInTime(t *testing.T) {
	root := t.TempDir()
	tr := open(t, root)
	create(t, tr, newItem("payments", "3f9a2c", "Alert"))
	marker := from(t, text(t, root, "payments.md"), "<!--")
	put(t, root, "payments.md", strings.Repeat("x "+marker, 3_900_000/len(marker)))
	start := time.Now()
	if c := changed(t, tr, ""); len(c.Items) != 1 || len(c.Items[0].Note) > 200 {
		t.Errorf("%d items, %.300s", len(c.Items), c.Items[0].Note)
	}
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("took %v", took)
	}
}
