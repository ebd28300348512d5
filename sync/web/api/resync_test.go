package api

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

func TestResync(t *testing.T) {
	f := &fake{}
	w := newWorld(t, f)
	status, h, text := w.ask("POST", "/api/v1/resync", `{"source": "a", "team": "b", "now": true, "reviews": ["`+aKey+`"]}`, "Authorization", operates, "Content-Type", "application/json; charset=utf-8")
	if status != 202 || h.Get("Location") != "/api/v1/resync/r1" || !strings.Contains(text, `"steps": null`) {
		t.Errorf("%d %v %s", status, h, text)
	}
	if got, want := f.last(), (Resync{Scope: Scope{Team: "b", Source: "a"}, Reviews: []string{aKey}, Now: true}); !reflect.DeepEqual(got, want) {
		t.Errorf("asked for %v", got)
	}
	if status, _, text := w.ask("GET", "/api/v1/resync/r1", "", "Authorization", reads); status != 200 || !strings.Contains(text, `"state": "waiting"`) {
		t.Errorf("while it waits: %d %s", status, text)
	}
	f.done = true
	status, _, text = w.ask("POST", "/api/v1/resync?wait=5s", "", "Authorization", operates)
	var doc struct {
		State    string `json:"state"`
		ExitCode *int   `json:"exit_code"`
		Steps    []struct{ Op, Result string }
	}
	must(t, json.Unmarshal([]byte(text), &doc))
	if status != 200 || doc.State != "ended" || doc.ExitCode == nil || len(doc.Steps) != 1 || doc.Steps[0].Result != "done" {
		t.Errorf("waited for: %d %s", status, text)
	}
	if got := f.last(); !reflect.DeepEqual(got, Resync{}) {
		t.Errorf("without a body: %v", got)
	}
}

func TestBodies(t *testing.T) {
	const right = "application/json"
	for body, want := range map[string]struct {
		kind   string
		status int
		text   string
	}{
		`{`:                    {right, 400, "no JSON object"},
		`null`:                 {right, 400, "no JSON object"},
		`[]`:                   {right, 400, "no JSON object"},
		`{} {}`:                {right, 400, "no JSON object"},
		"\xff":                 {right, 400, "no JSON object"},
		`{"sorce": "a"}`:       {right, 400, "did you mean source?"},
		`{"yes": true}`:        {right, 400, `a field \"yes\" that is not known`},
		`{"now": "true"}`:      {right, 400, "another shape"},
		`{"reviews": "a"}`:     {right, 400, "another shape"},
		`{"reviews": ["a"]}`:   {right, 400, "the key of a review"},
		`{"now": true}`:        {"text/plain", 415, "application/json"},
		`now=true`:             {"application/x-www-form-urlencoded", 415, "application/json"},
		`{"now": true, "a":1}`: {"", 415, "application/json"},
		`{"team": "` + strings.Repeat("x", 201) + `"}`:    {right, 400, "200 bytes"},
		`{"team": "` + strings.Repeat("x", 10<<20) + `"}`: {right, 413, "65536 bytes"},
		`{"a": ` + strings.Repeat("[", 60000) + "}":       {right, 400, "no JSON object"},
		`{"` + strings.Repeat("y", 300) + `": 1}`:         {right, 400, "a field that is not known"},
	} {
		f := &fake{}
		status, _, text := newWorld(t, f).ask("POST", "/api/v1/resync", body, "Authorization", operates, "Content-Type", want.kind)
		if status != want.status || !strings.Contains(text, want.text) || f.last() != nil {
			t.Errorf("%.60q as %q: %d %.300s", body, want.kind, status, text)
		}
	}
}
