package markdown

import (
	"strings"
	"testing"

	"github.com/followthrough/followthrough/internal/longtest"
	"github.com/followthrough/followthrough/internal/referee"
	"github.com/followthrough/followthrough/sync/review"
)

// renderers answers what those make of a document who make pages of Markdown: HTML,
// an outline, what Liquid puts out, and whether prettier would change it. What one
// refuses begins with "error: ".
const renderers = `
import MarkdownIt from 'markdown-it'
import container from 'markdown-it-container'
import { remark } from 'remark'
import remarkGfm from 'remark-gfm'
import remarkDirective from 'remark-directive'
import { compile } from '@mdx-js/mdx'
import { Liquid } from 'liquidjs'
import * as prettier from 'prettier'
import { createInterface } from 'node:readline'
const it = MarkdownIt({ html: true }).use(container, 'tip').use(container, 'details')
const words = n => n.value ?? (n.children ?? []).map(words).join('')
const outline = n => ['root', 'containerDirective', 'list', 'listItem', 'table', 'tableRow'].includes(n.type)
  ? n.type + '(' + n.children.map(outline).join(' ') + ')' : n.type + '=' + words(n)
const by = {
  'markdown-it': text => it.render(text),
  'remark-directive': text => outline(remark().use(remarkGfm).use(remarkDirective).parse(text)),
  mdx: async text => { await compile(text, { remarkPlugins: [remarkGfm, remarkDirective] }); return 'compiles' },
  liquid: text => new Liquid().parseAndRender(text, {}),
  format: text => prettier.format(text, { parser: 'markdown' }),
  prettier: async text => String(await prettier.check(text, { parser: 'markdown' })),
  'prettier-mdx': async text => String(await prettier.check(text, { parser: 'mdx' })),
}
for await (const line of createInterface({ input: process.stdin })) {
  const [who, text] = JSON.parse(line)
  let out
  try { out = await by[who](text) } catch (e) { out = 'error: ' + e.message }
  console.log(JSON.stringify(out))
}
`

// ask has the renderers read documents.
func ask(t *testing.T, questions ...[2]string) []string {
	t.Helper()
	return referee.Node[[2]string, string](t, "renderers", renderers, questions)
}

// withAll is a document with all that is written into it.
func withAll(t *testing.T, name, doc string) string {
	t.Helper()
	f := form
	if strings.HasPrefix(name, "mdx") {
		f = mdx()
	}
	v := f.Read([]byte(doc), Settings{})
	r := f.WriteBack(v, review.ModeBlock, review.ModeLinks)
	out, done, err := f.Annotate([]byte(doc), r, Settings{})
	if err != nil || len(done.Notes) > 0 || len(v.Actions) == 0 {
		t.Fatalf("%s: %d actions, %v, %v", name, len(v.Actions), done.Notes, err)
	}
	f.RoundTrip(t, []byte(doc), review.ModeBlock, review.ModeLinks)
	return string(out)
}

const actionsHead = "# Outage\n\n## Action items\n\n"

// A container ends where it ended, with its item's link inside, and our block stands
// behind it.
func TestOthersCloseContainersWhereTheyClosed(t *testing.T) {
	longtest.Only(t)
	doc := withAll(t, "container", actionsHead+"::: tip\n- [ ] Add an alert\n- [ ] Fix the docs\n:::\n\nLater.\n")
	got := ask(t, [2]string{"markdown-it", doc}, [2]string{"remark-directive", strings.Replace(doc, "::: tip", ":::tip", 1)})
	inside, behind, closed := strings.Cut(got[0], "</div>")
	if !closed || strings.Count(inside, "<a href") != 2 || strings.Contains(got[0], ":::") || strings.Contains(inside, "<table") || !strings.Contains(behind, "<table") {
		t.Errorf("markdown-it shows\n%s", got[0])
	}
	if !strings.Contains(got[1], "containerDirective(list(listItem(paragraph=Add an alert (payments-") || strings.Contains(got[1], ":::") || !strings.Contains(got[1], ") paragraph=Later. ") {
		t.Errorf("remark reads\n%s", got[1])
	}
}

