package board_test

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/client/github/board"
)

func sample() *board.Project {
	sprint := board.Field{ID: "g", Name: "Sprint", Type: "ITERATION"}
	sprint.Iterations.Open = []board.Option{{ID: "3", Name: "S1", Start: "2026-11-16", Days: 14}}
	sprint.Iterations.Over = []board.Option{{ID: "4", Name: "S0", Start: "2026-11-02", Days: 14}}
	return &board.Project{ID: "P", Owner: "acme", Number: 1, Title: "Work", Fields: []board.Field{
		{ID: "a", Name: "Title", Type: "TITLE"}, {ID: "b", Name: "Note", Type: "TEXT"}, {ID: "c", Name: "Points", Type: "NUMBER"},
		{ID: "d", Name: "Due", Type: "DATE"}, {ID: "e", Name: "Target date", Type: "DATE"},
		{ID: "f", Name: "Status", Type: "SINGLE_SELECT", Options: []board.Option{{ID: "1", Name: "To do 🔥"}, {ID: "2", Name: "3"}}},
		sprint,
		{ID: "i", Name: "Priorité", Type: "SINGLE_SELECT", Options: []board.Option{{ID: "5", Name: "Élevé"}}},
		{ID: "h", Name: "Shiny", Type: "SOMETHING_NEW"},
	}}
}

func TestSettings(t *testing.T) {
	now := time.Date(2026, 11, 29, 23, 59, 0, 0, time.UTC)
	for _, c := range []struct {
		field string
		value any
		says  string // "": it is taken
	}{
		{"note", "words @x", ""}, {"Note", 3.5, ""}, {"Note", true, ""}, {"Note", []any{"a"}, "takes one value"}, {"Note", nil, "takes one value"},
		{"Points", 3, ""}, {"Points", "2.5", ""}, {" points ", 1e9, ""}, {"Points", "NaN", "takes a number"}, {"Points", "inf", "takes a number"},
		{"Points", json.Number("1.10"), ""}, {"Points", "010", "octal to some"}, {"Points", "0x10", "takes a number"}, {"Points", "1_000", "takes a number"},
		{"Points", math.Inf(1), "takes one value"}, {"Points", "", "takes a number"},
		{"Due", "2026-12-01", ""}, {"Due", "2026-12-01T00:00:00Z", ""}, {"Due", "2026-13-01", "takes a day such as"}, {"Due", 20261201, "takes a day such as"},
		{"Status", "TO DO 🔥", ""}, {"Status", 3, ""}, {"Priorite\u0301", "\u00e9leve\u0301", ""}, {"PRIORIT\u00c9", "e\u0301lev\u00e9", ""}, {"Priorité", "eleve", "has no"}, {"Status", "To", `has no "To" (2)`},
		{"Sprint", "s1", ""}, {"Sprint", "S0", ""}, {"Sprint", "@CURRENT", ""}, {"Sprint", "S9", `has no "S9" (2)`},
		{"Title", "x", "(title) is not one that can be set"}, {"Shiny", "x", "(something_new) is not one that can be set"}, {"Nope", "x", "has no field Nope (7)"},
	} {
		_, err := sample().Setting(c.value, now, c.field)
		says := ""
		if err != nil {
			no := client.AsError(err)
			if says = no.Err.Error(); len(no.Allowed) > 0 {
				says += " (" + string(rune('0'+len(no.Allowed))) + ")"
			}
		}
		if (err == nil) != (c.says == "") || !strings.Contains(says, c.says) || err != nil && !strings.HasPrefix(says, "acme's project 1 (Work)") {
			t.Errorf("%s = %v: %s", c.field, c.value, says)
		}
	}
	if _, err := sample().Setting("@current", now.AddDate(0, 1, 0), "Sprint"); err == nil || !strings.Contains(err.Error(), "no iteration today") {
		t.Error(err)
	}
}

// Of several names the first one counts that is there.
func TestFieldByItsFirstName(t *testing.T) {
	f, ok := sample().Field("Due date", "Target date", "Due")
	if !ok || f.ID != "e" {
		t.Errorf("%+v", f)
	}
	if name, ok := sample().DateField("Due date", "note", "due", "Target date"); !ok || name != "Due" {
		t.Errorf("%q", name)
	}
	if _, ok := sample().DateField("Note"); ok {
		t.Error("a text holds no day")
	}
	if _, ok := sample().Field(); ok {
		t.Error("no name is a field's")
	}
}
