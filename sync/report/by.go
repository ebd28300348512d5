package report

import (
	"fmt"
	"strings"
)

// By is what the groups of a report are.
type By string

// The groupings.
const (
	ByTeam    By = "team"
	ByReview  By = "review"
	ByService By = "service"
	ByKind    By = "kind"
	BySource  By = "source"
	ByMonth   By = "month"
)

// Groupings lists them all.
func Groupings() []By { return []By{ByTeam, ByReview, ByService, ByKind, BySource, ByMonth} }

// ParseBy reads a grouping's name.
func ParseBy(name string) (By, error) {
	var all []string
	for _, by := range Groupings() {
		if name == string(by) {
			return by, nil
		}
		all = append(all, string(by))
	}
	return "", fmt.Errorf("no grouping %q: %s", name, strings.Join(all, ", "))
}

// Overlap says what of a grouping's groups does not add up to the whole,
// because it may stand in several of them; "": everything adds up.
func (by By) Overlap() string {
	switch by {
	case ByTeam:
		return "reviews"
	case ByService:
		return "reviews and actions"
	}
	return ""
}
