package words

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Where the year follows, the form that begins with the month is nowhere.
func TestYearFollowsSparesNoDay(t *testing.T) {
	parts := []string{"March", "may", "Mai", "3", "12", "2026", "1st", "de ", "of ", ",", " ", "  ", ". ", "-", "x"}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 0, 9).Draw(t, "parts"), "")
		at := monthAt(text)
		if at < 0 || !yearFollows(text[at:]) {
			return
		}
		if m := monthDay.FindString(text[at:]); m != "" {
			t.Fatalf("%q holds %q", text, m)
		}
	})
	if !yearFollows("March 2026") || yearFollows("March 3, 2026") {
		t.Error("it does not tell a year from a day")
	}
}
