package issues

import (
	"strings"
	"testing"
)

func TestMeantWords(t *testing.T) {
	for comment, want := range map[string]string{
		"Declined: not worth it":                           "not worth it",
		"  declined:not worth it":                          "not worth it",
		"**Won't do:** later\r\nand more":                  "later",
		"Won’t do: we _never_ need it":                     "we _never_ need it",
		"<!-- template -->\nDeclined: yes":                 "yes",
		"Declined: see [the plan](https://plan.example/x)": "see the plan",
		"Declined: ![a picture](https://x.example/y.png)":  "a picture",
		"Declined: as @ana said, not me@mail.example":      "as a colleague said, not me@mail.example",
		"Declined: by @acme/payments":                      "by a colleague",
		"Declined: <!-- @ana decided --> the queue goes":   "the queue goes",
		"We declined: it":                                  "",
		"> Declined: quoted":                               "",
		"Declined":                                         "",
		"Declined:":                                        "",
		"Declined: <!-- nothing":                           "",
		"I won't do: this":                                 "",
		"":                                                 "",
		"Declined: " + strings.Repeat("word ", 100):        strings.TrimSpace(strings.Repeat("word ", 40)[:199]) + "…",
	} {
		if got := meantWords(comment); got != want {
			t.Errorf("%.40q: %q, not %q", comment, got, want)
		}
	}
}
