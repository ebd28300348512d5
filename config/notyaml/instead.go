package notyaml

import (
	"regexp"
	"strings"
)

// What stands in the place of YAML, or among it.

var (
	mergeMark   = regexp.MustCompile(`^(?:<<<<<<<|>>>>>>>|\|\|\|\|\|\|\|)(?: |$)`)
	tomlSection = regexp.MustCompile(`^\s*\[\[?[\w.-]+\]\]?\s*$`)
	assignment  = regexp.MustCompile(`^\s*(?:- )?([\w.-]+)\s*=(?:\s|$)`)
)

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

// conflict is what Git leaves in a file where two changes meet.
func conflict(s spot) Cause {
	for i, line := range s.lines {
		if mergeMark.MatchString(line) {
			return Cause{"this is a mark of a merge conflict: keep one of the two sides, and take out the lines with <<<<<<<, ======= and >>>>>>>", i + 1, 1}
		}
	}
	return Cause{}
}

// fence is Markdown around what was pasted.
func fence(s spot) Cause {
	for i, line := range s.lines {
		if strings.HasPrefix(line, "```") {
			return Cause{"``` is Markdown's mark around code: take such lines out", i + 1, 1}
		}
	}
	return Cause{}
}

// template is a placeholder that some other tool would have filled in.
func template(s spot) Cause {
	at := strings.Index(s.text, "{{")
	if at < 0 {
		at = strings.Index(s.text, "{%")
	}
	if at < 0 {
		return Cause{}
	}
	return s.at(column(s.text, at), Template)
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

// comment is one that begins as in other languages.
func comment(s spot) Cause {
	text := strings.TrimLeft(s.text, " ")
	for _, sign := range []string{"//", "/*", ";", "--"} {
		if strings.HasPrefix(text, sign) && !strings.HasPrefix(text, "---") {
			return s.at(1+len(s.text)-len(text), "a comment begins with # in YAML")
		}
	}
	return Cause{}
}

// otherLanguage is TOML, or a file of settings.
func otherLanguage(s spot) Cause {
	if tomlSection.MatchString(s.text) && len(s.open) == 0 {
		return s.at(1, "a section in brackets is TOML: YAML writes the key with a colon, and below it, indented, what belongs to it")
	}
	for i := s.line; i >= max(1, s.line-1); i-- { // a list in brackets above is read as one
		if tomlSection.MatchString(s.lines[i-1]) && len(s.open) == 0 {
			return Cause{"a section in brackets is TOML: YAML writes the key with a colon, and below it, indented, what belongs to it", i, 1}
		}
	}
	if m := assignment.FindStringSubmatchIndex(s.text); m != nil {
		return s.at(column(s.text, m[3]), "YAML writes a key with a colon and a blank, and not with =")
	}
	return Cause{}
}
