package tree

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"github.com/followthrough/followthrough/config/notyaml"
)

// maxNodes is how many values a file may hold once its aliases are unfolded.
const maxNodes = 100_000

// builder makes nodes of one file's syntax tree.
type builder struct {
	doc     *Document
	anchors map[string]ast.Node
	open    []string // aliases being unfolded
	count   int
}

// build unfolds a syntax node. It never returns nil.
func (b *builder) build(from ast.Node, path string) *Node {
	n := &Node{Doc: b.doc, Path: path}
	if b.count++; b.count > maxNodes {
		return n
	}
	if from == nil {
		return n
	}
	n.line, n.column = position(from)
	switch x := from.(type) {
	case *ast.AnchorNode:
		name := x.Name.GetToken().Value
		if _, nothing := x.Value.(*ast.NullNode); nothing || x.Value == nil {
			b.fail(x, path, notyaml.Sign('&'))
			return n
		}
		b.anchors[name] = x.Value
		return b.unfold(name, x.Value, func(to ast.Node) *Node { return b.build(to, path) })
	case *ast.AliasNode:
		return b.alias(x, path, func(to ast.Node) *Node { return b.build(to, path) })
	case *ast.TagNode:
		b.fail(x, path, notyaml.Sign('!'))
	case *ast.MappingNode:
		n.kind = object
		b.fill(n, x.Values)
	case *ast.MappingValueNode:
		n.kind = object
		b.fill(n, []*ast.MappingValueNode{x})
	case *ast.SequenceNode:
		n.kind = list
		for i, item := range x.Values {
			n.items = append(n.items, b.build(whole(item), fmt.Sprintf("%s[%d]", path, i)))
		}
	default:
		b.scalar(n, from)
	}
	return n
}

func (b *builder) scalar(n *Node, from ast.Node) {
	switch x := from.(type) {
	case *ast.NullNode:
		return
	case *ast.StringNode:
		n.kind, n.shown = text, x.Value
		if why := b.doc.odd(x); why != "" {
			b.fail(from, n.Path, why)
		}
	case *ast.LiteralNode:
		n.kind, n.shown = text, x.Value.Value
	case *ast.BoolNode:
		n.kind, n.shown = boolean, x.GetToken().Value
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		n.kind, n.shown = number, x.GetToken().Value
	default:
		b.fail(from, n.Path, "this can't stand here: write a text, a number, a list or keys")
		return
	}
	n.Value = n.shown
	if n.kind == text {
		made := expand(n.shown, b.doc.allows)
		n.Value, n.variables, n.unset = made.value, made.names, made.unset
		for _, w := range made.wrong {
			b.fail(from, n.Path, w)
		}
		for _, name := range made.unset {
			n.lack(name, "not set")
		}
	}
}

// whole is an entry of a list as it is written. Inside braces the parser takes
// 12:30 and svc:api apart, as a key and its value, where YAML wants a space for
// that.
func whole(item ast.Node) ast.Node {
	m, ok := item.(*ast.MappingNode)
	if !ok || m.IsFlowStyle || len(m.Values) != 1 || m.Values[0].Value.GetToken() == nil {
		return item
	}
	x := m.Values[0]
	key, value := x.Key.GetToken(), x.Value.GetToken()
	at, next := x.Start.Position, value.Position
	plain := key.Type != token.DoubleQuoteType && key.Type != token.SingleQuoteType
	if _, scalar := x.Value.(ast.ScalarNode); !plain || !scalar || next.Line != at.Line || next.Column != at.Column+1 {
		return item
	}
	return &ast.StringNode{BaseNode: &ast.BaseNode{}, Token: key, Value: key.Value + ":" + value.Value}
}

// alias hands on what an alias stands for, once and not in a circle.
func (b *builder) alias(x *ast.AliasNode, path string, use func(ast.Node) *Node) *Node {
	name := x.Value.GetToken().Value
	to, ok := b.anchors[name]
	if slices.Contains(b.open, name) {
		b.fail(x, path, fmt.Sprintf("*%s stands for something that it is part of, without end: write out what is meant", name))
		return &Node{Doc: b.doc, Path: path}
	}
	if !ok {
		b.fail(x, path, unknownAlias(name))
		return &Node{Doc: b.doc, Path: path}
	}
	return b.unfold(name, to, use)
}

