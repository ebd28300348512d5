package jql

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// Query is JQL as read: a condition (nil: none) and an order.
type Query struct {
	Where *Clause
	Order []Ordering
}

// Ordering is one field of an order.
type Ordering struct {
	field string
	desc  bool
}

// Clause is a junction (and, or, not) of clauses, or a term.
type Clause struct {
	junction string
	clauses  []*Clause

	field, operator string
	operand         Operand
}

// Operand is a word, a list, a function or EMPTY.
type Operand struct {
	kind     string // value, list, function, empty
	text     string // of value and function
	elements []Operand
	args     []string
}

// reserved are the words that JQL takes only in quotes (Atlassian: advanced
// searching, reserved words).
var reserved = wordSet(`a an abort access add after alias all alter and any are as asc at audit avg be before begin between
boolean break but by byte catch cf char character check checkpoint collate collation column commit connect continue count
create current date decimal declare decrement default defaults define delete delimiter desc difference distinct divide do
double drop else empty encoding end equals escape exclusive exec execute exists explain false fetch field file first float
for from function go goto grant greater group having identified if immediate in increment index initial inner inout input
insert int integer intersect intersection into is isempty isnull it join last left less like limit lock long max min minus
mode modify modulo more multiply next no noaudit not notin nowait null number object of on option or order outer output
power previous prior privileges public raise raw remainder rename resource return returns revoke right row rowid rownum
rows s select session set share size sqrt start strict string subtract such sum synonym t table that the their then there
these they this to trans transaction trigger true uid union unique update user validate values view was when whenever where
while will with`)

