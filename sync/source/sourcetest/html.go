package sourcetest

import (
	"strings"
	"testing"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/html"
	"github.com/followthrough/followthrough/sync/source/markdown"
)

// incidentHTML, nearMissHTML and tableHTML say in HTML what incident, nearMiss
// and table do.
const (
	incidentHTML = `<h1>Checkout was down</h1>
<p><b>Date:</b> 2026-03-17</p>
<p>A queue filled up and nobody was told.</p>
<h2>Action items</h2>
<ul>
<li><input type="checkbox"> Alert on queue depth (payments)
<li><input type="checkbox"> Refuse new work when the queue is full (payments)
</ul>
<h2>Lessons</h2>
<p>It was quiet for too long.</p>
`
	nearMissHTML = `<h1>Ledger: a backup that could not be read</h1>
<h2>Action items</h2>
<ul><li><input type="checkbox"> Restore a backup every week (ledger)</li></ul>
`
	tableHTML = `<html><head><title>Checkout</title></head><body>
<h1>Checkout was down</h1>
<h2>Action items</h2>
<table><tr><th>Action</th><th>Owner</th><th>Ticket</th></tr>
<tr><td><input type="checkbox"> Alert on queue depth</td><td>payments</td><td></td></tr>
<tr><td>Refuse new work when the queue is full</td><td>payments</td><td></td></tr>
</table></body></html>
`
)

func (h Harness) incident() string {
	if h.HTML {
		return incidentHTML
	}
	return incident
}

func (h Harness) nearMiss() string {
	if h.HTML {
		return nearMissHTML
	}
	return nearMiss
}

// strip takes what we wrote out of a document.
func (h Harness) strip(doc []byte, r review.WriteBack) []byte {
	if h.HTML {
		return html.Strip(doc, r)
	}
	return markdown.Strip(doc, r)
}

// shown is a path as the cases name it.
func shown(path string) string {
	return strings.TrimSuffix(path, ".html") + map[bool]string{true: ".md"}[strings.HasSuffix(path, ".html")]
}

// named is a harness that takes the paths of the cases, which end in .md.
func (h Harness) named() Harness {
	if !h.HTML {
		return h
	}
	file := func(path string) string { return strings.TrimSuffix(path, ".md") + ".html" }
	out := h
	out.Put = func(t *testing.T, path string, content []byte) { h.Put(t, file(path), content) }
	out.Delete = func(t *testing.T, path string) { h.Delete(t, file(path)) }
	out.Rename = func(t *testing.T, from, to string) { h.Rename(t, file(from), file(to)) }
	out.Bytes = func(t *testing.T, path string) []byte { return h.Bytes(t, file(path)) }
	out.Spoil = func(t *testing.T, path string) { h.Spoil(t, file(path)) }
	out.Protect = func(t *testing.T, path string) func() { return h.Protect(t, file(path)) }
	return out
}
