package together_test

import (
	"testing"

	"github.com/followthrough/followthrough/internal/together"
)

func TestMapThatSeveralUse(t *testing.T) {
	var m together.Map[string, int]
	together.Do(100, 4, func(int) { m.Change("all", func(n int) int { return n + 1 }) })
	m.Put("gone", 1)
	m.Drop("gone")
	if _, found := m.Find("gone"); found || m.Get("all") != 100 || len(m.All()) != 1 {
		t.Errorf("%v", m.All())
	}
	if before := m.Swap(nil); before["all"] != 100 || len(m.All()) != 0 {
		t.Errorf("%v", before)
	}
}