func wordSet(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

// word is one token; quoted ones are never keywords.
type word struct {
	text   string
	quoted bool
}

func (w word) is(keyword string) bool { return !w.quoted && strings.EqualFold(w.text, keyword) }

// lex cuts JQL into words, operators and brackets.
func lex(jql string) ([]word, error) {
	var out []word
	rest := []rune(jql)
	for len(rest) > 0 {
		switch c := rest[0]; {
		case unicode.IsSpace(c):
			rest = rest[1:]
		case c == '"' || c == '\'':
			text, n := unquote(rest)
			if n == 0 {
				return nil, fmt.Errorf("the quoted string %q has not been completed", string(rest))
			}
			out, rest = append(out, word{text, true}), rest[n:]
		case strings.ContainsRune("(),", c):
			out, rest = append(out, word{string(c), false}), rest[1:]
		case strings.ContainsRune("=!<>~&|", c):
			n := 1
			for n < len(rest) && strings.ContainsRune("=~&|", rest[n]) {
				n++
			}
			out, rest = append(out, word{string(rest[:n]), false}), rest[n:]
		case bare(c):
			n := 1
			for n < len(rest) && bare(rest[n]) {
				n++
			}
			out, rest = append(out, word{string(rest[:n]), false}), rest[n:]
		default:
			return nil, fmt.Errorf("the character '%c' is a reserved JQL character: enclose it in a string", c)
		}
	}
	return out, nil
}

func bare(c rune) bool {
	return unicode.IsLetter(c) || unicode.IsDigit(c) || strings.ContainsRune("_-.[]/", c)
}

// unquote reads a string with its escapes; n is how much of it.
func unquote(rest []rune) (text string, n int) {
	var b strings.Builder
	for i := 1; i < len(rest); i++ {
		switch {
		case rest[i] == rest[0]:
			return b.String(), i + 1
		case rest[i] == '\\' && i+1 < len(rest):
			i++
			b.WriteRune(rest[i])
		default:
			b.WriteRune(rest[i])
		}
	}
	return "", 0
}

// parser reads words from left to right.
type parser struct{ words []word }

// Parse reads a Query; what it can't read is an error, never guessed.
func Parse(jql string) (Query, error) {
	words, err := lex(jql)
	if err != nil {
		return Query{}, err
	}
	p := &parser{words}
	q := Query{}
	if len(p.words) > 0 && !p.peek().is("order") {
		if q.Where, err = p.junction("or"); err != nil {
			return q, err
		}
	}
	if p.peek().is("order") {
		if q.Order, err = p.orderBy(); err != nil {
			return q, err
		}
	}
	if len(p.words) > 0 {
		return q, fmt.Errorf("expecting either 'OR' or 'AND' but got %q", p.words[0].text)
	}
	return q, nil
}

func (p *parser) peek() word {
	if len(p.words) == 0 {
		return word{}
	}
	return p.words[0]
}

func (p *parser) take() word {
	w := p.peek()
	if len(p.words) > 0 {
		p.words = p.words[1:]
	}
	return w
}

func (p *parser) accept(keywords ...string) bool {
	for _, k := range keywords {
		if len(p.words) > 0 && p.peek().is(k) {
			p.take()
			return true
		}
	}
	return false
}

// junction reads clauses joined by or, each of them joined by and.
func (p *parser) junction(op string) (*Clause, error) {
	below, signs := p.not, []string{"and", "&", "&&"}
	if op == "or" {
		below, signs = func() (*Clause, error) { return p.junction("and") }, []string{"or", "|", "||"}
	}
	first, err := below()
	if err != nil {
		return nil, err
	}
	all := []*Clause{first}
	for p.accept(signs...) {
		next, err := below()
		if err != nil {
			return nil, err
		}
		all = append(all, next)
	}
	if len(all) == 1 {
		return first, nil
	}
	return &Clause{junction: op, clauses: all}, nil
}

func (p *parser) not() (*Clause, error) {
	if p.accept("not", "!") {
		inner, err := p.not()
		return &Clause{junction: "not", clauses: []*Clause{inner}}, err
	}
	if p.accept("(") {
		inner, err := p.junction("or")
		if err == nil && !p.accept(")") {
			err = fmt.Errorf("expecting ')' before %q", p.peek().text)
		}
		return inner, err
	}
	return p.term()
}

func (p *parser) term() (*Clause, error) {
	field := p.take()
	if field.text == "" || (!field.quoted && (!bare([]rune(field.text)[0]) || reserved[strings.ToLower(field.text)])) {
		return nil, fmt.Errorf("expecting a field name but got %q", field.text)
	}
	operator, err := p.operator(field.text)
	if err != nil {
		return nil, err
	}
	c := &Clause{field: field.text, operator: operator}
	c.operand, err = p.operand()
	if list := c.operand.kind == "list"; err == nil && c.operand.kind != "function" && list != strings.HasSuffix(c.operator, "in") {
		return nil, fmt.Errorf("operator %q does not take this operand", c.operator)
	}
	return c, err
}

func (p *parser) operator(field string) (string, error) {
	op := p.take()
	switch {
	case op.is("in"):
		return "in", nil
	case op.is("not") && p.accept("in"):
		return "not in", nil
	case op.is("is") && p.accept("not"):
		return "is not", nil
	case op.is("is"):
		return "is", nil
	case !op.quoted && slices.Contains([]string{"=", "!=", ">", "<", ">=", "<=", "~", "!~"}, op.text):
		return op.text, nil
	}
	return "", fmt.Errorf("the operator %q after %q is not modelled", op.text, field)
}

func (p *parser) operand() (Operand, error) {
	if p.accept("(") {
		return p.operands()
	}
	w := p.take()
	switch {
	case w.is("empty") || w.is("null"):
		return Operand{kind: "empty"}, nil
	case w.text == "" && !w.quoted, !w.quoted && !bare([]rune(w.text)[0]):
		return Operand{}, fmt.Errorf("expecting a value but got %q", w.text)
	case p.accept("("):
		return p.function(w.text)
	case !w.quoted && reserved[strings.ToLower(w.text)]:
		return Operand{}, fmt.Errorf("%q is a reserved JQL word: enclose it in quotes", w.text)
	}
	return Operand{kind: "value", text: w.text}, nil
}

func (p *parser) operands() (Operand, error) {
	out := Operand{kind: "list"}
	for {
		one, err := p.operand()
		if err != nil {
			return out, err
		}
		out.elements = append(out.elements, one)
		if p.accept(")") {
			return out, nil
		}
		if !p.accept(",") {
			return out, fmt.Errorf("expecting ',' or ')' but got %q", p.peek().text)
		}
	}
}

func (p *parser) function(name string) (Operand, error) {
	out := Operand{kind: "function", text: name, args: []string{}}
	for !p.accept(")") {
		if len(p.words) == 0 {
			return out, fmt.Errorf("the function %s( is not closed", name)
		}
		out.args = append(out.args, p.take().text)
		p.accept(",")
	}
	return out, nil
}

func (p *parser) orderBy() ([]Ordering, error) {
	p.take()
	if !p.accept("by") {
		return nil, fmt.Errorf("expecting 'by' but got %q", p.peek().text)
	}
	var out []Ordering
	for {
		field := p.take()
		if field.text == "" {
			return nil, fmt.Errorf("expecting a field to order by")
		}
		desc := p.accept("desc")
		if !desc {
			p.accept("asc")
		}
		out = append(out, Ordering{field.text, desc})
		if !p.accept(",") {
			return out, nil
		}
	}
}
