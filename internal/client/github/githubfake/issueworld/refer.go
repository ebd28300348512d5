package issueworld

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Reference is something in a text on which GitHub acts.
type Reference struct {
	Kind ReferenceKind
	Text string // as it stands there, such as @acme/payments, #12, or an address
}

// ReferenceKind is what GitHub does.
type ReferenceKind string

// The kinds of references.
const (
	Mention ReferenceKind = "mention" // pings a person or a team
	Link    ReferenceKind = "link"    // shows on the other issue's timeline
	Close   ReferenceKind = "close"   // would close the other issue on a merge
)

var (
	mentionRE = regexp.MustCompile(`(?:^|\W)(@[A-Za-z0-9][A-Za-z0-9-]*(?:/[A-Za-z0-9][\w-]*)?)`)
	wordRE    = regexp.MustCompile(`^(?:\w|\.+\w)`)
	numberRE  = regexp.MustCompile(`(?:^|[^\w/.-])((?:[\w.-]+/[\w.-]+|[\w-]+)?#[0-9]+|(?i:gh)-[0-9]+)(?:$|[^\w])`)
	addressRE = regexp.MustCompile(`(https?://[^\s/]+)/([\w.-]+)/([\w.-]+)/(?:issues|pull|pulls|discussions)/([0-9]+)`)
	githubRE  = regexp.MustCompile(`^https?://(?:www\.)?github\.com$`)
	closingRE = regexp.MustCompile(`(?i)(?:^|[^\w])(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s*$`)
	skippedRE = regexp.MustCompile(`(?is)<!--.*?(?:-->|$)|<(code|pre|a|style|script|textarea)\b.*?(?:</(?:code|pre|a|style|script|textarea)\s*>|$)|<[^>]*>`)
)

// References are what GitHub acts on in a Markdown text, in its order: not in
// code, nor in comments. Links with an address of an issue count too, as
// GitHub shows them on that issue's timeline. Its backslashes and entities are
// no protection: GitHub looks at the text that a reader sees.
func (w *World) References(markdown string) []Reference {
	src := []byte(markdown)
	doc := goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser().Parse(text.NewReader(src))
	s := scan{src: src, host: w.Host()}
	_ = ast.Walk(doc, s.visit)
	s.flush()
	return s.found
}

// scan gathers the text that a reader sees, run by run: a run ends where other
// markup begins, as GitHub looks at each text node for itself.
type scan struct {
	src   []byte
	host  string
	run   strings.Builder
	last  string // the run before, for a keyword in front of a link
	raw   int    // depth of code, pre and a in raw HTML
	found []Reference
}

func (s *scan) visit(n ast.Node, entering bool) (ast.WalkStatus, error) {
	switch x := n.(type) {
	case *ast.Text:
		if entering && s.raw == 0 {
			s.text(x)
		}
		return ast.WalkContinue, nil
	case *ast.String:
		if entering && s.raw == 0 {
			s.run.Write(x.Value)
		}
		return ast.WalkContinue, nil
	}
	s.flush()
	if n.Type() == ast.TypeBlock {
		s.last = ""
	}
	if !entering {
		return ast.WalkContinue, nil
	}
	return s.markup(n), nil
}

// markup reads what is no text.
func (s *scan) markup(n ast.Node) ast.WalkStatus {
	switch x := n.(type) {
	case *ast.CodeSpan, *ast.CodeBlock, *ast.FencedCodeBlock:
		s.last = ""
		return ast.WalkSkipChildren
	case *ast.RawHTML:
		s.tag(string(x.Segments.Value(s.src)))
	case *ast.HTMLBlock:
		s.block(x)
	case *ast.AutoLink:
		s.address(string(x.URL(s.src)))
	case *ast.Link:
		s.address(string(x.Destination))
		// What a link shows is no mention, and no reference by number.
		return ast.WalkSkipChildren
	}
	return ast.WalkContinue
}

func (s *scan) text(x *ast.Text) {
	value := x.Segment.Value(s.src)
	if !x.IsRaw() {
		value = util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(value)))
	}
	s.run.Write(value)
	if x.SoftLineBreak() || x.HardLineBreak() {
		s.run.WriteByte('\n')
	}
}

