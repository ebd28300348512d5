package httpx_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/internal/httpx"
)

// An answer is read as far as its values can be held in memory: not its bytes
// alone count.
func TestAnswersOfTooManyValuesEnd(t *testing.T) {
	small := httpx.Bounds{Values: 1000, Elements: 100}
	for name, c := range map[string]struct {
		body string
		want error
	}{
		"30 MB of empty objects":   {"[" + strings.Repeat("{},", 10<<20) + "{}]", httpx.ErrTooMany},
		"a long list":              {`{"issues":[` + strings.Repeat("{},", 100) + "{}]}", httpx.ErrTooMany},
		"a list in a list":         {`[[` + strings.Repeat("[],", 100) + "[]]]", httpx.ErrTooMany},
		"many short lists":         {"[" + strings.Repeat("["+strings.Repeat("1,", 90)+"1],", 20) + "1]", httpx.ErrTooMany},
		"one object of many keys":  {"{" + strings.Repeat(`"a":1,`, 1000) + `"b":2}`, httpx.ErrTooMany},
		"deep ones":                {strings.Repeat("[", 1000), httpx.ErrTooMany},
		"deep objects":             {strings.Repeat(`{"a":`, 600), httpx.ErrTooMany},
		"commas in a string":       {`["` + strings.Repeat(`\",{},[`, 5000) + `"]`, nil},
		"a backslash at its end":   {`["\\",` + strings.Repeat("{},", 100) + "{}]", httpx.ErrTooMany},
		"a page as it should be":   {`{"issues":[` + strings.Repeat(`{"id":"1"},`, 99) + `{"id":"1"}]}`, nil},
		"a web page with brackets": {"<html>" + strings.Repeat("[", 900), nil},
	} {
		t.Run(name, func(t *testing.T) {
			url, _ := server(t, func(_ int, w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, c.body) })
			for how, read := range map[string]func(io.Reader) error{
				"whole":      func(r io.Reader) error { _, err := io.ReadAll(r); return err },
				"as it runs": func(r io.Reader) error { var out any; return json.NewDecoder(r).Decode(&out) },
			} {
				resp, err := client(t, httpx.Options{}).Do(request(httpx.Expect(t.Context(), small), t, http.MethodGet, url))
				must(t, err)
				err = read(resp.Body)
				_ = resp.Body.Close()
				if how == "as it runs" && c.want == nil {
					continue // what is no JSON fails to decode
				}
				if !errors.Is(err, c.want) {
					t.Errorf("%s: %v, want %v", how, err, c.want)
				}
			}
		})
	}
}

// Refusals are bounded as answers are.
func TestRefusalsOfTooManyValuesEnd(t *testing.T) {
	url, _ := server(t, func(_ int, w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusUnprocessableEntity)
		_, _ = io.WriteString(w, `{"errors":[`+strings.Repeat("{},", 1<<20)+"{}]}")
	})
	resp, err := client(t, httpx.Options{}).Do(request(t.Context(), t, http.MethodGet, url))
	must(t, err)
	defer resp.Body.Close()
	if _, err := io.ReadAll(resp.Body); !errors.Is(err, httpx.ErrTooMany) {
		t.Errorf("%v", err)
	}
}
