package markdown_test

import (
	"testing"

	"github.com/followthrough/followthrough/sync/source/markdown"
)

// What is no word is none beside others, and an address with its scheme is a
// person as one without.
func TestSignsBesideOneAnother(t *testing.T) {
	for line, owner := range map[string]string{
		"Rotate the disks {#id} {.x}":                                                   "",
		"Rotate the disks {#id} [^1]":                                                   "",
		"Rotate the disks {#id} {{< ref \"x\" >}} [^1]":                                 "",
		"Rotate the disks {#id} 📅 2026-12-24":                                           "",
		"Rotate the disks {.x} ⏫ ^3f9a2c":                                               "",
		"mailto:bo@example.test Rotate the disks":                                       "bo@example.test",
		"MAILTO:bo@example.test: Rotate the disks":                                      "bo@example.test",
		"mailto:bo@example.test?subject=x Rotate the disks":                             "bo@example.test",
		"<mailto:bo@example.test> Rotate the disks":                                     "bo@example.test",
		"Rotate the disks mailto:bo@example.test":                                       "bo@example.test",
		"Rotate the disks (mailto:bo@example.test)":                                     "bo@example.test",
		"Rotate the disks - mailto:bo@example.test":                                     "bo@example.test",
		`<a href="mailto:bo@example.test">Bo Sample</a> Rotate the disks`:               "Bo Sample",
		`<A class="x" HREF='mailto:bo@example.test'>Bo Sample</A>: Rotate the disks`:    "Bo Sample",
		`Rotate the disks (<a href="mailto:bo@example.test?subject=x">Bo Sample</a>)`:   "Bo Sample",
		`Rotate the disks – <a target=_blank href=mailto:bo@example.test>Bo Sample</a>`: "Bo Sample",
		`Rotate the <a href="https://x.example/">disks</a>`:                             "",
		"Rotate the disks, mailto:bo@example.test?subject=x":                            "bo@example.test",
	} {
		r := markdown.Read([]byte("# Queue\n\n## Action items\n\n- [ ] "+line+"\n\n[^1]: A note.\n"), markdown.Settings{})
		if len(r.Actions) != 1 || r.Actions[0].Title != "Rotate the disks" || r.Actions[0].Owner != owner {
			t.Errorf("%s: %+v", line, r.Actions)
		}
	}
}
