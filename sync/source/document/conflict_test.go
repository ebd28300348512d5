package document_test

import (
	"strings"
	"testing"

	"github.com/followthrough/followthrough/sync/source/document"
)

// A conflict is its marks in order, each at the start of a line.
func TestConflict(t *testing.T) {
	for name, c := range map[string]struct {
		doc  string
		line string // that is named; "": no conflict
	}{
		"two sides":           {"# T\n\n<<<<<<< HEAD\n- a\n=======\n- b\n>>>>>>> theirs\n", "line 3:"},
		"with what both had":  {"<<<<<<< HEAD\n- a\n||||||| 3f9a2c1\n- c\n=======\n- b\n>>>>>>> theirs\n", "line 1:"},
		"without names":       {"\n<<<<<<<\na\n=======\nb\n>>>>>>>\n", "line 2:"},
		"Windows' line ends":  {"a\r\n<<<<<<< HEAD\r\na\r\n=======\r\nb\r\n>>>>>>> b\r\n", "line 2:"},
		"a side that is gone": {"<<<<<<< HEAD\n=======\nb\n>>>>>>> b", "line 1:"},
		"the second opening":  {"<<<<<<< a\n<<<<<<< b\n=======\n>>>>>>> b", "line 2:"},
		"underlines":          {"Title\n=======\n\nOther\n=======\n", ""},
		"a deep quote":        {">>>>>>> so he wrote\n\nTitle\n=======\n", ""},
		"no end":              {"<<<<<<< HEAD\na\n=======\nb\n", ""},
		"no middle":           {"<<<<<<< HEAD\na\n>>>>>>> b\n", ""},
		"another order":       {"=======\n<<<<<<< HEAD\n>>>>>>> b\n", ""},
		"more signs":          {"<<<<<<<< HEAD\na\n========\nb\n>>>>>>>> b\n", ""},
		"indented":            {"    <<<<<<< HEAD\n    =======\n    >>>>>>> b\n", ""},
		"in a sentence":       {"we saw <<<<<<< HEAD\n=======\n>>>>>>> b\n", ""},
		"an arrow":            {"<<<<<<<x\n=======\n>>>>>>> b\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			var marks document.Conflict
			var got error
			for i, l := range strings.SplitAfter(c.doc, "\n") {
				if err := marks.Line([]byte(l), i+1); err != nil && got == nil {
					got = err
				}
			}
			switch {
			case c.line == "" && got != nil:
				t.Errorf("told as a conflict: %v", got)
			case c.line != "" && (got == nil || !strings.Contains(got.Error(), c.line)):
				t.Errorf("got %v, want %s", got, c.line)
			}
		})
	}
}
