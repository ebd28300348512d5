package jql

import "strings"

// Structure is a query as the vendor's parser tells of it.
func (q Query) Structure() map[string]any {
	out := map[string]any{}
	if q.Where != nil {
		out["where"] = q.Where.structure()
	}
	var fields []any
	for _, o := range q.Order {
		direction := "asc"
		if o.desc {
			direction = "desc"
		}
		fields = append(fields, map[string]any{"field": fieldName(o.field), "direction": direction})
	}
	if fields != nil {
		out["orderBy"] = map[string]any{"fields": fields}
	}
	return out
}

func fieldName(field string) map[string]any {
	return map[string]any{"name": field, "encodedName": field}
}

func (at *Clause) structure() map[string]any {
	if at.junction == "" {
		return map[string]any{"field": fieldName(at.field), "operator": at.operator, "operand": at.operand.structure()}
	}
	var clauses []any
	for _, below := range at.clauses {
		clauses = append(clauses, below.structure())
	}
	return map[string]any{"operator": at.junction, "clauses": clauses}
}

func (o Operand) structure() map[string]any {
	switch o.kind {
	case "empty":
		return map[string]any{"keyword": "empty"}
	case "function":
		return map[string]any{"function": o.text, "arguments": o.args, "encodedOperand": o.text + "(" + strings.Join(o.args, ", ") + ")"}
	case "list":
		var values []any
		for _, one := range o.elements {
			values = append(values, one.structure())
		}
		return map[string]any{"values": values}
	}
	return map[string]any{"value": o.text, "encodedValue": o.text}
}
