package folder

import (
	"path"
	"regexp"
	"strconv"
	"time"
)

// Days as file names hold them: 2024-03-17-foo.md, 20210529-aci.md, and over
// folders 2024/03/17/foo.md. An id (PM2019-009) is none.
var (
	separated = regexp.MustCompile(`(?:^|[^0-9])((?:19|20)[0-9]{2})(?:-([0-9]{1,2})-|_([0-9]{1,2})_|\.([0-9]{1,2})\.|/([0-9]{1,2})/)([0-9]{1,2})(?:[^0-9]|$)`)
	compact   = regexp.MustCompile(`(?:^|[^0-9])((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})(?:[^0-9]|$)`)
)

// dayIn is the day that a document's name, else its path, holds; zero: none.
func dayIn(p string) time.Time {
	for _, text := range []string{path.Base(p), p} {
		for _, form := range []*regexp.Regexp{separated, compact} {
			for _, m := range form.FindAllStringSubmatch(text, -1) {
				if day := dayOf(m[1:]); !day.IsZero() {
					return day
				}
			}
		}
	}
	return time.Time{}
}

// dayOf makes a day of year, month and day; empty groups are forms that did
// not match. Zero: the calendar has no such day.
func dayOf(groups []string) time.Time {
	var n []int
	for _, g := range groups {
		if v, err := strconv.Atoi(g); err == nil {
			n = append(n, v)
		}
	}
	if len(n) != 3 {
		return time.Time{}
	}
	day := time.Date(n[0], time.Month(n[1]), n[2], 0, 0, 0, 0, time.UTC)
	if day.Year() != n[0] || int(day.Month()) != n[1] || day.Day() != n[2] {
		return time.Time{}
	}
	return day
}
