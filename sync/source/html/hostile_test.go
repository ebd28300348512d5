package html

import (
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/longtest"
	"github.com/followthrough/followthrough/sync/source/actions"
	"github.com/followthrough/followthrough/sync/source/document"
)

func fill(unit string, size int) string { return strings.Repeat(unit, size/len(unit)) }

// hostile are documents of about the size that were made to be slow.
func hostile(size int) map[string]string {
	head := "<h1>Review</h1><h2>Action items</h2>"
	out := map[string]string{}
	for name, unit := range map[string]string{
		"items": "<li>add an alert (payments)", "list": "<ul><li>a</li></ul>", "text": "word ", "one word": "x", "paragraphs": "<p>a",
		"rows": "<tr><td>a<td>b", "cells": "<td>", "ends": "</p>", "list ends": "</li>", "table ends": "</table>", "inline ends": "</b>",
		"breaks": "<br>", "angles": "<", "open tags": "<a ", "attributes": " a=b", "entities": "&amp;&#35;&", "half entities": "&ampx",
		"comments": "<!-- a -->", "open comments": "<!-- a ", "marks": "<!-- followthrough:begin a b -->", "end marks": "<!-- followthrough:end -->",
		"bold": "<b>a</b>", "nested anew": "<b><i>a</b></i>", "links": `<a href="x">y</a> `, "open links": "<a href=x>", "half links": `(<a href="x" `,
		"scripts": "<script>a</script>", "titles": "<title>a", "headings": "<h2>Action items<p>a", "boxes": "<li><input type=checkbox>add an alert",
		"styles": "<style>.a{x:y}</style>", "metas": `<meta name=status content=draft>`, "hidden": "<p hidden>a</p>", "classes": `<p class="a b c">x`,
		"quotes": "<blockquote>a</blockquote>", "code": "<code>a</code>", "pre": "<pre>a\n</pre>", "details": "<details><summary>a</summary>b</details>",
		"definitions": "<dt>a<dd>b", "nested tables": "<table><tr><td>a</table>", "spaces": " ", "lines": "\n", "returns": "\r", "zeros": "\x00",
		"strikes": "<s>a</s>", "times": `<time datetime="2026-01-01">a</time> `, "urls": "https://a.b/c ", "persons": "@a ", "end bodies": "</body>",
	} {
		out[name] = head + fill(unit, size)
		out[name+" within"] = head + "<ul><li><p>" + fill(unit, size)
		out[name+" in a table"] = head + "<table><tr><th>Action<th>Owner<tr><td>" + fill(unit, size)
	}
	deep := strings.Repeat("<div>", 450)
	out["deep ends"] = head + deep + fill("</p></li></b></td>", size)
	out["deep text"] = head + fill(deep+"a"+strings.Repeat("</div>", 450), size)
	out["deep items"] = head + deep + fill("<li>a", size)
	out["deep spans"] = head + fill(strings.Repeat("<span>", 450)+"a"+strings.Repeat("</span>", 450), size)
	out["deep lists"] = head + fill(strings.Repeat("<ul><li>add an alert", 200)+strings.Repeat("</ul>", 200), size)
	out["css"] = "<style>" + fill(".a{b{", size)
	out["css rules"] = "<style>" + fill(".a,.b{display:none}", size)
	out["css selectors"] = "<style>" + fill(".a,", size) + "{display:none}"
	out["declarations"] = `<p style="` + fill("text-decoration:", size) + `">a`
	out["class list"] = "<style>.a{display:none}</style>" + `<p class="` + fill("b ", size) + `">a`
	return out
}

// Reading takes time in proportion to the size, however hostile the document.
func TestHostile(t *testing.T) {
	const size = 1 << 16
	for name, doc := range hostile(size) {
		began := time.Now()
		v := Read([]byte(doc), actions.Settings{Restricted: []string{"visibility"}})
		if took := time.Since(began); took > 500*time.Millisecond {
			t.Errorf("%s: %v for %d actions (%s)", name, took, len(v.Actions), v.BlockProblem)
		}
	}
}

// TestHostileMegabyteInTime: of every kind a whole megabyte takes per byte at most
// so many times what real pages take, in the best of several tries.
func TestHostileMegabyteInTime(t *testing.T) {
	longtest.Only(t)
	_, pages := rendered(t)
	usual := perByte(pages)
	for name, doc := range hostile(document.MaxBytes - 1000) {
		got := perByte(map[string][]byte{name: []byte(doc)})
		for try := 0; try < 4 && got > factor*usual; try++ {
			usual, got = max(usual, perByte(pages)), min(got, perByte(map[string][]byte{name: []byte(doc)}))
		}
		if got > factor*usual {
			t.Errorf("%s: %.0f ns per byte, %.1f times that of real pages", name, got, got/usual)
		}
	}
}

const factor = 20

// perByte is the time that reading takes per byte, in nanoseconds.
func perByte(docs map[string][]byte) float64 {
	size, began := 0, time.Now()
	for _, doc := range docs {
		Read(doc, actions.Settings{})
		size += len(doc)
	}
	return float64(time.Since(began).Nanoseconds()) / float64(size)
}
