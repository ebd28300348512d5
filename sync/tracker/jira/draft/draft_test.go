package draft

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	client "github.com/followthrough/followthrough/internal/client/jira"
	"github.com/followthrough/followthrough/sync/tracker"
)

func field(kind, items string, allowed ...client.Option) client.Field {
	return client.Field{ID: "customfield_1", Name: "Thing", Schema: client.Schema{Type: kind, Items: items}, Allowed: allowed}
}

func TestShapes(t *testing.T) {
	high, low := client.Option{ID: "7", Value: "High"}, client.Option{ID: "8", Value: "Low"}
	europe := client.Option{ID: "1", Value: "Europe", Children: []client.Option{{ID: "2", Value: "Berlin"}}}
	for name, c := range map[string]struct {
		field client.Field
		value any
		want  string // JSON; "!" and words: refused
	}{
		"text":                 {field("string", ""), "a", `"a"`},
		"number for a text":    {field("string", ""), 3.0, `"3"`},
		"number":               {field("number", ""), 3, `3`},
		"number in words":      {field("number", ""), "2.5", `2.5`},
		"number, its digits":   {field("number", ""), json.Number("1.10"), `1.10`},
		"digits in words":      {field("number", ""), "+.50", `0.50`},
		"a long number":        {field("number", ""), json.Number("12345678901234567890"), `12345678901234567890`},
		"octal, or not":        {field("number", ""), "010", `!"010" is octal to some`},
		"grouped digits":       {field("number", ""), "1_000", `!"1_000" is not a number`},
		"digits for a text":    {field("string", ""), json.Number("1.10"), `"1.10"`},
		"digits for an option": {field("option", "", client.Option{ID: "3", Value: "1.1"}, client.Option{ID: "4", Value: "1.10"}), json.Number("1.10"), `{"id":"4"}`},
		"digits for a version": {field("array", "version"), []any{json.Number("1.10")}, `[{"name":"1.10"}]`},
		"digits for an app":    {field("any", ""), json.Number("1.10"), `1.10`},
		"another form":         {field("option", "", client.Option{ID: "5", Value: "Se\u0301curite\u0301"}), "sécurité", `{"id":"5"}`},
		"no number":            {field("number", ""), "x", `!not a number`},
		"date":                 {field("date", ""), "2026-11-30", `"2026-11-30"`},
		"no date":              {field("date", ""), "30.11.2026", `!not a date`},
		"option":               {field("option", "", high, low), "high", `{"id":"7"}`},
		"option by id":         {field("option", "", high, low), "8", `{"id":"8"}`},
		"number for an id":     {field("option", "", high, low), 8.0, `{"id":"8"}`},
		"no option":            {field("option", "", high, low), "Huge", `!"Huge" is not among its values`},
		"option of any value":  {field("option", ""), "Huge", `{"value":"Huge"}`},
		"options":              {field("array", "option", high, low), []any{"Low", "High"}, `[{"id":"8"},{"id":"7"}]`},
		"one of many":          {field("array", "option", high, low), "Low", `[{"id":"8"}]`},
		"cascade":              {field("option-with-child", "", europe), "Europe > Berlin", `{"child":{"id":"2"},"id":"1"}`},
		"cascade as a list":    {field("option-with-child", "", europe), []any{"europe", "berlin"}, `{"child":{"id":"2"},"id":"1"}`},
		"cascade without":      {field("option-with-child", "", europe), "Europe", `{"id":"1"}`},
		"cascade of three":     {field("option-with-child", "", europe), []any{"a", "b", "c"}, `!must be a value`},
		"no child":             {field("option-with-child", "", europe), "Europe > Paris", `!"Paris"`},
		"group":                {field("group", ""), "developers", `{"name":"developers"}`},
		"groups":               {field("array", "group"), []string{"a", "b"}, `[{"name":"a"},{"name":"b"}]`},
		"labels":               {field("array", "string"), []any{"a", "b"}, `["a","b"]`},
		"team":                 {field("team", ""), "36885b3c-1bf0-4f85-a357-c5b858c31de4", `"36885b3c-1bf0-4f85-a357-c5b858c31de4"`},
		"person":               {field("user", ""), "somebody", `!is a person`},
		"people":               {field("array", "user"), []any{"somebody"}, `!is a person`},
		"a kind of an app":     {field("any", ""), map[string]any{"x": 1.0}, `{"x":1}`},
		"truth for a text":     {field("string", ""), true, `"true"`},
		"nothing for a list":   {field("array", "string"), nil, `null`},
		"version":              {field("version", ""), "4.2", `{"name":"4.2"}`},
		"versions, one absent": {field("array", "version", client.Option{Name: "4.2"}), []any{"4.2", "5"}, `!"5"`},
	} {
		s := &Screen{Project: "PAY", Kind: "Task", TypeID: "1", Fields: []client.Field{c.field}}
		d := New(s, "summary", "description")
		err := d.Value("", "thing", c.value)
		if says, refused := strings.CutPrefix(c.want, "!"); refused {
			var r *tracker.Error
			if !errors.As(err, &r) || !strings.Contains(r.Error(), says) || !strings.HasPrefix(r.Field, "Thing") {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		got, _ := json.Marshal(d.Fields["customfield_1"])
		if err != nil || string(got) != c.want {
			t.Errorf("%s: %s, %v", name, got, err)
		}
	}
}

func TestManyAllowedValuesAreCounted(t *testing.T) {
	f := field("option", "")
	for range 30 {
		f.Allowed = append(f.Allowed, client.Option{Value: "x"})
	}
	if got := Allowed(&f); len(got) != 21 || got[20] != "and 10 more" {
		t.Errorf("%v", got)
	}
}

func TestNobodyIsAssigned(t *testing.T) {
	s := &Screen{Project: "PAY", Fields: []client.Field{{ID: "assignee"}, {ID: "labels"}}}
	d := New(s, "a", "b")
	if v, there := d.Fields["assignee"]; !there || v != nil {
		t.Errorf("assignee %v, %v", v, there)
	}
	if _, there := New(&Screen{Project: "PAY"}, "a", "b").Fields["assignee"]; there {
		t.Error("assignee is sent where it is not on the screen")
	}
	// The label for people is left out where there are no labels; a team's is not.
	if err := New(&Screen{}, "a", "b").Labels([]string{"post-mortem"}, nil); err != nil {
		t.Error(err)
	}
	if err := New(&Screen{}, "a", "b").Labels([]string{"x", "post-mortem"}, []string{"x"}); err == nil {
		t.Error("a team's label is dropped in silence")
	}
}
