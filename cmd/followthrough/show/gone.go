package show

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/sync/plan"
)

// mostNamed is how many reviews are named one by one.
const mostNamed = 3

// Strand is what is out of sight in one place: how much, of which reviews, and
// what to do; Next is "" where that is nothing.
type Strand struct{ What, Next string }

// Gone says of the items that are in no configured tracker, with away telling
// where they are, what is to be known, place by place. What is settled needs
// nothing.
func Gone(records []plan.Review, away func(plan.Action) string, name func(plan.Review) string) []Strand {
	type strand struct {
		items   int
		reviews []string
		sources []string
	}
	strands := map[string]*strand{}
	for _, r := range records {
		for _, k := range r.Actions {
			from := away(k)
			if from == "" || k.State.Settled() || k.Position == plan.Withdrawn || r.Silent() {
				continue
			}
			s := strands[from]
			if s == nil {
				s = &strand{}
				strands[from] = s
			}
			s.items++
			s.reviews = append(s.reviews, name(r))
			s.sources = append(s.sources, r.Source)
		}
	}
	var out []Strand
	for _, from := range slices.Sorted(maps.Keys(strands)) {
		s := strands[from]
		for _, list := range []*[]string{&s.reviews, &s.sources} {
			slices.Sort(*list)
			*list = slices.Compact(*list)
		}
		named := strings.Join(s.reviews[:min(mostNamed, len(s.reviews))], ", ")
		if more := len(s.reviews) - mostNamed; more > 0 {
			named += fmt.Sprintf(" and %s more", Count(more, "review"))
		}
		out = append(out, Strand{
			What: fmt.Sprintf("%s %s %s (%s)", Count(s.items, "open item"), Are(s.items), from, named),
			Next: fmt.Sprintf("the next sync takes up what another tracker knows by its address; `followthrough remake --source %s` makes the rest anew", only(s.sources)),
		})
	}
	return out
}

// only is the one name of a list, or what stands for any of several.
func only(names []string) string {
	if len(names) == 1 {
		return names[0]
	}
	return "NAME"
}

// Strands prints below all else what is out of sight, as far as there is something
// to do.
func Strands(e terminal.Env, said []Strand) {
	for _, s := range said {
		if s.Next != "" {
			fmt.Fprintf(e.Out, "\n%s\n", s.words(e))
		}
	}
}

// StrandsAbove prints it above a sum.
func StrandsAbove(e terminal.Env, said []Strand) {
	for _, s := range said {
		if s.Next != "" {
			fmt.Fprintf(e.Out, "%s\n\n", s.words(e))
		}
	}
}

func (s Strand) words(e terminal.Env) string {
	return terminal.Wrap(terminal.Clean(e.Moments("! "+s.What+": "+s.Next)), e.Width-2, "  ")
}