// tag follows raw HTML in a line.
func (s *scan) tag(tag string) {
	tag = strings.ToLower(strings.TrimLeft(tag, "< "))
	closing := strings.HasPrefix(tag, "/")
	name := strings.FieldsFunc(tag, func(r rune) bool { return r < 'a' || r > 'z' })
	if len(name) == 0 || !slices.Contains([]string{"code", "pre", "a", "style", "script", "textarea"}, name[0]) {
		return
	}
	if closing {
		s.raw = max(s.raw-1, 0)
	} else {
		s.raw++
	}
}

// block reads a block of raw HTML: what is neither tag, nor comment, nor code.
func (s *scan) block(x *ast.HTMLBlock) {
	html := string(x.Lines().Value(s.src))
	if x.HasClosure() {
		html += string(x.ClosureLine.Value(s.src))
	}
	for _, m := range addressRE.FindAllString(html, -1) {
		if strings.Contains(html, `"`+m) {
			s.address(m)
		}
	}
	for part := range strings.SplitSeq(skippedRE.ReplaceAllString(html, "\x00"), "\x00") {
		s.run.WriteString(string(util.ResolveEntityNames(util.ResolveNumericReferences([]byte(part)))))
		s.flush()
	}
	s.last = ""
}

// address notes a link to an issue of this site.
func (s *scan) address(url string) {
	m := addressRE.FindStringSubmatch(url)
	if m == nil || m[1] != s.host && !githubRE.MatchString(m[1]) {
		return
	}
	s.note(s.last, m[0])
	s.last = ""
}

// note adds a reference to an issue; before is what stands in front of it.
func (s *scan) note(before, text string) {
	kind := Link
	if closingRE.MatchString(before) {
		kind = Close
	}
	s.found = append(s.found, Reference{kind, text})
}

// flush looks at a run that is whole.
func (s *scan) flush() {
	run := s.run.String()
	s.run.Reset()
	if run == "" {
		return
	}
	s.last = run
	for _, m := range mentionRE.FindAllStringSubmatchIndex(run, -1) {
		// @x_y and @x.y are no handles; @x. ends a sentence.
		if !wordRE.MatchString(run[m[3]:]) {
			s.found = append(s.found, Reference{Mention, run[m[2]:m[3]]})
		}
	}
	for from := 0; ; {
		m := numberRE.FindStringSubmatchIndex(run[from:])
		if m == nil {
			break
		}
		s.note(run[:from+m[2]], run[from+m[2]:from+m[3]])
		from += m[3]
	}
	for _, m := range addressRE.FindAllStringIndex(run, -1) {
		s.last = run[:m[0]]
		s.address(run[m[0]:m[1]])
	}
}

// refer lets a text of an issue show on the timelines of those it names.
func (c *Caller) refer(i Issue, body string) {
	for _, r := range c.References(body) {
		other, found := c.named(i.Repo, r)
		if !found || other.ID == i.ID || c.crossed(other, i.ID) {
			continue
		}
		out := c.records[other.ID].now().clone()
		c.happened(&out, c.Account, Event{Kind: "cross-referenced", Other: i.ID})
		c.write(out)
	}
}

func (c *Caller) crossed(i Issue, by int64) bool {
	return slices.ContainsFunc(i.Events, func(e Event) bool { return e.Kind == "cross-referenced" && e.Other == by })
}

// named is the issue that a reference in a repository names.
func (c *Caller) named(repo int64, r Reference) (Issue, bool) {
	if r.Kind == Mention {
		return Issue{}, false
	}
	home, _ := c.places.Repo(repo)
	owner, name, digits := home.Owner, home.Name, strings.TrimLeft(r.Text[strings.LastIndexAny(r.Text, "#-/")+1:], "#")
	if m := addressRE.FindStringSubmatch(r.Text); m != nil {
		owner, name = m[2], m[3]
	} else if before, _, full := strings.Cut(r.Text, "#"); full && strings.Contains(before, "/") {
		owner, name, _ = strings.Cut(before, "/")
	}
	n, _ := strconv.ParseInt(digits, 10, 64)
	place, sees := c.Named(owner, name)
	if !sees {
		return Issue{}, false
	}
	i, found := c.At(place.ID, n)
	return i, found && i.There()
}

// Acted are the references in all that was written through the API: a test
// that copies words into issues asserts that there are none.
func (w *World) Acted() []Reference {
	var out []Reference
	for _, i := range w.Filter(Issue.There) {
		if i.OverHTTP {
			out = append(out, w.References(i.Body)...)
		}
		for _, comment := range i.Comments {
			if comment.OverHTTP {
				out = append(out, w.References(comment.Body)...)
			}
		}
	}
	return out
}
