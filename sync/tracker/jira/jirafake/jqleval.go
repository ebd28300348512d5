package jirafake

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// unmodelled is that the fake can't judge a query: the test must know.
type unmodelled struct{ error }

// query reads JQL and says what Jira has against it. What the fake does not
// model fails the test, unless it may be unknown.
func (c *call) query(jql string) (q query, wrong []string) {
	q, err := parseJQL(jql)
	if err == nil {
		wrong, err = c.judge(q)
	}
	if err != nil {
		if !c.unknownJQLIsFine {
			c.t.Errorf("jirafake: the JQL %q: %v", jql, err)
		}
		return q, []string{"Error in the JQL Query: " + err.Error() + "."}
	}
	return q, wrong
}

// judge finds values that don't exist, and everything that is not modelled.
func (c *call) judge(q query) (wrong []string, err error) {
	for _, o := range q.order {
		if _, known := c.column(o.field); !known {
			return nil, unmodelled{fmt.Errorf("field '%s' does not exist or you do not have permission to view it", o.field)}
		}
	}
	var visit func(*clause)
	visit = func(at *clause) {
		for _, below := range at.clauses {
			visit(below)
		}
		if at.junction != "" {
			return
		}
		said, failed := c.judgeTerm(at)
		wrong, err = append(wrong, said...), errors.Join(err, failed)
	}
	if q.where != nil {
		visit(q.where)
	}
	return wrong, err
}

func (c *call) judgeTerm(at *clause) (wrong []string, err error) {
	col, known := c.column(at.field)
	if !known {
		return nil, unmodelled{fmt.Errorf("field '%s' does not exist or you do not have permission to view it", at.field)}
	}
	for _, one := range at.operand.flat() {
		switch {
		case one.kind == "function" && col.when != nil:
			_, err = c.moment(one)
		case one.kind == "function" && !slices.Contains([]string{"currentuser", "opensprints", "membersof"}, strings.ToLower(one.text)):
			err = unmodelled{fmt.Errorf("the function %s() is not modelled", one.text)}
		case one.kind != "value":
		case col.when != nil:
			_, err = c.moment(one)
		case col.exists != nil && !col.exists(c, one.text):
			wrong = append(wrong, absent(at.field, one.text))
		}
		if err != nil {
			return nil, err
		}
	}
	compares := strings.Contains(" < > <= >= ", " "+at.operator+" ")
	if compares && col.when == nil || strings.HasSuffix(at.operator, "~") != col.text && at.operand.kind != "empty" {
		return nil, unmodelled{fmt.Errorf("the operator '%s' is not supported by the '%s' field", at.operator, at.field)}
	}
	return wrong, nil
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

func (o operand) flat() []operand {
	if o.kind == "list" {
		return o.elements
	}
	return []operand{o}
}

// matches judges one issue; the query has been judged before.
func (c *call) matches(at *clause, i Issue) bool {
	switch {
	case at == nil:
		return true
	case at.junction == "not":
		return !c.matches(at.clauses[0], i)
	case at.junction == "and":
		return !slices.ContainsFunc(at.clauses, func(below *clause) bool { return !c.matches(below, i) })
	case at.junction == "or":
		return slices.ContainsFunc(at.clauses, func(below *clause) bool { return c.matches(below, i) })
	}
	col, _ := c.column(at.field)
	if col.when != nil {
		return c.compares(at, col.when(i))
	}
	return c.equals(at, col.values(c, i))
}

// equals judges what is not a time. As in Jira != and NOT IN never find an
// issue whose field is empty.
func (c *call) equals(at *clause, has []string) bool {
	has = slices.DeleteFunc(slices.Clone(has), func(s string) bool { return s == "" })
	found := slices.ContainsFunc(at.operand.flat(), func(o operand) bool { return c.holds(at, o, has) })
	switch at.operator {
	case "!=", "not in", "!~":
		return !found && (len(has) > 0 || at.operand.kind == "empty")
	case "is not":
		return !found
	}
	return found
}

func (c *call) holds(at *clause, o operand, has []string) bool {
	switch {
	case o.kind == "empty", strings.EqualFold(at.field, "resolution") && strings.EqualFold(o.text, "unresolved"):
		return len(has) == 0
	case o.kind == "function" && strings.EqualFold(o.text, "currentUser"):
		return !c.anonymous && contains(has, c.account.ID)
	case o.kind == "function":
		return false // nobody's group, no open sprint
	case strings.HasSuffix(at.operator, "~"):
		return wordsFound(strings.Join(has, " "), o.text)
	}
	return contains(has, o.text)
}

// wordsFound is a search in text: every word somewhere, without case and
// punctuation, a phrase in inner quotes together, a star for any ending.
func wordsFound(text, asked string) bool {
	tokens := func(s string) []string {
		return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '*' })
	}
	have := tokens(text)
	if phrase, quoted := strings.CutPrefix(asked, `"`); quoted {
		return strings.Contains(" "+strings.Join(have, " ")+" ", " "+strings.Join(tokens(phrase), " ")+" ")
	}
	for _, want := range tokens(asked) {
		stem, starred := strings.CutSuffix(want, "*")
		if !slices.ContainsFunc(have, func(h string) bool { return h == want || starred && strings.HasPrefix(h, stem) }) {
			return false
		}
	}
	return true
}

func (c *call) compares(at *clause, has time.Time) bool {
	if at.operand.kind == "empty" {
		return has.IsZero() != (at.operator == "is not" || at.operator == "!=")
	}
	if has.IsZero() {
		return false
	}
	for _, o := range at.operand.flat() {
		asked, err := c.moment(o)
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
func (c *call) moment(o operand) (time.Time, error) {
	now := c.now()
	zone, err := time.LoadLocation(c.account.Zone)
	if err != nil {
		return time.Time{}, err
	}
	if o.kind == "function" {
		return c.momentOf(o, now.In(zone))
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
			return time.Time{}, unmodelled{fmt.Errorf("date value '%s' is invalid", o.text)}
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

func (c *call) momentOf(o operand, now time.Time) (time.Time, error) {
	day := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	switch strings.ToLower(o.text) {
	case "now":
		return now, nil
	case "startofday":
		return day, nil
	case "endofday":
		return day.AddDate(0, 0, 1).Add(-time.Second), nil
	}
	return now, unmodelled{fmt.Errorf("the function %s() is not modelled", o.text)}
}

// sorted puts issues into the order of a query; without one the newest first.
func (c *call) sorted(issues []Issue, order []ordering) {
	slices.SortStableFunc(issues, func(a, b Issue) int {
		for _, o := range order {
			n := c.order(o.field, a, b)
			if o.desc {
				n = -n
			}
			if n != 0 {
				return n
			}
		}
		return byNumber(b.ID, a.ID)
	})
}

func (c *call) order(field string, a, b Issue) int {
	col, _ := c.column(field)
	switch {
	case col.when != nil:
		return col.when(a).Compare(col.when(b))
	case slices.Contains([]string{"key", "issuekey", "issue", "id", "rank"}, strings.ToLower(field)):
		return byNumber(a.ID, b.ID)
	}
	return slices.Compare(col.values(c, a), col.values(c, b))
}

func byNumber(a, b string) int {
	x, _ := strconv.Atoi(a)
	y, _ := strconv.Atoi(b)
	return x - y
}
