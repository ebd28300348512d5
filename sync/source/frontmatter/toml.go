package frontmatter

import (
	"errors"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/document"
)

// toml reads TOML: whole by its own reader, which judges it, and then value by
// value as they are written.
func (r *reader) toml(front string, line int) {
	defer func() {
		if cause := recover(); cause != nil {
			r.flaw(line, "the front matter can't be read as TOML: %v", cause)
		}
	}()
	var whole map[string]any
	if err := toml.Unmarshal([]byte(front), &whole); err != nil {
		at := line
		var wrong *toml.DecodeError
		if errors.As(err, &wrong) {
			row, _ := wrong.Position()
			at += row - 1
		}
		r.flaw(at, "the front matter is no TOML from here on: put texts in quotes, and give each key once")
		return
	}
	t := &tomlReader{r: r, first: line, front: front}
	t.parser.Reset([]byte(front))
	for t.parser.NextExpression() {
		e := t.parser.Expression()
		switch e.Kind {
		case unstable.Table, unstable.ArrayTable:
			t.table = keyOf("", e.Key())
		case unstable.KeyValue:
			t.pair(e, t.table, 1)
		}
	}
	if err := t.parser.Error(); err != nil {
		r.flaw(line, "the front matter can't be read as TOML: %v", err)
	}
}

type tomlReader struct {
	r      *reader
	parser unstable.Parser
	table  string
	front  string
	first  int
	line   int // of the pair at hand
}

func keyOf(path string, parts unstable.Iterator) string {
	var all []string
	if path != "" {
		all = append(all, path)
	}
	for parts.Next() {
		all = append(all, review.Fold(string(parts.Node().Data)))
	}
	return strings.Join(all, ".")
}

func (t *tomlReader) pair(e *unstable.Node, path string, depth int) {
	if parts := e.Key(); parts.Next() && depth == 1 {
		t.line = t.first + strings.Count(t.front[:min(len(t.front), int(parts.Node().Raw.Offset))], "\n")
	}
	t.value(e.Value(), keyOf(path, e.Key()), t.r.given(), depth)
}

func (t *tomlReader) value(n *unstable.Node, key string, given, depth int) {
	if depth > maxDepth {
		t.r.flaw(t.line, "the front matter nests deeper than %d levels: flatten it", maxDepth)
		return
	}
	switch n.Kind {
	case unstable.InlineTable:
		for all := n.Children(); all.Next(); {
			if all.Node().Kind == unstable.KeyValue {
				t.pair(all.Node(), key, depth+1)
			}
		}
	case unstable.Array:
		for all := n.Children(); all.Next(); {
			if all.Node().Kind != unstable.Comment {
				t.value(all.Node(), key, given, depth+1)
			}
		}
	default:
		t.r.add(document.Value{Key: key, Text: string(n.Data), Line: t.line, Given: given})
	}
}
