package spelled

import (
	"errors"
	"fmt"
	"regexp"
	"regexp/syntax"
	"strings"
	"time"
	_ "time/tzdata" // zones by name also where the machine has no list of them

	"github.com/followthrough/followthrough/internal/names"
)

// Since says from which day on items are made for a source's reviews.
type Since struct {
	All bool
	Day time.Time // midnight UTC; zero where All
}

// UnmarshalText reads "all" or a date; its errors don't hold the text.
func (s *Since) UnmarshalText(text []byte) error {
	if string(text) == "all" {
		*s = Since{All: true}
		return nil
	}
	day, err := time.Parse(time.DateOnly, string(text))
	if err != nil {
		return errors.New(notADate(string(text)))
	}
	*s = Since{Day: day}
	return nil
}

// notADate says why a text is no day, without the text.
func notADate(text string) string {
	const form = "write the day as year-month-day, 2026-11-30, or all"
	switch {
	case isoDay.MatchString(text):
		return "is no day of the calendar: " + form
	case isoTime.MatchString(text):
		return "holds more than a day: " + form + ", without a time"
	case strings.EqualFold(text, "all"):
		return "is written all, in small letters"
	}
	return "is not a date: " + form
}

var (
	isoDay  = regexp.MustCompile(`^\d{4}-\d\d-\d\d$`)
	isoTime = regexp.MustCompile(`^\d{4}-\d\d-\d\d[T ]`)
)

// Zone reads a name of the time zone database.
func Zone(text string) (*time.Location, error) {
	if text == "" {
		return nil, errors.New("is no time zone: write UTC, or a name such as Europe/Berlin")
	}
	loc, err := time.LoadLocation(text)
	if err != nil {
		return nil, errors.New("is no known time zone: write UTC, or a name such as Europe/Berlin")
	}
	return loc, nil
}

// Pattern compiles a regular expression, in the one form that titles are brought
// into; its errors don't hold the text.
func Pattern(text string) (*regexp.Regexp, error) {
	re, err := regexp.Compile(names.Form(text))
	var known *syntax.Error
	switch {
	case err == nil:
		return re, nil
	case errors.As(err, &known):
		return nil, fmt.Errorf("is not a regular expression (%s): %s", known.Code, mendRegexp(known.Code))
	}
	return nil, errors.New("is not a regular expression: put a \\ before each sign that stands for itself")
}

// mendRegexp is what mends a regular expression.
func mendRegexp(code syntax.ErrorCode) string {
	switch code {
	case syntax.ErrMissingRepeatArgument:
		return "* is no placeholder here, .* is. The text is found anywhere in the title, so it needs none around it"
	case syntax.ErrMissingParen, syntax.ErrMissingBracket, syntax.ErrUnexpectedParen:
		return "close it, or put a \\ before a bracket that stands for itself"
	case syntax.ErrInvalidPerlOp:
		return "what looks ahead or behind, (?!…) and (?=…), is not supported: write two rules instead"
	}
	return "put a \\ before each sign that stands for itself"
}
