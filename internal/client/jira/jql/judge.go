// Package jql reads queries of Jira as far as they are made of plain
// comparisons, to tell whether one finds an issue that is not there yet. It
// asks nobody, and says so where it can't tell.
package jql

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/internal/names"
)

// Verdict is what a query says of an issue of which not all is known.
type Verdict int

// The verdicts.
const (
	Perhaps Verdict = iota
	Yes
	No
)

// Issue is what is known of an issue: the values of its fields, by the name
// that queries have for them, in lower case. What is not there is not known.
type Issue map[string][]string

// Judge reads a query as far as it is made of plain comparisons, and tells
// what it says of an issue; why is the first comparison that decides, or that
// can't be told.
func Judge(jql string, i Issue) (Verdict, string) {
	filter := Filter(jql)
	p := &judging{words: wordRE.FindAllString(filter, -1), issue: i}
	if strings.TrimSpace(jql) == "" {
		return Yes, ""
	}
	v, why := p.or()
	if p.at < len(p.words) || p.bad {
		return Perhaps, "it is more than followthrough reads"
	}
	return v, why
}

type judging struct {
	words []string
	at    int
	issue Issue
	bad   bool
	deep  int
}

// maxDepth bounds how deep brackets are read.
const maxDepth = 50

func (p *judging) is(word string) bool {
	return p.at < len(p.words) && strings.EqualFold(p.words[p.at], word)
}

func (p *judging) take(word string) bool {
	if !p.is(word) {
		return false
	}
	p.at++
	return true
}

func (p *judging) or() (Verdict, string) {
	v, why := p.and()
	for p.take("or") || p.take("||") {
		next, other := p.and()
		switch {
		case v == Yes || next == Yes:
			v, why = Yes, ""
		case v == No && next == No:
			why += " or " + other
		case next == Perhaps:
			v, why = Perhaps, other
		}
	}
	return v, why
}

func (p *judging) and() (Verdict, string) {
	v, why := p.not()
	for p.take("and") || p.take("&&") {
		next, other := p.not()
		switch {
		case v == No:
		case next == No, next == Perhaps && v == Yes:
			v, why = next, other
		}
	}
	return v, why
}

func (p *judging) not() (Verdict, string) {
	if p.deep < maxDepth && (p.take("not") || p.take("!")) {
		p.deep++
		v, why := p.not()
		p.deep--
		switch v {
		case Yes:
			v = No
		case No:
			v = Yes
		}
		return v, "not " + why
	}
	if p.is("(") && p.deep < maxDepth {
		p.at++
		p.deep++
		v, why := p.or()
		p.deep--
		p.bad = p.bad || !p.take(")")
		return v, why
	}
	return p.comparison()
}

func (p *judging) comparison() (Verdict, string) {
	from := p.at
	field := p.next()
	negated, list := false, false
	switch {
	case p.take("="):
	case p.take("!="):
		negated = true
	case p.take("is"):
		negated = p.take("not")
	case p.take("in"):
		list = true
	case p.take("not"):
		p.bad = p.bad || !p.take("in")
		negated, list = true, true
	default:
		p.bad = true
		return Perhaps, field
	}
	values, known := p.values(list)
	text := strings.Join(p.words[from:p.at], " ")
	have, there := p.issue[fieldName(field)]
	if !known || !there {
		return Perhaps, text
	}
	if matches(have, values) != negated {
		return Yes, text
	}
	return No, text
}

func (p *judging) next() string {
	if p.at >= len(p.words) {
		p.bad = true
		return ""
	}
	p.at++
	return p.words[p.at-1]
}

// values are what a field is compared with; not known: it is a function.
func (p *judging) values(list bool) (out []string, known bool) {
	if !list {
		v, known := p.value()
		return []string{v}, known
	}
	if !p.take("(") { // a function that gives a list
		p.next()
		p.bad = p.bad || !p.is("(")
		p.arguments()
		return nil, false
	}
	known = true
	for more := true; more && !p.bad; more = p.take(",") {
		v, told := p.value()
		out, known = append(out, v), known && told
	}
	p.bad = p.bad || !p.take(")")
	return out, known
}

func (p *judging) value() (v string, known bool) {
	v = p.next()
	p.bad = p.bad || v == "(" || v == ")" || v == ","
	if p.is("(") {
		p.arguments()
		return v, false
	}
	return strings.ToLower(strings.Trim(v, `"'`)), true
}

// arguments passes over what a function is given.
func (p *judging) arguments() {
	for !p.bad && p.next() != ")" {
	}
}

func matches(have, values []string) bool {
	return slices.ContainsFunc(values, func(v string) bool {
		if v == "empty" || v == "null" {
			return len(have) == 0
		}
		return slices.ContainsFunc(have, func(h string) bool { return names.Alike(h, v) })
	})
}

// aliases are other names that queries have for fields.
var aliases = map[string]string{"type": "issuetype", "label": "labels", "components": "component"}

func fieldName(field string) string {
	field = strings.ToLower(strings.Trim(field, `"'`))
	return cmp.Or(aliases[field], field)
}

// wordRE is a name, a value in quotes, a bracket or comma, or a run of signs.
var wordRE = regexp.MustCompile(`(?s)"(?:\\.?|[^"\\])*"?|'(?:\\.?|[^'\\])*'?|[(),]|[=!<>~&|]+|[^\s\v\x{85}\p{Z}"'(),=!<>~&|]+`)

// Filter is a query without its order; one that finds all is made explicit.
func Filter(jql string) string {
	if i := strings.LastIndex(strings.ToLower(jql), "order by"); i >= 0 {
		jql = jql[:i]
	}
	if strings.TrimSpace(jql) == "" {
		return "created is not EMPTY"
	}
	return jql
}
