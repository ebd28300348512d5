package jql

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestJudge(t *testing.T) {
	task := Issue{
		"project": {"PAY", "Payments"}, "issuetype": {"Task"}, "component": {"Checkout"}, "labels": {"post-mortem"},
		"resolution": {"Unresolved"}, "statuscategory": {"To Do", "new"}, "assignee": {}, "sprint": {},
	}
	for query, want := range map[string]Verdict{
		"":                                      Yes,
		"ORDER BY Rank":                         Perhaps,
		"project = PAY":                         Yes,
		"project = pay ORDER BY Rank ASC":       Yes,
		`project = "Payments"`:                  Yes,
		"project = STO":                         No,
		"project != STO":                        Yes,
		"project in (STO, PAY) AND type = Task": Yes,
		"project not in (STO, PAY)":             No,
		"project = PAY AND component = Ledger":  No,
		"project = PAY AND (component = Ledger OR labels = post-mortem)": Yes,
		"NOT component = Ledger":                        Yes,
		"not (project = PAY)":                           No,
		"assignee is EMPTY":                             Yes,
		"assignee is not EMPTY":                         No,
		"component is not EMPTY AND sprint is EMPTY":    Yes,
		"assignee = currentUser()":                      Perhaps,
		"assignee in membersOf(team) AND project = STO": No,
		"assignee in membersOf(team) OR project = PAY":  Yes,
		"assignee in membersOf(team)":                   Perhaps,
		"created >= -7d":                                Perhaps,
		"project = STO AND created >= -7d":              Perhaps,
		`"Epic Link" = PAY-1`:                           Perhaps,
		"statusCategory != Done":                        Yes,
		"resolution = Unresolved":                       Yes,
		"project = PAY AND":                             Perhaps,
		"project = (":                                   Perhaps,
		"((((project = PAY))))":                         Yes,
		`labels in ("post-mortem", other)`:              Yes,
	} {
		if got, why := Judge(query, task); got != want {
			t.Errorf("%s: %d, not %d (%s)", query, got, want, why)
		}
	}
	if _, why := Judge("project = PAY and component = Ledger", task); why != "component = Ledger" {
		t.Errorf("why: %q", why)
	}
}

func TestJudgeEnds(t *testing.T) {
	words := rapid.SampledFrom([]string{"project", "=", "PAY", "(", ")", "and", "or", "not", "in", "is", ",", `"`, "'", `\`, "!=", "empty", "!", "~", "x"})
	rapid.Check(t, func(t *rapid.T) {
		query := strings.Join(rapid.SliceOfN(words, 0, 60).Draw(t, "words"), " ")
		Judge(query, Issue{"project": {"PAY"}})
	})
	Judge(strings.Repeat("not ", 100_000), Issue{})
	Judge(strings.Repeat("(", 100_000), Issue{})
}
