package jirafake

import (
	"iter"
	"maps"
	"strings"
)

func mapKeys[K comparable, V any](m map[K]V) iter.Seq[K] { return maps.Keys(m) }

// jqlParse answers what queries are made of (Cloud). A query that can't be
// read is an answer here, no mistake of the test.
func jqlParse(c *call) reply {
	var asked struct {
		Queries []string `json:"queries"`
	}
	if !c.read(&asked) {
		return refusal(400, "Unexpected character in the body.")
	}
	mode := c.r.URL.Query().Get("validation")
	out := []any{}
	for _, jql := range asked.Queries {
		o := object{"query": jql}
		q, err := parseJQL(jql)
		var wrong []string
		if err == nil && mode != "none" {
			wrong, err = c.judge(q)
		}
		if err != nil {
			wrong = append(wrong, "Error in the JQL Query: "+err.Error()+".")
		}
		if len(wrong) > 0 {
			o["errors"] = wrong
		}
		if err == nil && (len(wrong) == 0 || mode != "strict") {
			o["structure"] = q.structure()
		}
		out = append(out, o)
	}
	return ok(object{"queries": out})
}

func (q query) structure() object {
	out := object{}
	if q.where != nil {
		out["where"] = q.where.structure()
	}
	var fields []any
	for _, o := range q.order {
		direction := "asc"
		if o.desc {
			direction = "desc"
		}
		fields = append(fields, object{"field": fieldName(o.field), "direction": direction})
	}
	if fields != nil {
		out["orderBy"] = object{"fields": fields}
	}
	return out
}

func fieldName(field string) object { return object{"name": field, "encodedName": field} }

func (at *clause) structure() object {
	if at.junction == "" {
		return object{"field": fieldName(at.field), "operator": at.operator, "operand": at.operand.structure()}
	}
	var clauses []any
	for _, below := range at.clauses {
		clauses = append(clauses, below.structure())
	}
	return object{"operator": at.junction, "clauses": clauses}
}

func (o operand) structure() object {
	switch o.kind {
	case "empty":
		return object{"keyword": "empty"}
	case "function":
		return object{"function": o.text, "arguments": o.args, "encodedOperand": o.text + "(" + strings.Join(o.args, ", ") + ")"}
	case "list":
		var values []any
		for _, one := range o.elements {
			values = append(values, one.structure())
		}
		return object{"values": values}
	}
	return object{"value": o.text, "encodedValue": o.text}
}
