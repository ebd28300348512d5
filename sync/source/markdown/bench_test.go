package markdown

import (
	"testing"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
)

func corpusBytes(b *testing.B) (docs [][]byte, size int64) {
	for _, doc := range corpus(b) {
		docs = append(docs, doc)
		size += int64(len(doc))
	}
	return docs, size
}

// BenchmarkRead reads the corpus, and side by side parses it with goldmark
// alone, set up as one who renders such documents would: tables, strikethrough
// and check boxes. x-of-goldmark is how many times as long the reading takes.
// Both take turns and are measured in processor time, so that other work counts in
// neither.
func BenchmarkRead(b *testing.B) {
	docs, size := corpusBytes(b)
	md := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.TaskList))
	b.SetBytes(size)
	b.ReportAllocs()
	var reading, parsing time.Duration
	for b.Loop() {
		start := processorTime()
		for _, doc := range docs {
			Read(doc, Settings{})
		}
		reading += processorTime() - start
		b.StopTimer()
		start = processorTime()
		for _, doc := range docs {
			md.Parser().Parse(text.NewReader(doc))
		}
		parsing += processorTime() - start
		b.StartTimer()
	}
	b.ReportMetric(float64(reading)/float64(parsing), "x-of-goldmark")
}

// BenchmarkGrowth shows that time grows with the size of a document.
func BenchmarkGrowth(b *testing.B) {
	for _, kb := range []int{64, 256, 1000} {
		doc := []byte("# Review\n\n## Action items\n\n" + fill("- [ ] Add an alert on the queue (payments team) [PAY-1](https://a.example/browse/PAY-1)\n", kb<<10))
		b.Run(itoa(kb)+"kB", func(b *testing.B) {
			b.SetBytes(int64(len(doc)))
			for b.Loop() {
				Read(doc, Settings{})
			}
		})
	}
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}
