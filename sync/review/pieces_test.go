package review

import (
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestCodeComesBackAsItWas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := append([]string{"x"}, rapid.SliceOfN(rapid.SampledFrom([]string{"", "x", "```", "````", "```go", "  - [ ] y", "``` ", "\t"}), 0, 6).Draw(t, "lines")...)
		detail := "before\n" + Code("go", lines) + "\nafter"
		want := []Piece{{Text: "before"}, {Code: true, Language: "go", Text: strings.Join(lines, "\n")}, {Text: "after"}}
		if got := Pieces(detail); !reflect.DeepEqual(got, want) {
			t.Fatalf("%q becomes %+v", detail, got)
		}
	})
}

func TestPieces(t *testing.T) {
	for detail, want := range map[string][]Piece{
		"":                        nil,
		"a\nb":                    {{Text: "a\nb"}},
		"a\n```\nb":               {{Text: "a"}, {Code: true, Text: "b"}}, // cut short
		"```sql\nb\n```":          {{Code: true, Language: "sql", Text: "b"}},
		"```a b c\nx":             {{Text: "```a b c\nx"}},
		" ```\nx":                 {{Text: " ```\nx"}},
		Code("a`b", []string{""}): nil,
	} {
		if got := Pieces(detail); !reflect.DeepEqual(got, want) {
			t.Errorf("%q becomes %+v", detail, got)
		}
	}
}
