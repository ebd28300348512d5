package wiki

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/longtest"
	"github.com/followthrough/followthrough/internal/referee"
)

// readScript is Atlassian's reader: of wiki markup it tells each block's text and links,
// or that there is more than text, links and line breaks in it. Of an address
// it tells how the web writes it.
const readScript = `
import transformer from '@atlaskit/editor-wikimarkup-transformer'
import { createInterface } from 'node:readline'
const t = new transformer.WikiMarkupTransformer()
const block = node => {
  const out = { text: '', links: [], odd: '' }
  if (node.type === 'codeBlock') return { text: (node.content ?? []).map(n => n.text).join(''), links: [], odd: '', code: true }
  if (node.type !== 'paragraph') out.odd = node.type
  for (const n of node.content ?? []) {
    if (n.type === 'hardBreak') { out.text += '\n'; continue }
    if (n.type !== 'text') { out.odd = n.type; continue }
    let href = ''
    for (const m of n.marks ?? []) if (m.type === 'link') href = m.attrs.href; else out.odd = m.type
    const last = out.links.at(-1)
    if (href && last && last.href === href && last.end === out.text.length) { last.text += n.text; last.end += n.text.length }
    else if (href) out.links.push({ text: n.text, href, end: out.text.length + n.text.length })
    out.text += n.text
  }
  return out
}
const web = a => { try { return new URL(a).href } catch { return a } }
for await (const line of createInterface({ input: process.stdin })) {
  const { markup, addresses } = JSON.parse(line)
  const blocks = t.parse(markup, {}).toJSON().content.map(block)
  for (const b of blocks) for (const l of b.links) l.href = web(l.href)
  console.log(JSON.stringify({ blocks, addresses: (addresses ?? []).map(web) }))
}
`

type (
	question struct {
		Markup    string   `json:"markup"`
		Addresses []string `json:"addresses"`
	}
	answer struct {
		Blocks    []block  `json:"blocks"`
		Addresses []string `json:"addresses"`
	}
	block struct {
		Text  string `json:"text"`
		Odd   string `json:"odd"`
		Code  bool   `json:"code"`
		Links []struct {
			Text string `json:"text"`
			Href string `json:"href"`
		} `json:"links"`
	}
)

// random is how many texts Atlassian's reader and writer are asked about.
const random = 20_000

func TestAtlassianReads(t *testing.T) {
	longtest.Only(t)
	r := newTexts(1)
	var asked []question
	var want []meant
	ask := func(markup string, m meant) {
		asked, want = append(asked, question{markup, m.links}), append(want, m)
	}
	for len(asked) < random {
		line := r.text()
		ask(Plain(line.text), line)
		ask(r.link())
		ask(r.link())
		ask(r.paragraphs())
		ask(r.glued())
		ask(r.code())
	}
	start, wrong := time.Now(), 0
	for i, a := range referee.Node[question, answer](t, "wikimarkup", readScript, asked) {
		if what := a.differs(want[i]); what != "" && wrong < 20 {
			wrong++
			t.Errorf("%q\nbecomes %q:\n%s", want[i].text, asked[i].Markup, what)
		}
	}
	t.Logf("%d texts read in %v", len(asked), time.Since(start))
}

// differs says how what was read is not what was meant; "": it is.
func (a answer) differs(want meant) string {
	var text []string
	n := 0
	for _, b := range a.Blocks {
		if b.Odd != "" {
			return "holds " + b.Odd
		}
		if b.Code != want.code {
			return fmt.Sprintf("is code: %v", b.Code)
		}
		text = append(text, b.Text)
		for _, l := range b.Links {
			if want.glued {
				continue
			}
			if n >= len(a.Addresses) || loose(l.Href) != loose(a.Addresses[n]) {
				return fmt.Sprintf("links %q to %s, not %q", l.Text, l.Href, a.Addresses)
			}
			n++
		}
	}
	if n < len(a.Addresses) {
		return fmt.Sprintf("lacks the link to %s", a.Addresses[n])
	}
	got := strings.ReplaceAll(strings.Join(text, "\n\n"), gap, "")
	if got != want.shown && (want.strict || loose(got) != loose(want.shown)) {
		return fmt.Sprintf("reads %q,\nnot   %q", got, want.shown)
	}
	return ""
}

// loose is a text whose addresses show signs and not their bytes.
func loose(text string) string {
	for _, sign := range `{}[]|()\!^~` {
		text = strings.ReplaceAll(text, fmt.Sprintf("%%%02X", sign), string(sign))
	}
	return text
}

// glued are signs and schemes side by side: what is an address there nobody
// knows, but each sign is to be read.
func (r texts) glued() (markup string, m meant) {
	m.glued = true
	for range 1 + r.IntN(12) {
		m.say(pick(r, pick(r, words...), pick(r, spells...), r.soup(signs+signs+"abxyDhPp1é日ー \u00a0\u2028\u202e\u200d\ufeff\x00\x07\t", 5),
			"https://", "http://x", "ftp://a.b/", "irc://", "mailto:", "https://x.example/a", "http", " ", r.address().text))
	}
	m.shown = clean(m.text)
	return Plain(m.text), m
}

// code are lines of code, its signs among words.
func (r texts) code() (markup string, m meant) {
	var lines []string
	for range 1 + r.IntN(6) {
		lines = append(lines, strings.Repeat(" ", r.IntN(3)*2)+pick(r, "select", "{", "x := 1", "日本", "")+pick(r, spells...)+r.soup(signs, 6))
	}
	m = meant{text: strings.Join(lines, "\n"), code: true, strict: true}
	m.shown = dedent(strings.TrimRight(strings.TrimLeft(strings.ReplaceAll(m.text, gap, ""), "\n"), " \n"))
	return Code(m.text), m
}

// link is a text as the words of a link: all of it, or with the link behind it.
func (r texts) link() (markup string, m meant) {
	words, a := r.text(), r.address()
	for !strings.HasPrefix(a.text, "http") {
		a = r.address()
	}
	if a.links == nil { // of IPv6: no link can hold it
		m = meant{text: words.text + " to " + a.text, shown: words.shown + " (" + a.text + ")", links: words.links}
		if words.shown == "" {
			m.shown = a.text
		}
		return Link(words.text, a.text), m
	}
	m = meant{text: words.text + " to " + a.text, shown: clean(words.text), links: a.links}
	if m.shown == "" {
		m.shown = a.text
	} else if strings.ContainsAny(words.text, "[]|") || strings.Count(words.text, "!")%2 == 1 && strings.Count(words.text, "!") > 1 {
		m.shown = words.shown + " (" + a.text + ")"
		m.links = slices.Concat(words.links, a.links)
	}
	return Link(words.text, a.text), m
}

// paragraphs are lines, some of them empty.
func (r texts) paragraphs() (markup string, m meant) {
	var lines, shown []string
	for range 1 + r.IntN(4) {
		line := r.text()
		lines, shown = append(lines, line.text), append(shown, line.shown)
		m.links = append(m.links, line.links...)
		m.strict = true
		if r.IntN(3) == 0 {
			lines, shown = append(lines, ""), append(shown, "")
		}
	}
	m.text = strings.Join(lines, pick(r, "\n", "\r\n", "\r"))
	m.shown = strings.Trim(strings.Join(shown, "\n"), "\n")
	for strings.Contains(m.shown, "\n\n\n") {
		m.shown = strings.ReplaceAll(m.shown, "\n\n\n", "\n\n")
	}
	m.strict = m.strict && ascii(m.shown)
	return Paragraphs(m.text), m
}
