package tree

import (
	"fmt"
	"os"
	"regexp"
	"strings"
)

// placeholder is "$${", "${NAME}", or a "${" that is neither.
var placeholder = regexp.MustCompile(`\$\$\{|\$\{([A-Za-z_][A-Za-z0-9_]*)\}|\$\{`)

// expand replaces each ${NAME} by the environment variable, and $${ by ${. It
// returns the variables' names, and what is wrong in words that hold no
// variable's value. A variable that allowed refuses is not looked up.
func expand(s string, allowed func(name string) error) (value string, names, wrong []string) {
	if !strings.Contains(s, "${") {
		return s, nil, nil
	}
	out := placeholder.ReplaceAllStringFunc(s, func(found string) string {
		switch found {
		case "$${":
			return "${"
		case "${":
			wrong = append(wrong, "${ is not followed by a variable's name and }: write $${ for a plain ${")
			return found
		}
		name := found[2 : len(found)-1]
		if err := allowed(name); err != nil {
			wrong = append(wrong, err.Error())
			return found
		}
		names = append(names, name)
		value, ok := os.LookupEnv(name)
		if !ok {
			wrong = append(wrong, fmt.Sprintf("the environment variable %s is not set", name))
		}
		return value
	})
	return out, names, wrong
}
