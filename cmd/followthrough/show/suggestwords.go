package show

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/mapping/suggest"
)

// quoted is a text of somebody else's as a value of a configuration: it stands
// there as it is, whatever YAML or the configuration would make of its signs.
type quoted string

// plainYAML is a text that is the same without quotes, whoever reads it.
var plainYAML = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]*(?:[ /.-][A-Za-z0-9_]+)*$`)

// notText are words that readers of YAML take for something else.
func notText() []string {
	return []string{"true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf"}
}

// MarshalYAML writes it in double quotes where it needs any.
func (q quoted) MarshalYAML() ([]byte, error) { return []byte(q.String()), nil }

// String is the value as it stands in YAML.
func (q quoted) String() string {
	text := strings.ReplaceAll(string(q), "${", "$${")
	if plainYAML.MatchString(text) && !slices.Contains(notText(), strings.ToLower(text)) {
		return text
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b) // YAML's double quotes know all escapes of JSON's
	enc.SetEscapeHTML(false)
	if err := enc.Encode(text); err != nil {
		return `""`
	}
	return strings.TrimSpace(b.String())
}

// longestComment is how many columns a comment has that quotes somebody else.
const longestComment = 200

// oneLine is a text that can stand in a comment.
func oneLine(text string) string { return terminal.Cut(terminal.Clean(text), longestComment) }

func comment(line string) string { return strings.TrimRight("# "+oneLine(line), " ") + "\n" }

// commented is YAML that counts for nothing until somebody takes the signs away.
func commented(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString(strings.TrimRight("# "+strings.TrimRight(line, "\n"), " ") + "\n")
	}
	return b.String()
}

// often is how often a text was written, and where first.
func often(t suggest.Text) string {
	out := times(t.Count)
	if t.Why != "" {
		out += ", " + t.Why
	}
	if at := where(t.First); at != "" {
		out += "; first in " + at
	}
	return out
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

func where(at suggest.Where) string {
	if at.Line == 0 {
		return at.Review
	}
	return fmt.Sprintf("%s:%d", at.Review, at.Line)
}

// aboutTeam says how often a team is written, and in what ways that need no alias.
func aboutTeam(t suggest.Team) []string {
	first := often(suggest.Text{Count: t.Count, First: t.First, Why: t.Why})
	if t.Count == 0 {
		first = cmp.Or(t.Why, "no review names it")
	}
	out := []string{first}
	var also []string
	for _, a := range t.Also {
		if a.Text != t.Name && !t.There {
			also = append(also, fmt.Sprintf("%s (%d)", quoted(a.Text), a.Count))
		}
	}
	if len(also) > 0 {
		out = append(out, "also written, and led there without an alias: "+strings.Join(also, ", "))
	}
	return append(out, append(maybe("aliases", t.Maybe), maybe("services", t.MaybeServices)...)...)
}

// maybe are values for a person to look at.
func maybe(key string, texts []suggest.Text) (out []string) {
	if len(texts) > 0 {
		out = append(out, "look at these, and put what is right under "+key+":")
	}
	for _, t := range texts {
		out = append(out, fmt.Sprintf("  - %s # %s", quoted(t.Text), often(t)))
	}
	return out
}

func aboutBacklog(t suggest.Team) (out []string) {
	switch {
	case t.Backlog == nil && len(t.Fits) > 0:
		out = append(out, "no place is surely the team's: choose one, or leave the review's own box as the state")
	case t.Backlog == nil:
		out = append(out, "no place's name fits: name the team's, or leave the review's own box as the state")
	default:
		out = append(out, called(*t.Backlog)+t.Backlog.Why)
	}
	for _, f := range t.Fits {
		out = append(out, fmt.Sprintf("or %s %s: %s%s", f.Tracker, quoted(f.Project), called(f), f.Why))
	}
	return out
}

// called is how people call a place, where that is another name than its key.
func called(f suggest.Fit) string {
	if f.Name == f.Project {
		return ""
	}
	return "called " + quoted(f.Name).String() + ", "
}

func people(s Suggested) string {
	return aside("Who own actions, and nothing tells of which team they are: put each under the members of theirs.", len(s.People), func(i int) []suggest.Text {
		p := s.People[i]
		texts := slices.Clone(p.Texts)
		for n := range texts {
			texts[n].Why = strings.Join(slices.DeleteFunc([]string{texts[n].Why, p.Why}, func(w string) bool { return w == "" }), "; ")
		}
		return texts
	})
}

func unsure(s Suggested) string {
	return aside("A team or a person? Nothing tells; put each where it belongs, if anywhere.", len(s.Unsure), func(i int) []suggest.Text {
		u := s.Unsure[i]
		texts := slices.Clone(u.Texts)
		for n := range texts {
			if texts[n].Why = u.Why; n == 0 && len(u.Fits) > 0 {
				texts[n].Why += fmt.Sprintf("; %s %s fits", u.Fits[0].Tracker, quoted(u.Fits[0].Project))
			}
		}
		return texts
	})
}

func services(s Suggested) string {
	return aside("Services that reviews name, and nothing tells whose they are.", len(s.Services), func(i int) []suggest.Text {
		one := s.Services[i]
		if len(one.Maybe) > 0 {
			one.Text.Why = "of " + strings.Join(one.Maybe, " or ")
		}
		return []suggest.Text{one.Text}
	})
}

// aside is a comment that lists n things, a few of them, each by its texts; "":
// there are none.
func aside(title string, n int, texts func(i int) []suggest.Text) string {
	if n == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("\n" + comment(title))
	for i := range min(n, mostShown) {
		for _, t := range texts(i) {
			b.WriteString(comment(fmt.Sprintf("  - %s # %s", quoted(t.Text), often(t))))
		}
	}
	if n > mostShown {
		b.WriteString(more(n - mostShown))
	}
	return b.String()
}

func more(n int) string { return comment(fmt.Sprintf("  and %d more: -o json lists all", n)) }