// unknownAlias is said of a * for which no & stands before it: mostly a glob.
func unknownAlias(name string) string {
	return fmt.Sprintf("%s (no &%s stands before it)", notyaml.Sign('*'), name)
}

// unfold remembers, while use runs, that what name stands for is being built.
func (b *builder) unfold(name string, to ast.Node, use func(ast.Node) *Node) *Node {
	b.open = append(b.open, name)
	defer func() { b.open = b.open[:len(b.open)-1] }()
	return use(to)
}

// fill adds an object's keys; of a key given twice the first one counts.
func (b *builder) fill(n *Node, values []*ast.MappingValueNode) {
	if len(values) > 0 {
		n.line, n.column = position(values[0].Key)
	}
	for _, v := range values {
		if v.Key.IsMergeKey() {
			b.merge(n, v.Value)
			continue
		}
		k := Key{Name: keyName(v.Key)}
		odd := notyaml.Odd(k.Name)
		if odd != "" {
			k.Name = strings.TrimFunc(k.Name, notyaml.IsInvisible)
		}
		k.path = join(n.Path, k.Name)
		k.line, k.column = position(v.Key)
		if odd != "" {
			b.fail(v.Key, k.path, odd)
		}
		if v.Key.Type() == ast.MappingKeyType || k.Name == "" {
			b.fail(v.Key, k.path, "a key has to be one word, or several in quotes")
			continue
		}
		k.value = b.build(v.Value, k.path)
		if k.value.kind == null {
			k.value.line, k.value.column = k.line, k.column
		}
		b.put(n, k, v.Key)
	}
}

// put adds a key, in place of a merged one of that name.
func (b *builder) put(n *Node, k Key, at ast.Node) {
	for i, old := range n.Keys {
		if old.Name != k.Name {
			continue
		}
		switch {
		case old.merged && !k.merged:
			n.Keys[i] = k
		case !k.merged:
			b.fail(at, k.path, fmt.Sprintf("this key is given twice, first in line %d: keep one of the two", old.line))
		}
		return
	}
	n.Keys = append(n.Keys, k)
}

// merge adds the keys of another object, or of several.
func (b *builder) merge(n *Node, from ast.Node) {
	switch x := from.(type) {
	case *ast.AliasNode:
		b.alias(x, n.Path, func(to ast.Node) *Node { b.merge(n, to); return nil })
	case *ast.AnchorNode:
		b.anchors[x.Name.GetToken().Value] = x.Value
		b.merge(n, x.Value)
	case *ast.SequenceNode:
		for _, item := range x.Values {
			b.merge(n, item)
		}
	case *ast.MappingNode, *ast.MappingValueNode:
		for _, k := range b.build(x, n.Path).Keys {
			k.merged = true
			b.put(n, k, from)
		}
	default:
		b.fail(from, n.Path, "<< takes over the keys of what an & named before, as in <<: *NAME: this is none")
	}
}

func (b *builder) fail(at ast.Node, path, text string) {
	line, column := position(at)
	b.doc.problems.add(Problem{File: b.doc.Name, Line: line, Column: column, Path: path, Text: text})
}

func keyName(k ast.MapKeyNode) string {
	if s, ok := k.(*ast.StringNode); ok {
		return s.Value
	}
	return k.GetToken().Value
}

// position is where a value begins: a block of keys begins at its first key.
func position(n ast.Node) (line, column int) {
	switch x := n.(type) {
	case *ast.MappingNode:
		if len(x.Values) > 0 && !x.IsFlowStyle {
			return position(x.Values[0].Key)
		}
	case *ast.MappingValueNode:
		return position(x.Key)
	case *ast.LiteralNode:
		return x.Start.Position.Line, x.Start.Position.Column
	}
	if t := n.GetToken(); t != nil && t.Position != nil {
		return t.Position.Line, t.Position.Column
	}
	return 0, 0
}
