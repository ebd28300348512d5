// Package evidence weighs what speaks for and against a line of a review being
// a follow-up action. It knows signs and their weights, and nothing of documents:
// who reads one says which signs a line shows.
package evidence

import (
	"slices"
	"strings"
)

// Verdict is what the evidence comes to.
type Verdict int

// The verdicts.
const (
	None     Verdict = iota // no action
	Doubtful                // maybe one: a person has to say so
	Certain                 // an action
)

// Evidence is the set of signs that a line shows.
type Evidence struct {
	// Announced says that it stands in a section whose label announces actions, or
	// may, or that it is marked as one: only there the signs are weighed.
	Announced bool
	// Settled says that the document has actions that are certain.
	Settled bool
	signs   set
}

// Add notes that a sign is shown.
func (e *Evidence) Add(s Sign) { e.signs.add(s) }

// With is the evidence and what another shows.
func (e Evidence) With(other Evidence) Evidence {
	e.signs = e.signs.with(other.signs)
	return e
}

// Shows tells whether a sign was noted.
func (e Evidence) Shows(s Sign) bool { return e.signs.has(s) }

// Weight is the sum of what the signs weigh: the logarithm of the odds that the
// line is an action, as they were in the labelled documents.
func (e Evidence) Weight() float64 {
	sum := bias
	for s := range e.signs.each {
		sum += weights[s]
	}
	return sum
}

// The bounds of the weight from which on a line is doubtful, and certain: beside
// actions that are certain, what may be none is asked about less.
const (
	fromDoubtful = -0.7
	fromSettled  = 0
	fromCertain  = 0.5
)

// Verdict is what the evidence comes to. What no label announces is never certain.
func (e Evidence) Verdict() Verdict { return e.VerdictAt(e.Weight()) }

// VerdictAt is the verdict if the signs weighed so much.
func (e Evidence) VerdictAt(weight float64) Verdict {
	if !e.Announced {
		return e.unannounced()
	}
	v, from := None, float64(fromDoubtful)
	if e.Settled {
		from = fromSettled
	}
	switch {
	case weight >= fromCertain, e.plain():
		v = min(Certain, e.most())
	case weight >= from, e.Shows(HeadingForm) && e.signs.any(of(LabelWhole, LabelPart)):
		v = min(Doubtful, e.most())
	}
	switch {
	case v == None && e.plainly():
		return Doubtful
	case v == Doubtful && e.idle():
		return None
	}
	return v
}

// Reason is one sign with what it weighs.
type Reason struct {
	Words  string
	Weight float64
}

// Reasons are the signs that were shown, those that weigh most first.
func (e Evidence) Reasons() []Reason {
	var out []Reason
	for s := range e.signs.each {
		if w := weights[s]; w != 0 {
			out = append(out, Reason{s.Words(), w})
		}
	}
	slices.SortStableFunc(out, func(a, b Reason) int { return cmpAbs(b.Weight, a.Weight) })
	return out
}

func cmpAbs(a, b float64) int {
	switch a, b = max(a, -a), max(b, -b); {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// maxSaid is how many signs are said each way.
const maxSaid = 3

// Said is the evidence in words, what speaks for the line first: the strongest signs
// each way.
func (e Evidence) Said() string {
	var parts, contra []string
	if !e.Announced {
		contra = append(contra, "no label above it announces actions")
		if e.Settled {
			contra = append(contra, "the document has actions that are certain")
		}
	}
	for _, r := range e.Reasons() {
		switch {
		case r.Weight > 0 && len(parts) < maxSaid:
			parts = append(parts, r.Words)
		case r.Weight <= 0 && len(contra) < maxSaid:
			contra = append(contra, r.Words)
		}
	}
	said := ""
	if len(parts) > 0 {
		said = "for it: " + strings.Join(parts, ", ")
	}
	if len(parts) > 0 && len(contra) > 0 {
		said += "; "
	}
	if len(contra) > 0 {
		said += "against it: " + strings.Join(contra, ", ")
	}
	return said
}
