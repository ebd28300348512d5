package jql

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Column is a field that queries know, of items of a kind I.
type Column[I any] struct {
	Values func(I) []string  // each form in which a query may name what is there; none: EMPTY
	When   func(I) time.Time // of times, instead of Values; zero: EMPTY
	Exists func(string) bool // whether a value may be asked for; nil: any
}

// Reader judges items by queries, on behalf of somebody.
type Reader[I any] struct {
	Column func(name string) (Column[I], bool) // false: there is no such field
	Number func(I) int                         // rises with the age of the database: without an order the highest is first
	Now    time.Time
	Zone   string // IANA; dates are meant there
	User   string // who currentUser() is; "": nobody
}

// Judge finds values that don't exist, and everything that is not modelled.
func (r Reader[I]) Judge(q Query) (wrong []string, err error) {
	for _, o := range q.Order {
		if _, known := r.Column(o.field); !known {
			return nil, fmt.Errorf("field '%s' does not exist or you do not have permission to view it", o.field)
		}
	}
	var visit func(*Clause)
	visit = func(at *Clause) {
		for _, below := range at.clauses {
			visit(below)
		}
		if at.junction != "" {
			return
		}
		said, failed := r.judgeTerm(at)
		wrong, err = append(wrong, said...), errors.Join(err, failed)
	}
	if q.Where != nil {
		visit(q.Where)
	}
	return wrong, err
}

func (r Reader[I]) judgeTerm(at *Clause) (wrong []string, err error) {
	col, known := r.Column(at.field)
	if !known {
		return nil, fmt.Errorf("field '%s' does not exist or you do not have permission to view it", at.field)
	}
	for _, one := range at.operand.flat() {
		there, err := r.judgeOperand(col, one)
		if err != nil {
			return nil, err
		}
		if !there {
			wrong = append(wrong, absent(at.field, one.text))
		}
	}
	compares := slices.Contains([]string{"<", ">", "<=", ">="}, at.operator)
	if compares && col.When == nil || strings.HasSuffix(at.operator, "~") {
		return nil, fmt.Errorf("the operator '%s' is not supported by the '%s' field", at.operator, at.field)
	}
	return wrong, nil
}

// judgeOperand is false for a value that does not exist.
func (r Reader[I]) judgeOperand(col Column[I], one Operand) (there bool, err error) {
	switch {
	case one.kind == "empty":
	case col.When != nil:
		_, err = r.moment(one)
	case one.kind == "function" && !slices.Contains([]string{"currentuser", "opensprints", "membersof"}, strings.ToLower(one.text)):
		err = fmt.Errorf("the function %s() is not modelled", one.text)
	case one.kind == "value" && col.Exists != nil:
		return col.Exists(one.text), nil
	}
	return true, err
}

// absent is how Jira says that a value is not there.
func absent(field, value string) string {
	switch strings.ToLower(field) {
	case "key", "issue", "issuekey", "id":
		if _, err := strconv.Atoi(value); err == nil {
			return fmt.Sprintf("A value with ID '%s' does not exist for the field '%s'.", value, field)
		}
		return fmt.Sprintf("An issue with key '%s' does not exist for field '%s'.", value, field)
	}
	return fmt.Sprintf("The value '%s' does not exist for the field '%s'.", value, field)
}

func (o Operand) flat() []Operand {
	if o.kind == "list" {
		return o.elements
	}
	return []Operand{o}
}

// Matches judges one item; the query has been judged before.
func (r Reader[I]) Matches(at *Clause, i I) bool {
	switch {
	case at == nil:
		return true
	case at.junction == "not":
		return !r.Matches(at.clauses[0], i)
	case at.junction == "and":
		return !slices.ContainsFunc(at.clauses, func(below *Clause) bool { return !r.Matches(below, i) })
	case at.junction == "or":
		return slices.ContainsFunc(at.clauses, func(below *Clause) bool { return r.Matches(below, i) })
	}
	col, _ := r.Column(at.field)
	if col.When != nil {
		return r.compares(at, col.When(i))
	}
	return r.equals(at, col.Values(i))
}

