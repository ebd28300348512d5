package report

import (
	"fmt"
	"time"
)

// restLabel is what people call a group that has no name.
func restLabel(r Rest, by By, folded int) string {
	switch r {
	case Folded:
		if folded == 1 {
			return "1 small group"
		}
		return fmt.Sprintf("%d small groups", folded)
	case NoActions:
		return "(no actions)"
	case Restricted:
		return "(restricted reviews)"
	}
	switch by {
	case ByMonth:
		return "(no date)"
	}
	return "(no " + string(by) + ")"
}

// Heading is the grouping as the head of a column.
func (by By) Heading() string {
	switch by {
	case ByTeam:
		return "Team"
	case ByReview:
		return "Review"
	case ByService:
		return "Service"
	case ByKind:
		return "Kind"
	case BySource:
		return "Source"
	}
	return "Month"
}

func nextMonth(month string) string {
	t, err := time.Parse(monthLayout, month)
	if err != nil { // made by the same layout
		return "9999-12"
	}
	return t.AddDate(0, 1, 0).Format(monthLayout)
}
