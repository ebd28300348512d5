package api

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// params are what an address says behind its question mark, read one by one: the
// first mistake counts, and what nobody read is one.
type params struct {
	values url.Values
	known  []string
	err    error
}

// maxValue is how many bytes a parameter has at most, and maxRepeated how often one
// stands that may be repeated.
const (
	maxValue    = 200
	maxRepeated = 100
)

// tokens are names under which people send tokens.
var tokens = regexp.MustCompile(`(?i)^(access_?|api_?|auth_?|bearer_?)?(token|key|authorization)$`)

func readParams(r *http.Request) *params {
	values, err := url.ParseQuery(r.URL.RawQuery)
	p := &params{values: values}
	if err != nil {
		p.fail("query", "it can't be read: names and values must be percent-encoded, and parted by &")
	}
	return p
}

func (p *params) fail(name, format string, args ...any) {
	if p.err == nil {
		p.err = Mistake{name, fmt.Errorf(format, args...)}
	}
}

// text is a parameter that stands once; "": it does not stand.
func (p *params) text(name string) string {
	all := p.list(name)
	if len(all) > 1 {
		p.fail(name, "it must stand once")
	}
	if len(all) == 0 {
		return ""
	}
	return all[0]
}

// list is a parameter that may be repeated.
func (p *params) list(name string) []string {
	p.known = append(p.known, name)
	all := p.values[name]
	if len(all) > maxRepeated {
		p.fail(name, "it must stand %d times at most", maxRepeated)
	}
	for _, v := range all {
		switch {
		case v == "":
			p.fail(name, "it is empty: leave it out, or give it a value")
		case len(v) > maxValue:
			p.fail(name, "it must have %d bytes at most", maxValue)
		}
	}
	return all
}

// truth is a parameter that is true or false; without it it is false.
func (p *params) truth(name string) bool {
	v := p.text(name)
	if v != "" && v != "true" && v != "false" {
		p.fail(name, "it must be true or false")
	}
	return v == "true"
}

// number is a parameter within bounds.
func (p *params) number(name string, usual, least, most int) int {
	v := p.text(name)
	if v == "" {
		return usual
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < least || n > most {
		p.fail(name, "it must be a number from %d to %d", least, most)
	}
	return n
}

// keys is a list of keys of reviews.
func (p *params) keys(name string) []string {
	all := p.list(name)
	p.areKeys(name, all)
	return all
}

func (p *params) areKeys(name string, all []string) {
	for _, v := range all {
		if !isKey.MatchString(v) {
			p.fail(name, "it must be the key of a review, 12 signs of 0-9 and a-f: /api/v1/reviews has them")
		}
	}
}

// choices is a list of words out of those that there are.
func (p *params) choices(name string, words []string, nearest func(string, []string) string) []string {
	all := p.list(name)
	for _, v := range all {
		if !slices.Contains(words, v) {
			p.fail(name, "%q is none of %s%s", v, strings.Join(words, ", "), meant(v, words, nearest))
		}
	}
	return all
}

// span is a time in whole seconds: 20s, or 20.
func (p *params) span(name string, most time.Duration) time.Duration {
	v := p.text(name)
	if v == "" {
		return 0
	}
	n, err := strconv.Atoi(strings.TrimSuffix(v, "s"))
	if err != nil || n < 0 || n > int(most/time.Second) {
		p.fail(name, "it must be a number of seconds up to %d, such as 20s", int(most/time.Second))
	}
	return time.Duration(n) * time.Second
}

// end is what is wrong with the parameters, those that nobody asked for included.
func (p *params) end(nearest func(string, []string) string) error {
	var unknown []string
	for name := range p.values {
		if !slices.Contains(p.known, name) {
			unknown = append(unknown, name)
		}
	}
	slices.Sort(unknown)
	for _, name := range unknown {
		if tokens.MatchString(name) {
			return Mistake{"query", fmt.Errorf("a token in an address stands in logs, and is not taken: send it as `Authorization: Bearer …`, and make another one")}
		}
	}
	if p.err != nil || len(unknown) == 0 {
		return p.err
	}
	name := unknown[0]
	if len(name) > maxValue {
		return Mistake{"query", fmt.Errorf("there is no parameter of that name%s", offered(p.known))}
	}
	if near := meant(name, p.known, nearest); near != "" {
		return Mistake{"query", fmt.Errorf("there is no parameter %q%s", name, near)}
	}
	return Mistake{"query", fmt.Errorf("there is no parameter %q%s", name, offered(p.known))}
}

func offered(known []string) string {
	if len(known) == 0 {
		return ": this address takes none"
	}
	return ": this address takes " + strings.Join(known, ", ")
}

func meant(word string, known []string, nearest func(string, []string) string) string {
	if near := nearest(word, known); near != "" {
		return fmt.Sprintf(": did you mean %s?", near)
	}
	return ""
}