// equals judges what is not a time. As in Jira != and NOT IN never find an
// issue whose field is empty.
func (r Reader[I]) equals(at *Clause, has []string) bool {
	has = slices.DeleteFunc(slices.Clone(has), func(s string) bool { return s == "" })
	found := slices.ContainsFunc(at.operand.flat(), func(o Operand) bool { return r.holds(o, has) })
	switch at.operator {
	case "!=", "not in":
		return !found && (len(has) > 0 || at.operand.kind == "empty")
	case "is not":
		return !found
	}
	return found
}

func (r Reader[I]) holds(o Operand, has []string) bool {
	switch {
	case o.kind == "empty":
		return len(has) == 0
	case o.kind == "function" && strings.EqualFold(o.text, "currentUser"):
		return r.User != "" && contains(has, r.User)
	case o.kind == "function":
		return false // nobody's group, no open sprint
	}
	return contains(has, o.text)
}

func (r Reader[I]) compares(at *Clause, has time.Time) bool {
	if at.operand.kind == "empty" {
		return has.IsZero() != (at.operator == "is not" || at.operator == "!=")
	}
	if has.IsZero() {
		return false
	}
	for _, o := range at.operand.flat() {
		asked, err := r.moment(o)
		if err != nil {
			return false
		}
		var found bool
		switch at.operator {
		case ">=":
			found = !has.Before(asked)
		case ">":
			found = has.After(asked)
		case "<=":
			found = !has.After(asked)
		case "<":
			found = has.Before(asked)
		default:
			found = has.Equal(asked)
		}
		if found {
			return true
		}
	}
	return false
}

var relativeRE = regexp.MustCompile(`^([+-]?)(\d+)([mhdwMy]?)$`)

// moment is a point in time as JQL writes it: relative to now (-7m, "-2w 1d"),
// a minute or a day in the caller's own zone, or milliseconds.
func (r Reader[I]) moment(o Operand) (time.Time, error) {
	now := r.Now
	zone, err := time.LoadLocation(r.Zone)
	if err != nil {
		return time.Time{}, err
	}
	if o.kind == "function" {
		return now, fmt.Errorf("the function %s() is not modelled", o.text)
	}
	for _, layout := range []string{"2006-01-02", "2006/01/02", "2006-01-02 15:04", "2006/01/02 15:04"} {
		if at, err := time.ParseInLocation(layout, o.text, zone); err == nil {
			return at, nil
		}
	}
	if ms, err := strconv.ParseInt(o.text, 10, 64); err == nil && len(o.text) >= 11 {
		return time.UnixMilli(ms), nil
	}
	for _, part := range strings.Fields(o.text) {
		m := relativeRE.FindStringSubmatch(part)
		if m == nil {
			return time.Time{}, fmt.Errorf("date value '%s' is invalid", o.text)
		}
		n, _ := strconv.Atoi(m[1] + m[2])
		now = shifted(now, n, m[3])
	}
	return now, nil
}

func shifted(at time.Time, n int, unit string) time.Time {
	switch unit {
	case "h":
		return at.Add(time.Duration(n) * time.Hour)
	case "d":
		return at.AddDate(0, 0, n)
	case "w":
		return at.AddDate(0, 0, 7*n)
	case "M":
		return at.AddDate(0, n, 0)
	case "y":
		return at.AddDate(n, 0, 0)
	}
	return at.Add(time.Duration(n) * time.Minute)
}

// Sort puts items into the order of a query; without one the newest first.
func (r Reader[I]) Sort(items []I, order []Ordering) {
	slices.SortStableFunc(items, func(a, b I) int {
		for _, o := range order {
			n := r.order(o.field, a, b)
			if o.desc {
				n = -n
			}
			if n != 0 {
				return n
			}
		}
		return r.Number(b) - r.Number(a)
	})
}

func (r Reader[I]) order(field string, a, b I) int {
	col, _ := r.Column(field)
	switch {
	case col.When != nil:
		return col.When(a).Compare(col.When(b))
	case slices.Contains([]string{"key", "issuekey", "issue", "id", "rank"}, strings.ToLower(field)):
		return r.Number(a) - r.Number(b)
	}
	return slices.Compare(col.Values(a), col.Values(b))
}

func contains(list []string, v string) bool {
	return slices.ContainsFunc(list, func(s string) bool { return strings.EqualFold(s, v) })
}
