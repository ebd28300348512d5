package support

import "fmt"

// Names give numbers in place of names, the same number wherever a name stands.
type Names struct{ of map[string]map[string]string }

// Number is what stands for a name of a sort: "source 1". "" stays.
func (n *Names) Number(sort, name string) string {
	if name == "" {
		return ""
	}
	if n.of == nil {
		n.of = map[string]map[string]string{}
	}
	if n.of[sort] == nil {
		n.of[sort] = map[string]string{}
	}
	if n.of[sort][name] == "" {
		n.of[sort][name] = fmt.Sprintf("%s %d", sort, len(n.of[sort])+1)
	}
	return n.of[sort][name]
}
