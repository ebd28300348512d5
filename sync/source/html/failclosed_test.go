package html

import (
	"strings"
	"testing"

	"github.com/followthrough/followthrough/sync/source/actions"
)

// TestFailsClosed: what says anywhere in a page who may see it counts, or the
// page is a draft.
func TestFailsClosed(t *testing.T) {
	meta := `<meta name="visibility" content="restricted">`
	body := "<h1>Outage</h1><p>Text</p><h2>Action items</h2><ul><li>Add an alert</ul>"
	css := "<head><style>" + strings.Repeat(".a{b:c}", 500) + "</style></head><body>"
	long := strings.Repeat("a:b;", 500)
	for name, doc := range map[string]string{
		"in a drawing":                 "<svg>" + meta + "</svg>" + body,
		"in a template":                "<template>" + meta + "</template>" + body,
		"where no script runs":         "<head><noscript>" + meta + "</noscript></head>" + body,
		"in a comment":                 "<!-- " + meta + " -->" + body,
		"in a comment with conditions": "<!--[if IE]>" + meta + "<![endif]-->" + body,
		"in a comment without an end":  body + "<!-- visibility: restricted",
		"a meta in an open comment":    body + "<!-- " + meta,
		"a tag without an end":         body + `<meta name="visibility" content="restricted"`,
		"a value without an end":       body + `<meta name='visibility' content='restricted`,
		"two names":                    `<meta name="x" name="visibility" content="restricted">` + body,
		"two contents":                 `<meta name="visibility" content="public" content="restricted">` + body,
		"a name and a property":        `<meta name="x" property="a visibility" content="restricted">` + body,
		"a name without its quote":     `<meta name="visibility content="restricted">` + body,
		"another attribute's value":    `<meta name="visibility" value="restricted">` + body,
		"an attribute of its own":      `<meta visibility="restricted">` + body,
		"as of a header":               `<meta http-equiv="visibility" content="restricted">` + body,
		"many attributes":              "<meta " + strings.Repeat("a ", 200) + meta[len("<meta"):] + body,
		"many metas":                   strings.Repeat("<meta name=a content=b>", 1001) + meta + body,
		"in a button":                  "<button>Visibility: restricted</button>" + body,
		"in a field":                   "<textarea>Visibility: restricted</textarea>" + body,
		"in a drawing's text":          "<svg><text>Visibility: restricted</text></svg>" + body,
		"in the window's name":         "<title>Visibility: restricted</title>" + body,
		"text where no script runs":    "<noscript><p>Visibility: restricted</p></noscript>" + body,
		"in an example":                "<xmp>Visibility: restricted</xmp>" + body,
		"hidden behind styles":         css + "<p hidden>Visibility: restricted</p>" + body,
		"a table behind styles":        css + "<table><tr><th>Sev<th>Visibility<tr><td>1<td>restricted</table>" + body,
		"boxes behind styles":          css + "<div><div>Visibility</div><div>restricted</div></div>" + body,
		"a long tag":                   `<table><tr><td>Sev<td>Visibility<tr><td style="` + long + `">1<td>restricted</table>` + body,
		"words without end tags":       css + "<div>Visibility<div>restricted<div>" + body,
		"behind an empty name":         "<svg><title/></svg>" + meta + body,
	} {
		v := Read([]byte(doc), actions.Settings{Restricted: []string{"visibility"}})
		said := strings.Join(append(v.Meta["visibility"], v.Meta["line.visibility"]...), " ")
		if !strings.Contains(said, "restricted") && yesNo(v.Published) != "false" {
			t.Errorf("%s: it is nothing but %q", name, v.Meta)
		}
		if len(v.Actions) != 1 {
			t.Errorf("%s: %d actions", name, len(v.Actions))
		}
	}
}
