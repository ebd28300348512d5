package jira

import (
	"strings"
	"testing"

	"github.com/followthrough/followthrough/internal/wiki"
)

func TestReason(t *testing.T) {
	for comment, want := range map[string]string{
		"Declined: too dear":                                             "too dear",
		"Declined: too dear\nthis year":                                  "too dear",
		"*Won't do:* too dear":                                           "too dear",
		"*Won’t do*: too dear":                                           "too dear",
		"**Won't do:** too dear":                                         "too dear",
		"{color:#ff5630}+Declined:+{color} too dear":                     "too dear",
		"{color:#FF5630}*[ DECLINED ]*{color}: too dear":                 "too dear",
		"h2. Declined: too dear":                                         "too dear",
		"{panel:bgColor=#deebff}\nDeclined: too dear\n{panel}":           "too dear",
		"* Declined: too dear\n* and late":                               "too dear",
		"* <> Declined: * <> {{2026-11-30}}":                             "2026-11-30",
		"Declined:\n\n* too dear\n* and *late*\n\nthanks":                "too dear; and late",
		"Won't do:\n\n{quote}too dear{quote}":                            "too dear",
		"Declined: use {placeholder}, [draft] and {{a_b}}":               "use {placeholder}, [draft] and a_b",
		"Declined: see [https://x.example|https://x.example|smart-link]": "see https://x.example",
		"Declined: [~accountid:5b10] sees no use":                        "a colleague sees no use",
		"Declined: !plan.png|thumbnail!":                                 "",
		"Declined:":                                                      "",
		"{quote}Declined: too dear{quote} I don't think so":              "",
		"bq. Declined: too dear":                                         "",
		"{code}Declined: too dear{code}":                                 "",
		"We have declined: it":                                           "",
		"[~accountid:5b10] Declined: it":                                 "",
		"":                                                               "",
		"Declined: " + strings.Repeat("word ", 100):                      strings.TrimSpace(strings.Repeat("word ", 40)[:199]) + "…",
	} {
		expected := "Won't Do"
		if want != "" {
			expected += ": " + want
		}
		s := Story{Comments: []string{"Declined: an older thought", comment}, By: wiki.Exported}
		if want == "" {
			s.Comments = s.Comments[1:]
		}
		if got := s.Reason("Won't Do"); got != expected {
			t.Errorf("%q is %q, not %q", comment, got, expected)
		}
	}
}
