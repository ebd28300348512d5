package sieve

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// What a sieve holds back, the expression does not match.
func TestPatternMatchesWhatTheExpressionDoes(t *testing.T) {
	for _, expression := range []string{
		`(?i)^\W*(?:none|nothing|no (?:action|change)s?|aucune?|無)(?:$|[.:])`,
		`(?i)[\s(:-]+(won[’']?t (?:do|fix)|cancell?ed|declined)\s*[:–-]`,
		`(?i)\b(?:kiosk|été|черновик|ñandú)\b`,
		`^(?:[A-Z]+-|#)\?$`, `a{2,3}b*`, `(?:ab)?`, `x+yz|Q[’']r`, `(?i)(?:task|skate)s{0,2}`, `✅|:x:`, ``,
		`^(?:DONE|no|(?i:won))(?:\s*[:–]+|\s+-)\s*`, `^(?i:task|kio\w+|s+|été|x)\s*[:.]`, `^(AB|[xQ][yr]?)-`, `(?i)^(?:a?b|none)*x`, `^(?:a|b+)?`,
	} {
		t.Run(expression, func(t *testing.T) {
			form, pattern := regexp.MustCompile(expression), MustCompile(expression)
			rapid.Check(t, func(t *rapid.T) {
				text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 0, 8).Draw(t, "text"), "")
				if pattern.MatchString(text) != form.MatchString(text) || !slices.Equal(pattern.FindStringIndex(text), form.FindStringIndex(text)) ||
					!slices.Equal(pattern.FindStringSubmatchIndex(text), form.FindStringSubmatchIndex(text)) {
					t.Fatalf("%q: held back: %v", text, !pattern.May(text))
				}
			})
		})
	}
}

var parts = []string{
	" ", ".", ":", " - ", "none", "NOTHING", "no ", "action", "Change", "s", "aucune", "無", "won", "’", "'", "t ", "do", "FIX", "cancel", "l", "ed", "Declined",
	"kio", "\u212aio", "\u017f", "sk", "été", "ÉTÉ", "Черновик", "ЧЕРНОВИК", "ñandú", "ÑANDÚ", "AB-", "#", "?", "a", "b", "xx", "yz", "Q", "r", "task", "SKATE", "✅", ":x:",
}

func TestPatternHoldsBackWhatHasNoPiece(t *testing.T) {
	for expression, text := range map[string]string{
		`^(?i:action|task)s?\s*[:：]`:                                     "An action: or task:",
		`(?i)^\W*(?:none|nothing|no (?:action|change)s?)\b`:              "Add an alert on the queue's depth",
		`(?i)[\s(]+(won[’']?t (?:do|fix)|cancell?ed|declined)\s*[:-]`:    "Raise the limit - it was won by chance: at 12",
		`(?i)(?:^|[\s,;–—-])(?:see(?: also)?|via|tracked (?:in|by))\s*$`: "Alert on depth",
	} {
		if MustCompile(expression).May(text) {
			t.Errorf("%s: %q is tried", expression, text)
		}
	}
}

func TestPatternWithoutPiecesIsAlwaysTried(t *testing.T) {
	if p := MustCompile(`^\w+`); !p.May("-") || !p.MatchString("12") {
		t.Error("held back")
	}
}
