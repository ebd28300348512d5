package frontmatter

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

var (
	errMalformed = errors.New("is no YAML")
	errAlias     = errors.New("stands for what is written elsewhere (*), which is not followed: write it out")
	errMerge     = errors.New("takes in what is written elsewhere (<<), which is not followed: write it out")
	errTag       = errors.New("bears a tag (!) that is not known here: take it out")
	errDeep      = fmt.Errorf("nests deeper than %d levels: flatten it", maxDepth)
	errKey       = errors.New("holds a key that is no plain text: write it as one")
	errHolds     = errors.New("holds another key that counts, in one line with it: give it a line of its own, or put the value in quotes")
	errFull      = errors.New("holds too many values")
)

// yamlReader reads the keys of one front matter.
type yamlReader struct {
	r       *reader
	parsed  []parsed
	anchors map[string]bool
}

// parsed is a chunk with what YAML's own reader makes of it; nil: nothing.
type parsed struct {
	*chunk
	value ast.Node
}

func (y *yamlReader) parse(c *chunk) {
	p := parsed{chunk: c}
	if pair := pairOf(parse(c.text.String())); pair != nil && !glued(c.value) && !escaped(c.text.String()) {
		if name, err := keyText(pair.Key); err == nil {
			c.key, c.name = review.Fold(name), name
			p.value = pair.Value
		}
	}
	if p.value != nil {
		ast.Walk(anchorFinder{y}, p.value)
	}
	y.parsed = append(y.parsed, p)
}

// escaped: a key in quotes has a backslash, which makes other signs of those that
// people see.
func escaped(text string) bool {
	return strings.HasPrefix(text, `"`) && strings.Contains(text[:quoted(text)], `\`)
}

// glued: a remark follows what is closed without a space. YAML allows that as
// little as other words there, its reader takes it.
func glued(value string) bool {
	if value == "" {
		return false
	}
	switch value[0] {
	case '"', '\'':
		return strings.HasPrefix(value[quoted(value):], "#")
	case '[', '{':
		return strings.Contains(value, "]#") || strings.Contains(value, "}#")
	}
	return false
}

// parse reads one text as one YAML document; nil: it is none.
func parse(text string) (root ast.Node) {
	defer func() {
		if recover() != nil {
			root = nil
		}
	}()
	file, err := parser.ParseBytes([]byte(text), 0, parser.AllowDuplicateMapKey())
	if err != nil || len(file.Docs) != 1 {
		return nil
	}
	return file.Docs[0].Body
}

// pairOf is the one pair of a mapping; nil: it is no mapping, or has others.
func pairOf(root ast.Node) *ast.MappingValueNode {
	switch x := root.(type) {
	case *ast.MappingNode:
		if len(x.Values) == 1 && !x.IsFlowStyle {
			return x.Values[0]
		}
	case *ast.MappingValueNode:
		return x
	}
	return nil
}

type anchorFinder struct{ y *yamlReader }

func (f anchorFinder) Visit(n ast.Node) ast.Visitor {
	if a, ok := n.(*ast.AnchorNode); ok && a.Name != nil {
		if f.y.anchors == nil {
			f.y.anchors = map[string]bool{}
		}
		f.y.anchors[a.Name.GetToken().Value] = true
	}
	return f
}

func (y *yamlReader) read() {
	for _, p := range y.parsed {
		if y.r.full {
			return
		}
		before, err := len(y.r.out.Values), errMalformed
		if p.value != nil {
			err = y.put(p.value, p.key, p.line, y.r.given(), 1)
		}
		if tagged(p.chunk.value) && p.lines == 1 && y.r.keys.Decides(p.key) {
			y.r.flaw(p.line, "%s has a remark in place of a value, for # opens one: put the value in quotes", y.r.nameOf(p))
		}
		if p.key == "<<" {
			err = errMerge
		}
		if err != nil {
			y.r.out.Values = y.r.out.Values[:before]
			y.unread(p, err)
		}
	}
}

// tagged tells whether what stands behind a key is one word behind a #, which is
// a value to people, and a remark to YAML.
func tagged(value string) bool {
	return len(value) > 1 && value[0] == '#' && value[1] != '#' && !blank(value[1])
}

// unread judges a key that YAML's own reader does not take: it is plain text
// only where it is malformed by itself alone, and nothing depends on it.
func (y *yamlReader) unread(p parsed, err error) {
	r, open := y.r, unclosed(p.chunk.value)
	switch {
	case errors.Is(err, errFull):
	case p.lines > 1 && errors.Is(err, errMalformed):
		r.flaw(p.line, "%s and the lines that belong to it are no YAML: put the value in quotes, in one line, or put right how it is indented", r.nameOf(p))
	case r.keys.Decides(p.key) || strings.ContainsAny(p.name, `\`):
		r.flaw(p.line, "%s %v", r.nameOf(p), mended(err, open))
	case p.lines > 1, errors.Is(err, errDeep), errors.Is(err, errHolds), errors.Is(err, errAlias) && y.defined(p.chunk.value):
		r.flaw(p.line, "%s %v", r.nameOf(p), err)
	case errors.Is(err, errMalformed) && open != "":
		r.flaw(p.line, "%s opens a %s that its line does not close: close it, or put the value in quotes", r.nameOf(p), open)
	case r.keys.holds(p.chunk.value):
		r.flaw(p.line, "%s %v", r.nameOf(p), errHolds)
	default:
		r.add(document.Value{Key: p.key, Text: strings.Trim(p.chunk.value, `"'`), Line: p.line, Given: r.given()})
		r.out.Flaws = append(r.out.Flaws, review.Flaw{
			Line: p.line, Text: true, What: r.nameOf(p) + " is no YAML and was taken as plain text: put the value in quotes",
		})
	}
}