// lively are actions that a page's maker would take for its own if their words were
// copied as they are.
var lively = []string{
	"Set `max_conn` to `{x}` and \\{y}", "Drop `<b>` and \\<Note> from titles", "Escape `a|b` in `{user.name}`",
	"Read <https://x.example/a_> twice", "Write \\{\\{ page.title }} out", "Keep (https://x.example/{id}) short",
}

func TestOthersTakeNothingOfOursForTheirs(t *testing.T) {
	longtest.Only(t)
	doc := actionsHead
	for _, text := range lively {
		doc += "- " + text + "\n"
	}
	mdxDoc := strings.Replace(doc, "<https://x.example/a_>", "[x](https://x.example/a_)", 1)
	got := ask(t, [2]string{"mdx", mdxDoc}, [2]string{"mdx", withAll(t, "mdx", mdxDoc)})
	for i, said := range got {
		if said != "compiles" {
			t.Errorf("document %d, in MDX: %s", i, said)
		}
	}
	for _, text := range []string{"Render {{ page.title }} again", "Close {% if x %} tags", "Show `{{ x }}` and `{% raw %}`"} {
		row := review.Row{Action: "3f9a2c1b77d0", LinkKey: "3f9a2c1b77d0", Index: -1, Title: text, State: review.Withdrawn, Code: [][2]int{{strings.Index(text, "{"), strings.Index(text, "}") + 1}}}
		block := comment(htmlComment).render(review.WriteBack{Review: testReview, Rows: []review.Row{row}}, "\n")
		if got := ask(t, [2]string{"liquid", block})[0]; got != block {
			t.Errorf("liquid makes of %q\n%s\nof\n%s", text, got, block)
		}
		for _, c := range []string{"mdx"} {
			if got := ask(t, [2]string{c, comment(jsComment).render(review.WriteBack{Review: testReview, Rows: []review.Row{row}}, "\n")})[0]; got != "compiles" {
				t.Errorf("%s: %q: %s", c, text, got)
			}
		}
	}
}

// What prettier left as it was it leaves so with what we wrote.
func TestOthersHaveNothingToFormat(t *testing.T) {
	longtest.Only(t)
	docs := map[string]string{
		"items":     actionsHead + "- [ ] Add an alert\n- [ ] Fix the docs\n\n  They are old.\n\n1. Drop the table\n",
		"signs":     actionsHead + "- [ ] Add an alert ⏫ 📅 2026-12-01 ^a1b2c3\n- Fix `a|b` {#docs}\n",
		"aligned":   actionsHead + "| Action       | Owner    | Ticket | Status |\n| ------------ | -------- | ------ | ------ |\n| Add an alert | payments |        |        |\n| Fix the docs | search   | TBD    | Open   |\n",
		"sides":     actionsHead + "| Action       |  Ticket | Status |\n| :----------- | ------: | :----: |\n| Add an alert |         |        |\n| 監視を追加する      |     n/a |  Open  |\n",
		"mdx items": "import X from \"x\";\n\n" + actionsHead + "- [ ] Add an alert\n- Fix the docs\n\n<X />\n",
		"mdx table": actionsHead + "| Action       | Ticket | Status |\n| ------------ | ------ | ------ |\n| Add an alert | TBD    | Open   |\n",
	}
	for name, doc := range docs {
		t.Run(name, func(t *testing.T) {
			by := "prettier"
			if strings.HasPrefix(name, "mdx") {
				by = "prettier-mdx"
			}
			if by == "prettier" {
				doc = ask(t, [2]string{"format", doc})[0]
			}
			after := withAll(t, name, doc)
			got := ask(t, [2]string{by, doc}, [2]string{by, after})
			if got[0] != "true" || got[1] != "true" {
				t.Errorf("before %s, after %s:\n%s", got[0], got[1], after)
			}
		})
	}
}
