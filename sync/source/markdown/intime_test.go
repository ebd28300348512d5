package markdown

import (
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/longtest"
	"github.com/followthrough/followthrough/sync/source/document"
)

// What a hostile megabyte may take, in times of what the corpus takes per
// byte: where it is read, and where the guard refuses it.
const (
	readFactor   = 20
	refuseFactor = 1
	tries        = 4
)

// TestHostileMegabyteInTime: of every kind of document made to be slow, a
// whole megabyte takes per byte at most readFactor times what real documents
// take, and what is refused is refused fast. Both are measured side by side,
// in processor time, and the best of several tries counts.
func TestHostileMegabyteInTime(t *testing.T) {
	longtest.Only(t)
	if raceDetector {
		t.Skip("the race detector's own costs hide those of reading")
	}
	docs := corpus(t)
	for name, doc := range hostile(document.MaxBytes - 100) {
		t.Run(name, func(t *testing.T) { inTime(t, docs, []byte(doc)) })
	}
}

func inTime(t *testing.T, docs map[string][]byte, doc []byte) {
	t.Helper()
	factor := float64(readFactor)
	if Decodable(doc) != nil {
		factor = refuseFactor
	}
	usual, got := perByte(docs), perByte(map[string][]byte{"": doc})
	for range tries {
		if got <= factor*usual {
			return
		}
		usual, got = min(usual, perByte(docs)), min(got, perByte(map[string][]byte{"": doc}))
	}
	t.Errorf("takes %.0f ns per byte, %.1f times the corpus's %.0f; at most %.0f times", got, got/usual, usual, factor)
}

// perByte is the processor time that reading takes per byte, in nanoseconds.
func perByte(docs map[string][]byte) float64 {
	size, start := 0, processorTime()
	for _, doc := range docs {
		Read(doc, Settings{})
		size += len(doc)
	}
	return float64((processorTime()-start)/time.Nanosecond) / float64(size)
}
