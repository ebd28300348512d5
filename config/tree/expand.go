package tree

import (
	"os"
	"regexp"
	"strings"
)

// placeholder is "$${", "${NAME}", or a "${" that is neither.
var placeholder = regexp.MustCompile(`\$\$\{|\$\{([A-Za-z_][A-Za-z0-9_]*)\}|\$\{`)

// expanded is a text with its variables' values.
type expanded struct {
	value string
	names []string // of the variables
	unset []string // those among them that have no value
	wrong []string // mistakes, in words that hold no variable's value
}

// expand replaces each ${NAME} by the environment variable, and $${ by ${. A
// variable that allowed refuses is not looked up.
func expand(s string, allowed func(name string) error) expanded {
	if !strings.Contains(s, "${") {
		return expanded{value: s}
	}
	var out expanded
	out.value = placeholder.ReplaceAllStringFunc(s, func(found string) string {
		switch found {
		case "$${":
			return "${"
		case "${":
			out.wrong = append(out.wrong, notAVariable(s))
			return found
		}
		name := found[2 : len(found)-1]
		if err := allowed(name); err != nil {
			out.wrong = append(out.wrong, err.Error())
			return found
		}
		out.names = append(out.names, name)
		value, ok := os.LookupEnv(name)
		if !ok {
			out.unset = append(out.unset, name)
		}
		return value
	})
	return out
}

// notAVariable says what is wrong with a ${ that is no variable.
func notAVariable(s string) string {
	switch {
	case strings.Contains(s, "${{"):
		return "${{ … }} is replaced by GitHub Actions alone: hand it over as an environment variable, and write ${NAME}"
	case defaulted.MatchString(s):
		return "a variable takes no default here: write ${NAME} alone"
	}
	return "${ is not followed by a variable's name and }, as in ${NAME}: write $${ for a plain ${"
}

var defaulted = regexp.MustCompile(`\$\{[A-Za-z_]\w*:?[-=?+]`)
