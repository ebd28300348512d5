package names_test

import (
	"testing"

	"golang.org/x/text/unicode/norm"

	"github.com/followthrough/followthrough/internal/names"
)

// written are names of several scripts whose letters have more than one form.
func written() []string {
	return []string{"sécu", "Überwachung", "Ångström", "việt", "감사", "がぎぐ", "किं", "ΐότα", "й", "ǰ", "plain"}
}

func TestOneNameInTwoForms(t *testing.T) {
	for _, name := range written() {
		c, d := norm.NFC.String(name), norm.NFD.String(name)
		if !names.Same(c, d) || !names.Alike(c, d) || names.Form(c) != names.Form(d) || names.Folded(c) != names.Folded(d) {
			t.Errorf("%q is not itself in its other form", name)
		}
		if names.Same(c, d+"x") || names.Alike(c, "x"+d) {
			t.Errorf("%q is another name too", name)
		}
	}
}

func TestCaseAndForm(t *testing.T) {
	for _, c := range []struct {
		a, b        string
		same, alike bool
	}{
		{"SÉCU", "se\u0301cu", false, true},
		{"J\u030c", "\u01f0", false, true},
		{"\u212b", "å", false, true}, // the sign for ångström
		{"secu", "sécu", false, false},
		{"fi", "\ufb01", false, false}, // a ligature is another name
		{"a\xffb", "a\xffb", true, true},
	} {
		if names.Same(c.a, c.b) != c.same || names.Alike(c.a, c.b) != c.alike {
			t.Errorf("%q and %q: same %v, alike %v", c.a, c.b, names.Same(c.a, c.b), names.Alike(c.a, c.b))
		}
	}
}
