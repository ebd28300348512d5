package config

import (
	"errors"
	"fmt"
	"regexp"
	"regexp/syntax"
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
		return errors.New("is not a date: write 2026-11-30, or all")
	}
	*s = Since{Day: day}
	return nil
}

// zone is a time zone by its name.
type zone struct{ *time.Location }

// UnmarshalText reads a name of the time zone database.
func (z *zone) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		return errors.New("is no time zone: write UTC, or a name such as Europe/Berlin")
	}
	loc, err := time.LoadLocation(string(text))
	if err != nil {
		return errors.New("is no known time zone: write UTC, or a name such as Europe/Berlin")
	}
	z.Location = loc
	return nil
}

// nothing matches no text.
var nothing = regexp.MustCompile(`[^\x00-\x{10FFFF}]`)

// pattern is a regular expression.
type pattern struct{ *regexp.Regexp }

// UnmarshalText compiles it, in the one form that titles are brought into; its
// errors don't hold the text.
func (p *pattern) UnmarshalText(text []byte) error {
	re, err := regexp.Compile(names.Form(string(text)))
	if err != nil {
		var known *syntax.Error
		if errors.As(err, &known) {
			return fmt.Errorf("is not a regular expression: %s", known.Code)
		}
		return errors.New("is not a regular expression")
	}
	p.Regexp = re
	return nil
}
