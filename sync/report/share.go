package report

import "fmt"

// SmallNumber is the size from which on a share may be said as a percentage.
const SmallNumber = 20

// Share is a part of a whole, both as numbers.
type Share struct{ Part, Whole int }

// Percent is the rounded percentage; nil where the whole is too small for one
// to mean anything. Only nothing is 0, and only everything 100.
func (s Share) Percent() *int {
	if s.Whole < SmallNumber {
		return nil
	}
	p := (200*s.Part + s.Whole) / (2 * s.Whole)
	switch {
	case p == 0 && s.Part > 0:
		p = 1
	case p == 100 && s.Part < s.Whole:
		p = 99
	}
	return &p
}

// Words is "9 of 14", or "62 of 100 (62%)"; "none" of nothing.
func (s Share) Words() string {
	if s.Whole == 0 {
		return "none"
	}
	text := fmt.Sprintf("%d of %d", s.Part, s.Whole)
	if p := s.Percent(); p != nil {
		text += fmt.Sprintf(" (%d%%)", *p)
	}
	return text
}

func (s *Share) add(part bool) {
	s.Whole++
	if part {
		s.Part++
	}
}
