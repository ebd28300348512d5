package markdown

import (
	"strings"
	"testing"

	"github.com/followthrough/followthrough/sync/review"
)

// What has to stay at the end of a line, or is its author's own, stays as it
// is: our link goes before it, and comes out again.
func TestLinksLeaveWhatStandsAtTheEnd(t *testing.T) {
	const link = " ([payments-3f9a2c](../backlogs/payments.md#3f9a2c))"
	for line, want := range map[string]string{
		"- [ ] Add an alert":                                            "- [x] Add an alert@",
		"- [ ] Add an alert[^1]":                                        "- [x] Add an alert[^1]@",
		"- [ ] Add an alert {#a1}":                                      "- [x] Add an alert@ {#a1}",
		"- [ ] Add an alert\n  {: .urgent}":                             "- [x] Add an alert@\n  {: .urgent}",
		"- [ ] Add an alert\n{: .urgent}":                               "- [x] Add an alert@\n{: .urgent}",
		"- [ ] Add an alert\n:::":                                       "- [x] Add an alert@\n:::",
		"- [ ] Add an alert\n  for queues\n::::":                        "- [x] Add an alert\n  for queues@\n::::",
		"- [ ] Add an alert\n:::tip\nSleep.\n:::":                       "- [x] Add an alert@\n:::tip\nSleep.\n:::",
		"- [ ] Add an alert\n{% endtab %}":                              "- [x] Add an alert@\n{% endtab %}",
		"- [ ] Add an alert\n{% endtab %}\n{% endtabs %}":               "- [x] Add an alert@\n{% endtab %}\n{% endtabs %}",
		"- [ ] Add an alert\n{% /callout %}\nSleep.":                    "- [x] Add an alert@\n{% /callout %}\nSleep.",
		"- [ ] Add an alert\n{{< /note >}}":                             "- [x] Add an alert@\n{{< /note >}}",
		"- [ ] Add an alert\n  {{% /note %}}":                           "- [x] Add an alert@\n  {{% /note %}}",
		"- [ ] Add an alert\n</Note>":                                   "- [x] Add an alert@\n</Note>",
		"- [ ] Add an alert ⏳ 2026-12-01 🔼 ^a1b2c3\n:::":                "- [x] Add an alert@ ⏳ 2026-12-01 🔼 ^a1b2c3\n:::",
		"- [ ] Add an alert {#a1}\n:::":                                 "- [x] Add an alert@ {#a1}\n:::",
		"- [ ] Add an alert\n[^1]: As seen":                             "- [x] Add an alert@\n[^1]: As seen",
		"- [ ] Add an alert ^3f9a2c":                                    "- [x] Add an alert@ ^3f9a2c",
		"- [ ] Add an alert ⏫ 📅 2026-12-01":                             "- [x] Add an alert@ ⏫ 📅 2026-12-01",
		"- [ ] Add an alert [due:: 2026-12-01] ^a1b2":                   "- [x] Add an alert@ [due:: 2026-12-01] ^a1b2",
		"- [ ] Add an alert to [docs](https://acme.example/d){:.x}":     "- [x] Add an alert to [docs](https://acme.example/d){:.x}@",
		"- [ ] Add an alert ([runbook](https://acme.example/runbook))":  "- [x] Add an alert ([runbook](https://acme.example/runbook))@",
		"- [ ] Add an alert ([Bo Sample](mailto:bo@example.test))":      "- [x] Add an alert ([Bo Sample](mailto:bo@example.test))@",
		"- \\[ ] Add an alert":                                          "- \\[x] Add an alert@",
		"- \\[ \\] Add an alert":                                        "- \\[x\\] Add an alert@",
		"- [x](https://acme.example/x) leads to the alert":              "- [x](https://acme.example/x) leads to the alert@",
		"- [x]done is to be dropped":                                    "- [x]done is to be dropped@",
		"- [ ]\u00a0Add an alert":                                       "- [ ]\u00a0Add an alert@",
		"- [ ] Add an alert {{< ref \"x\" >}}":                          "- [x] Add an alert {{< ref \"x\" >}}@",
		"- [ ] [Bo Sample](mailto:bo@example.test) Add an alert":        "- [x] [Bo Sample](mailto:bo@example.test) Add an alert@",
		"- [ ] Add the team`s alert":                                    "- [x] Add the team`s alert@",
		"- [ ] Add an alert ([payments-3f9a2c](../payments.md#3f9a2c))": "- [x] Add an alert@",
	} {
		doc := []byte("# Outage\n\n## Action items\n\n" + line + "\n")
		v := Read(doc, Settings{})
		if len(v.Actions) != 1 {
			t.Errorf("%q: %d actions", line, len(v.Actions))
			continue
		}
		r := review.WriteBack{Review: testReview, Modes: []review.Mode{review.ModeLinks}, Rows: []review.Row{{
			Action: "3f9a2c1b77d0", Title: v.Actions[0].Title, Box: review.TickBox, State: review.Done,
			Item: &review.ItemRef{Key: "payments-3f9a2c", URL: "../backlogs/payments.md#3f9a2c"},
		}}}
		out, done, err := Annotate(doc, r, Settings{})
		got := strings.TrimSuffix(strings.TrimPrefix(string(out), "# Outage\n\n## Action items\n\n"), "\n")
		if err != nil || got != withLink(want, link) {
			t.Errorf("%q became %q (%v, %v)", line, got, done.Notes, err)
			continue
		}
		if !strings.Contains(line, "payments-3f9a2c") {
			if back := Strip(out, r); string(back) != string(doc) {
				t.Errorf("%q was stripped to %q", got, back)
			}
		}
	}
}

// withLink puts the link in the place of the last "@".
func withLink(text, link string) string {
	at := strings.LastIndexByte(text, '@')
	return text[:at] + link + text[at+1:]
}

// A table and a paragraph end before the line that closes their container.
func TestClosersAreNoActions(t *testing.T) {
	const head = "# Outage\n\n## Action items\n\n"
	for _, closer := range []string{":::", "{% endtab %}", "{{< /note >}}", "</Note>"} {
		for doc, want := range map[string]string{
			head + "| Action | Owner |\n|---|---|\n| Add an alert | payments |\n" + closer + "\n": "Add an alert",
			head + "We will add an alert.\n" + closer + "\n":                                      "We will add an alert",
			head + "- Add an alert\n\n" + closer + "\n":                                           "Add an alert",
		} {
			v := Read([]byte(doc), Settings{})
			if len(v.Actions) != 1 || strings.Trim(v.Actions[0].Title, ".") != want {
				t.Errorf("%q: %+v", doc, v.Actions)
			}
			form.RoundTrip(t, []byte(doc), review.ModeBlock, review.ModeLinks)
		}
	}
}
