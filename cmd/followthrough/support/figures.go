package support

import (
	"fmt"
	"regexp"
	"strings"
)

var (
	// figure is a line of what Prometheus is given: its name, labels and value.
	figure = regexp.MustCompile(`^((?:followthrough|go|process)_[a-z0-9_]+)(?:\{(.*)\})? ([0-9eE+.-]+|NaN|[+-]Inf)$`)
	label  = regexp.MustCompile(`([a-z_]+)="((?:[^"\\]|\\.)*)"`)
	// shown are labels whose values are our own words.
	shown = regexp.MustCompile(`^(?:result|op|state|outcome|code|le|quantile|version|goversion)$`)
)

// Figures are the daemon's own, with numbers for the names in their labels.
func Figures(text string, n *Names) Part {
	var out strings.Builder
	for line := range strings.Lines(text) {
		m := figure.FindStringSubmatch(strings.TrimSpace(line))
		if m == nil {
			continue
		}
		var labels []string
		for _, l := range label.FindAllStringSubmatch(m[2], -1) {
			if value := l[2]; !shown.MatchString(l[1]) {
				l[2] = n.Number(l[1], value)
			}
			labels = append(labels, fmt.Sprintf("%s=%q", l[1], l[2]))
		}
		fmt.Fprintf(&out, "%s{%s} %s\n", m[1], strings.Join(labels, ","), m[3])
	}
	return Part{Name: "metrics.txt", What: "the daemon's figures", Data: []byte(out.String())}
}

// NoFigures are those of a daemon that does not answer.
func NoFigures(why string) Part { return Part{Name: "metrics.txt", Missing: why} }
