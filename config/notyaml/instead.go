package notyaml

import "strings"

// What stands in the place of YAML, or among it.

// page is a web page that was saved in the file's place.
func page(s spot) Cause {
	for i, line := range s.lines {
		if text := strings.TrimSpace(line); text != "" {
			if strings.HasPrefix(text, "<") && !strings.HasPrefix(text, "<<") {
				return Cause{"this is HTML or XML: was a web page saved in the place of the file?", i + 1, 1}
			}
			return Cause{}
		}
	}
	return Cause{}
}

// Template is said of a placeholder of a template.
const Template = "{{ and {% are signs of a template, which nobody filled in: fill it in first, or write \"${NAME}\" for an environment variable"

// variable is ${NAME} inside brackets, whose { opens a group there.
func variable(s spot) Cause {
	for at := s.column; at >= s.column-1; at-- {
		if s.rune(at) == '{' && s.rune(at-1) == '$' {
			return s.at(at-1, `inside {} and [] a variable must be in quotes: "${NAME}"`)
		}
	}
	return Cause{}
}
