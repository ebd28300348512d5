package config

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
	bareNumber    = regexp.MustCompile(`^[0-9]+$`)
)

var units = map[string]time.Duration{
	"s": time.Second, "m": time.Minute, "h": time.Hour, "d": 24 * time.Hour, "w": 7 * 24 * time.Hour,
}

// ParseDuration reads s seconds, m minutes, h hours, d days and w weeks, also
// together ("1h30m"); 0 needs no unit. Its errors don't hold the text.
func ParseDuration(s string) (time.Duration, error) {
	switch {
	case s == "0":
		return 0, nil
	case strings.HasPrefix(s, "-"):
		return 0, errors.New("is negative: a duration can't be")
	case bareNumber.MatchString(s):
		return 0, errors.New("has no unit: write s, m, h, d or w behind it")
	case !wholeDuration.MatchString(s):
		return 0, errors.New("is not a duration: write 30s, 15m, 24h, 30d, 2w or 1h30m")
	}
	var sum time.Duration
	for _, m := range durationPart.FindAllStringSubmatch(s, -1) {
		count, err := strconv.ParseInt(m[1], 10, 64)
		if err != nil || count > int64((math.MaxInt64-sum)/units[m[2]]) {
			return 0, errors.New("is too long")
		}
		sum += time.Duration(count) * units[m[2]]
	}
	return sum, nil
}

// duration is a time.Duration as configurations write it.
type duration time.Duration

// UnmarshalText reads it; its errors don't hold the text.
func (d *duration) UnmarshalText(text []byte) error {
	v, err := ParseDuration(string(text))
	if err == nil {
		*d = duration(v)
	}
	return err
}
