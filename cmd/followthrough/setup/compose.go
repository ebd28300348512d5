package setup

import (
	_ "embed" // of the configuration's template
	"encoding/json"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"text/template"
)

//go:embed followthrough.yaml.tmpl
var configuration string

// Compose is the text of the configuration.
func Compose(a Answers) (string, error) {
	t, err := template.New("followthrough.yaml").Funcs(template.FuncMap{"q": quoted, "list": list, "kind": a.trackerName}).Parse(configuration)
	if err != nil {
		return "", fmt.Errorf("read the embedded configuration: %w", err)
	}
	var b strings.Builder
	if err := t.Execute(&b, struct {
		Answers
		Exclude string
		First   string
	}{a, a.exclude(), a.trackerName(a.Trackers[0])}); err != nil {
		return "", fmt.Errorf("fill in the embedded configuration: %w", err)
	}
	return b.String(), nil
}

// trackerName is the name of the tracker of a kind; "": the first, which the
// defaults name.
func (a Answers) trackerName(kind string) string {
	if kind == Files {
		return "backlogs"
	}
	return kind
}

// exclude keeps the backlogs from being read as reviews where they lie among
// them; "": they don't.
func (a Answers) exclude() string {
	if a.Reviews.Kind != Folder || !slices.Contains(a.Trackers, Files) {
		return ""
	}
	rel, err := filepath.Rel(a.Reviews.Path, a.Backlogs)
	if err != nil || rel == "." || !filepath.IsLocal(rel) {
		return ""
	}
	return filepath.ToSlash(rel) + "/**"
}

// plainRE is a text that every reader of YAML takes as this text, and reads as
// nothing else.
var plainRE = regexp.MustCompile(`^(?:(?:\.{0,2}/)*[A-Za-z][A-Za-z0-9_./@-]*(?: [A-Za-z0-9_./@-]+)*|https?://[A-Za-z0-9.:/_-]+[A-Za-z0-9/_-])$`)

// words are those that some readers take for something else.
var words = []string{"true", "false", "yes", "no", "on", "off", "null", "y", "n"}

// quoted is a text as a value of YAML: what is in it is neither syntax nor a
// variable.
func quoted(text string) (string, error) {
	text = strings.ReplaceAll(text, "${", "$${")
	if plainRE.MatchString(text) && !slices.Contains(words, strings.ToLower(text)) {
		return text, nil
	}
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(text); err != nil { // JSON is YAML
		return "", err
	}
	return strings.TrimSpace(b.String()), nil
}

// list is a flow list.
func list(texts []string) (string, error) {
	var out []string
	for _, text := range texts {
		q, err := quoted(text)
		if err != nil {
			return "", err
		}
		out = append(out, q)
	}
	return "[" + strings.Join(out, ", ") + "]", nil
}
