package panics_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/internal/panics"
)

func breaks(with func()) (err error) {
	defer panics.Into(&err)
	with()
	return errors.New("not reached")
}

func TestInto(t *testing.T) {
	for name, tc := range map[string]struct {
		with func()
		says string
	}{
		"a mistake of ours": {func() { _ = []int{}[len(name(t))] }, "index out of range"},
		"words of others":   {func() { panic("xyzzy is restricted") }, "(string)"},
	} {
		err := breaks(tc.with)
		var p *panics.Error
		if !errors.As(err, &p) || !strings.Contains(err.Error(), tc.says) || !strings.Contains(err.Error(), "please report") {
			t.Fatalf("%s: %v", name, err)
		}
		if strings.Contains(err.Error()+p.Stack, "xyzzy") || !strings.Contains(p.Stack, "panics_test.breaks") {
			t.Errorf("%s: %v\n%s", name, err, p.Stack)
		}
	}
	if err := breaks(func() {}); err == nil || err.Error() != "not reached" {
		t.Errorf("without one: %v", err)
	}
}

func name(t *testing.T) string { return t.Name() }