func mended(err error, open string) string {
	switch {
	case !errors.Is(err, errMalformed):
		return err.Error()
	case open != "":
		return "opens a " + open + " that its line does not close: close it"
	}
	return "is no YAML: put the value in quotes"
}

// nameOf is a key for people. One that nobody knows may be words of the review,
// and is not named.
func (r *reader) nameOf(p parsed) string {
	if r.keys.Decides(p.key) || words.IsRecordKey(p.key) {
		return "`" + p.key + ":`"
	}
	return "this key"
}

// defined tells whether a value may name an anchor that stands somewhere.
func (y *yamlReader) defined(value string) bool {
	for name := range y.anchors {
		if strings.Contains(value, "*"+name) {
			return true
		}
	}
	return false
}

// knownTags change nothing about a text, a list or a group of keys.
var knownTags = []string{"!!str", "!!int", "!!float", "!!bool", "!!null", "!!timestamp", "!!seq", "!!map"}

// put adds what a node holds below a key.
func (y *yamlReader) put(n ast.Node, key string, line, given, depth int) error {
	if depth > maxDepth {
		return errDeep
	}
	switch x := n.(type) {
	case nil:
		return nil
	case *ast.MappingNode:
		return y.pairs(x.Values, key, line, depth)
	case *ast.MappingValueNode:
		return y.pairs([]*ast.MappingValueNode{x}, key, line, depth)
	case *ast.SequenceNode:
		for _, item := range x.Values {
			if err := y.put(item, key, line, given, depth+1); err != nil {
				return err
			}
		}
		return nil
	case *ast.AnchorNode:
		if y.r.keys.Decides(key) && !plainAnchor(x) {
			return errMalformed // a value that begins with "&", most likely
		}
		return y.put(x.Value, key, line, given, depth+1)
	case *ast.AliasNode:
		return errAlias
	case *ast.TagNode:
		if !slices.Contains(knownTags, strings.TrimSpace(x.GetToken().Value)) {
			return errTag
		}
		return y.put(x.Value, key, line, given, depth+1)
	}
	return y.scalar(n, document.Value{Key: key, Line: line, Given: given})
}

// plainAnchor tells whether an anchor's name is one that people give.
func plainAnchor(a *ast.AnchorNode) bool {
	return a.Name != nil && !strings.ContainsFunc(a.Name.GetToken().Value, func(c rune) bool {
		return !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '_' && c != '-'
	})
}

func (y *yamlReader) scalar(n ast.Node, v document.Value) error {
	switch x := n.(type) {
	case *ast.NullNode: // no value, but a key
	case *ast.StringNode:
		if x.GetToken().Type == token.StringType && !plain(x.Value) {
			return errMalformed // the reader lets some pass that YAML does not
		}
		if x.GetToken().Type == token.StringType && y.r.keys.strict().holds(withoutQueries(x.Value)) {
			return errHolds
		}
		v.Text = x.Value
	case *ast.LiteralNode:
		v.Text = x.Value.Value
	case *ast.BoolNode, *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		v.Text = x.GetToken().Value // its digits, and not what they amount to
	default:
		return errMalformed
	}
	if !y.r.add(v) {
		return errFull
	}
	return nil
}

// withoutQueries is a text without its addresses and what is asked in them.
func withoutQueries(text string) string {
	if !strings.ContainsAny(text, "?&/") {
		return text
	}
	return strings.Join(slices.DeleteFunc(strings.Fields(text), func(w string) bool {
		asked := strings.IndexAny(w, "?&")
		return strings.Contains(w, "://") || asked >= 0 && strings.Contains(w[asked:], "=")
	}), " ")
}

// plain tells whether YAML allows a text without quotes.
func plain(text string) bool {
	return text == "" || strings.IndexByte(",[]{}#&*!|>'\"%@`", text[0]) < 0 &&
		!strings.Contains(text, ": ") && !strings.Contains(text, " #") && !strings.HasSuffix(text, ":")
}

func (y *yamlReader) pairs(all []*ast.MappingValueNode, path string, line, depth int) error {
	for _, pair := range all {
		if pair.Key.IsMergeKey() {
			return errMerge
		}
		name, err := keyText(pair.Key)
		if err != nil {
			return err
		}
		key := strings.TrimPrefix(path+"."+review.Fold(name), ".")
		if err := y.put(pair.Value, key, line+at(pair.Key)-1, y.r.given(), depth+1); err != nil {
			return err
		}
	}
	return nil
}

// at is the line of a node within its chunk.
func at(n ast.Node) int {
	if t := n.GetToken(); t != nil && t.Position != nil {
		return t.Position.Line
	}
	return 1
}

func keyText(k ast.MapKeyNode) (string, error) {
	switch x := k.(type) {
	case *ast.StringNode:
		return x.Value, nil
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.NullNode, *ast.InfinityNode, *ast.NanNode:
		return k.GetToken().Value, nil
	case *ast.MergeKeyNode:
		return "<<", nil
	}
	return "", errKey
}

// braces reads front matter that is one group in braces.
func (r *reader) braces(whole *chunk) {
	y := &yamlReader{r: r}
	group, ok := parse(whole.text.String()).(*ast.MappingNode)
	if !ok || !group.IsFlowStyle {
		r.flaw(whole.line, "the front matter is no YAML: put texts with signs in quotes, and close its braces")
		return
	}
	before := len(r.out.Values)
	if err := y.pairs(group.Values, "", whole.line, 1); err != nil && !errors.Is(err, errFull) {
		r.out.Values = r.out.Values[:before]
		r.flaw(whole.line, "the front matter %v", err)
	}
}
