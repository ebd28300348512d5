package longtest_test

import (
	"testing"

	"github.com/followthrough/followthrough/internal/longtest"
)

func TestOnly(t *testing.T) {
	for value, runs := range map[string]bool{"": false, "1": true} {
		t.Setenv(longtest.Variable, value)
		ran := false
		t.Run("long="+value, func(t *testing.T) {
			longtest.Only(t)
			ran = true
		})
		if ran != runs {
			t.Errorf("with %q: ran is %v", value, ran)
		}
	}
}
