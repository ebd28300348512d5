package spelled

import (
	"errors"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
)

var (
	wholeDuration = regexp.MustCompile(`^(?:[0-9]+[smhdw])+$`)
	durationPart  = regexp.MustCompile(`([0-9]+)([smhdw])`)
	noDuration    = regexp.MustCompile(`(?i)^(?:none|no|off|false|never|disabled)$`)
	bareNumber    = regexp.MustCompile(`^[0-9]+$`)
)

var units = map[string]time.Duration{
	"s": time.Second, "m": time.Minute, "h": time.Hour, "d": 24 * time.Hour, "w": 7 * 24 * time.Hour,
}

// Duration reads s seconds, m minutes, h hours, d days and w weeks, also
// together ("1h30m"); 0 needs no unit. Its errors don't hold the text.
func Duration(s string) (time.Duration, error) {
	switch {
	case s == "0":
		return 0, nil
	case strings.HasPrefix(s, "-"):
		return 0, errors.New("is negative, which no duration is: write 0 for none")
	case bareNumber.MatchString(s):
		return 0, errors.New("has no unit: write s, m (minutes), h, d or w behind it")
	case noDuration.MatchString(s):
		return 0, errors.New("is not a duration: write 0 for none, or 30s, 15m, 24h, 30d, 2w or 1h30m")
	case !wholeDuration.MatchString(s):
		return 0, errors.New("is not a duration: write 30s, 15m, 24h, 30d, 2w or 1h30m")
	}
	var sum time.Duration
	for _, m := range durationPart.FindAllStringSubmatch(s, -1) {
		count, err := strconv.ParseInt(m[1], 10, 64)
		if err != nil || count > int64((math.MaxInt64-sum)/units[m[2]]) {
			return 0, errors.New("is too long: a duration has at most 15250w")
		}
		sum += time.Duration(count) * units[m[2]]
	}
	return sum, nil
}
