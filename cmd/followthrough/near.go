package main

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/followthrough/followthrough/mapping"
)

// unknownError is a name that means no review and no action; near are those that may be meant.
type unknownError struct {
	name string
	near []string
}

func (e unknownError) Error() string {
	if numberRE.MatchString(e.name) {
		return fmt.Sprintf("no review or action named %q: an action is named REVIEW#%s", e.name, e.name)
	}
	if len(e.near) == 0 {
		return fmt.Sprintf("no review or action named %q: `followthrough status --short` lists those that are known", e.name)
	}
	return fmt.Sprintf("no review or action named %q: did you mean %s?", e.name, either(e.near))
}

// notFound is the mistake of a name that means nothing.
func (f finder) notFound(name string, known []place) error {
	// A near name may be a restricted review's.
	may := slices.DeleteFunc(slices.Clone(known), func(p place) bool { return !p.open && f.redact.On })
	return exitError{exitUsage, unknownError{name, near(name, may)}}
}

// mostNear is how many names are proposed.
const mostNear = 3

// near are the paths of the reviews that a name may mean: those that have all of
// its words, else those that are spelt almost so.
func near(name string, known []place) []string {
	var out []string
	wanted := wordsOf(name)
	for _, p := range known {
		all := wordsOf(p.Path + " " + p.title)
		missing := slices.ContainsFunc(wanted, func(w string) bool { return !slices.Contains(all, w) })
		if len(wanted) > 0 && !missing && !slices.Contains(out, p.Path) {
			out = append(out, p.Path)
		}
	}
	slices.Sort(out)
	if len(out) > 0 {
		return out[:min(len(out), mostNear)]
	}
	names := map[string]string{} // a path, by how it may be called
	for _, p := range known {
		base := path.Base(p.Path)
		for _, text := range []string{p.title, strings.TrimSuffix(base, path.Ext(base)), base, p.Path} {
			if text != "" {
				names[text] = p.Path
			}
		}
	}
	for len(out) < mostNear {
		texts := make([]string, 0, len(names))
		for text, at := range names {
			if !slices.Contains(out, at) {
				texts = append(texts, text)
			}
		}
		slices.Sort(texts) // of equally near ones always the same
		text := mapping.Nearest(name, texts)
		if text == "" {
			break
		}
		out = append(out, names[text])
	}
	return out
}

// wordsOf are the words of a name of two letters and more, without its ending.
func wordsOf(text string) []string {
	words := strings.FieldsFunc(strings.ToLower(strings.TrimSuffix(text, path.Ext(text))), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	return slices.DeleteFunc(words, func(w string) bool { return len(w) < 2 })
}

// either is `"a", "b" or "c"`.
func either(all []string) string {
	var quoted []string
	for _, s := range all {
		quoted = append(quoted, fmt.Sprintf("%q", s))
	}
	last := len(quoted) - 1
	if last == 0 {
		return quoted[0]
	}
	return strings.Join(quoted[:last], ", ") + " or " + quoted[last]
}
