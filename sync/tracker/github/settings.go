package github

import (
	"fmt"
	"strconv"

	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/github/draft"
)

// Settings are all that a configuration says of a GitHub tracker, and of no other.
type Settings struct {
	Config `yaml:"github"`
	// Label is the one label on each issue; "": none.
	Label string `yaml:"label"`
	// Template is what an issue says; "": our own words.
	Template string `yaml:"template" is:"words"`
	// Accounts were ours before, by their numbers.
	Accounts []string `yaml:"accounts"`
}

// DefaultSettings are those of a configuration that says nothing.
func DefaultSettings() *Settings { return &Settings{Label: "post-mortem"} }

// Validate says what is wrong, each mistake an error of its own that begins
// with the key it is about.
func (s *Settings) Validate() []error {
	var out []error
	for _, err := range s.Config.Validate() {
		out = append(out, fmt.Errorf("github.%w", err))
	}
	if err := CheckLabel(s.Label); err != nil {
		out = append(out, fmt.Errorf("label: %w", err))
	}
	for i, a := range s.Accounts { // a name that was given up may be anybody's
		if number, err := strconv.ParseInt(a, 10, 64); err != nil || number <= 0 || strconv.FormatInt(number, 10) != a {
			out = append(out, fmt.Errorf("accounts[%d]: must be an account's number, for its name may change: gh api users/NAME --jq .id tells it", i))
		}
	}
	if err := draft.CheckTemplate(s.Template); err != nil {
		out = append(out, tracker.NoTemplate(err))
	}
	return out
}

// Refuses are the keys that only other trackers take.
func (*Settings) Refuses() map[string]string {
	return map[string]string{"declined": "an issue closed as not planned is declined, and GitHub has no other words for it: leave it out"}
}

// Bears is the label on each issue.
func (s *Settings) Bears() string { return s.Label }
