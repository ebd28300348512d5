package scalar_test

import (
	"encoding/json"
	"testing"

	"github.com/followthrough/followthrough/internal/scalar"
)

func TestNumbersKeepTheirDigits(t *testing.T) {
	for text, want := range map[string]string{
		"1.10": "1.10", "0": "0", "-0": "-0", "1e3": "1e3", "1E+03": "1E+03", "0.50": "0.50", "7": "7",
		"12345678901234567890": "12345678901234567890", "0.1000000000000000055": "0.1000000000000000055",
		"+1.0": "1.0", ".50": "0.50", "-.5": "-0.5", "3.": "3",
	} {
		got, err := scalar.Number(text)
		if err != nil || got.String() != want {
			t.Errorf("%q: got %q and %v, want %q", text, got, err, want)
		}
		if raw, err := json.Marshal(map[string]any{"n": got}); err != nil || string(raw) != `{"n":`+want+`}` {
			t.Errorf("%q is sent as %s, %v", text, raw, err)
		}
	}
	for _, text := range []string{
		"", " ", "-", "+", ".", "-.", "010", "00", "-07", "0x10", "0o10", "0b1", "1_000", "1,5", "1 000", "+-1", "--1", "1..", "1e", "1.e3",
		"NaN", ".inf", "Infinity", "1e999", "yes", "true", "null", "~", "1.2.3", "2026-11-30", "１", "[1]", "\"1\"", "1 2",
	} {
		if got, err := scalar.Number(text); err == nil {
			t.Errorf("%q is taken for the number %q", text, got)
		}
	}
}

func TestDecodeKeepsDigitsOnTheWay(t *testing.T) {
	const in = `{"a":1.10,"b":["010",9007199254740993,1e3,true,null],"c":{"d":-0}}`
	var got any
	if err := scalar.Decode([]byte(in), &got); err != nil {
		t.Fatal(err)
	}
	if back, err := json.Marshal(got); err != nil || string(back) != in {
		t.Errorf("got %s, %v", back, err)
	}
	for _, bad := range []string{"", "{", `{} {}`, `1 x`} {
		if err := scalar.Decode([]byte(bad), &got); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

func TestText(t *testing.T) {
	for _, c := range []struct {
		value any
		want  string
		ok    bool
	}{
		{"1.10", "1.10", true}, {json.Number("1.10"), "1.10", true}, {true, "true", true}, {7, "7", true}, {1.5, "1.5", true},
		{nil, "", false}, {[]any{"a"}, "", false}, {map[string]any{}, "", false},
	} {
		if got, ok := scalar.Text(c.value); got != c.want || ok != c.ok {
			t.Errorf("%v: got %q, %v", c.value, got, ok)
		}
	}
}
