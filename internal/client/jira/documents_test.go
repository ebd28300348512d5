package jira

import (
	"maps"
	"math/rand/v2"
	"strings"

	"github.com/followthrough/followthrough/internal/mdedit"
)

// documents makes random comments as Cloud's editor holds them, the same each
// time, of which it knows what they say.
type documents struct{ *rand.Rand }

func pick[T any](r documents, from ...T) T { return from[r.IntN(len(from))] }

type adf = map[string]any

func of(kind string, content ...any) adf { return adf{"type": kind, "content": content} }

func with(n adf, attrs adf) adf {
	n = maps.Clone(n)
	n["attrs"] = attrs
	return n
}

func said(s string, marks ...any) adf {
	n := adf{"type": "text", "text": s}
	if len(marks) > 0 {
		n["marks"] = marks
	}
	return n
}

var (
	// typed are words that people type into Cloud's editor, as they are to be read.
	typed = []string{
		"queue", "too dear", "snake_case_name", "follow-up", "C++", "2*3*4", "a|b", "{placeholder}", "{ ready }", "[draft]", "[SEV1]", "[a|b]", "(x)", ":)", "don't", "100%", "#12", "@here", "a & b", "&amp;", "<b>",
		"{code}", "{color:red}", "{quote}", "{panel}", "{Code}", "!pixel.png!", "wow!", "!!!", "what??", "--", "---", "__init__", "**bold**", "--verbose", "*.log", "C:\\temp\\new", "\\\\server\\share", "\\n", "~/logs", "a / b",
		"naïve", "日本語", "東京-大阪-京都", "队列（深度）", "큐", "אזעקה", "إنذار", "🔥", "👩‍💻", "https://x.example/a_b_c/~me?x=*1*&y=-2-x", "(https://x.example/a_(b))", "http://[::1]:8080/a", "$x", "`code`", "\"quoted\"", "it’s", "1. one", "h1.", "-5", "+1", "^", "~", "_", "*", "|", "]", "a] b", "}",
	}
	// inMarks are words that a mark can stand around.
	inMarks = []string{"queue", "too dear", "snake_case", "follow-up", "a|b", "[draft]", "{id}", "{code}", "日本語", "إنذار", "🔥", "don't", "(x)", "2.5", "C:\\temp", "https://x.example/a_b"}
)

// nameless stands for whoever is named.
const nameless = "a colleague"

// inline is a piece of a line with what is to be read of it.
func (r documents) inline() (n adf, want string) {
	switch r.IntN(14) {
	case 0:
		return with(adf{"type": "mention"}, adf{"id": pick(r, "5b10ac8d82e05b22cc7d4ef5", "712020:6b2c1f5e-0000", "UNKNOWN_USER"), "text": "@Quill Marsh", "accessLevel": ""}), nameless
	case 1:
		e := pick(r, [3]string{"1f642", ":slight_smile:", "🙂"}, [3]string{"atlassian-check_mark", ":check_mark:", "(/)"}, [3]string{"1f680", ":rocket:", "🚀"}, [3]string{"x-1", ":own_emoji_here:", ":own_emoji_here:"})
		return with(adf{"type": "emoji"}, adf{"id": e[0], "shortName": e[1], "text": ""}), e[2]
	case 2:
		s := pick(r, "blocked", "in review", "Prüfung", "v1.2", "a_b")
		return with(adf{"type": "status"}, adf{"text": s, "color": pick(r, "neutral", "red", "green", "#D3F1A7"), "localId": "1", "style": ""}), strings.ToUpper(s)
	case 3:
		return with(adf{"type": "date"}, adf{"timestamp": "1795996800000"}), "2026-11-30"
	case 4:
		url := pick(r, "https://x.example/a_b-c*d", "https://x.example/browse/PAY-1", "https://x.example/a|b", "https://x.example/a[1]{2}", "https://x.example/~me/_a_")
		return with(adf{"type": "inlineCard"}, adf{"url": url}), url
	case 5:
		return with(adf{"type": "inlineCard"}, adf{"url": "https://acme.atlassian.net/jira/people/5b10ac8d82e05b22cc7d4ef5"}), nameless
	case 6:
		s := pick(r, append(typed, "a_b", "{{x}}", "*x*")...)
		marks := []any{adf{"type": "code"}}
		if r.IntN(3) == 0 && !strings.ContainsAny(s, "]|{") {
			marks = append(marks, adf{"type": "link", "attrs": adf{"href": "https://x.example/a"}})
		}
		return said(s, marks...), s
	case 7, 8, 9:
		return r.marked()
	case 10:
		return said("[~accountid:5b10ac8d82e05b22cc7d4ef5]"), nameless
	default:
		s := pick(r, typed...)
		return said(s), s
	}
}

// marked is a text with marks.
func (r documents) marked() (adf, string) {
	s := pick(r, inMarks...)
	var on []any
	for _, m := range []adf{{"type": "em"}, {"type": "strike"}, {"type": "strong"}, {"type": "subsup", "attrs": adf{"type": pick(r, "sub", "sup")}}, {"type": "underline"}, {"type": "textColor", "attrs": adf{"color": "#ff5630"}}} {
		if r.IntN(3) == 0 {
			on = append(on, m)
		}
	}
	want := s
	switch r.IntN(4) {
	case 0:
		on = append(on, adf{"type": "link", "attrs": adf{"href": pick(r, "https://x.example/a_b?c=*d*", "http://[::1]:8080/a", "https://x.example/a[1]", "/browse/PAY-1", "#anchor", "https://x.example/(a)")}})
	case 1:
		if r.IntN(3) == 0 {
			on, want = append(on, adf{"type": "link", "attrs": adf{"href": pick(r, "mailto:quill@x.example", "https://acme.atlassian.net/people/557058:6b2c")}}), nameless
		}
	}
	return said(pick(r, "", " ")+s+pick(r, "", " "), on...), want
}

// reasonLine is a line that says why, from its head on, and what is to be read.
func (r documents) reasonLine() (line []any, want string) {
	head := pick(r, "Declined:", "declined:", "Won't do:", "WON’T DO:")
	switch r.IntN(5) {
	case 0:
		line = append(line, said(head, adf{"type": "strong"}))
	case 1:
		line = append(line, said(strings.TrimSuffix(head, ":"), adf{"type": pick(r, "em", "underline", "strong")}), said(":"))
	case 2:
		line = append(line, said(head, adf{"type": "textColor", "attrs": adf{"color": "#ff5630"}}))
	case 3:
		line = append(line, with(adf{"type": "status"}, adf{"text": "Declined", "color": "red", "localId": "", "style": ""}), said(":"))
	default:
		line = append(line, said(head))
	}
	var words []string
	for range 1 + r.IntN(6) {
		n, w := r.inline()
		line, words = append(line, said(" "), n), append(words, w)
		if r.IntN(4) == 0 { // as the editor has it: a space at the end of what is not marked
			line[len(line)-2] = said(" and ")
			words = append(words[:len(words)-1], "and", w)
		}
	}
	if r.IntN(4) == 0 { // what follows is another line
		n, _ := r.inline()
		line = append(line, adf{"type": "hardBreak"}, n)
	}
	return line, mdedit.Line(strings.Join(words, " "))
}

// comment is a document that says why; what stands in a quote or in code at its
// beginning is not meant.
func (r documents) comment() (doc adf, want string) {
	line, want := r.reasonLine()
	paragraph := of("paragraph", line...)
	after, _ := r.inline()
	other := of("paragraph", after)
	var block any
	switch r.IntN(16) {
	case 0:
		block = with(of("heading", line...), adf{"level": 1 + r.IntN(6)})
	case 1:
		block = with(of("panel", paragraph, other), adf{"panelType": pick(r, "info", "note", "success", "warning", "error")})
	case 2:
		if strings.Contains(" "+want+" ", " * ") { // nobody knows it from Atlassian's in a task
			return r.comment()
		}
		block = of(pick(r, "bulletList", "orderedList"), of("listItem", paragraph), of("listItem", other))
	case 3:
		if strings.Contains(" "+want+" ", " * ") {
			return r.comment()
		}
		block = of("bulletList", of("listItem", paragraph, of("orderedList", of("listItem", other))))
	case 4:
		if strings.Contains(want, "*") { // nobody knows which is Atlassian's
			return r.comment()
		}
		block = with(of("taskList", with(of("taskItem", line...), adf{"localId": "1", "state": "TODO"})), adf{"localId": "1"})
	case 5:
		block = with(of("decisionList", with(of("decisionItem", line...), adf{"localId": "1", "state": "DECIDED"})), adf{"localId": "1"})
	case 6:
		block = with(of("expand", paragraph), adf{"title": "Declined: by the board"})
		want = "by the board"
	case 7:
		if strings.Contains(want, "|") {
			return r.comment()
		}
		block = of("table", of("tableRow", of(pick(r, "tableCell", "tableHeader"), paragraph)), of("tableRow", of("tableCell", other)))
	case 8:
		block, want = of("blockquote", paragraph), ""
	case 9:
		block, want = of("codeBlock", said("Declined: "+pick(r, typed...))), ""
	case 10:
		reasons, listed := []any{}, []string{}
		for range 1 + r.IntN(3) {
			n, w := r.marked()
			reasons, listed = append(reasons, of("listItem", of("paragraph", n))), append(listed, w)
		}
		list := of(pick(r, "bulletList", "orderedList"), reasons...)
		return of("doc", of("paragraph", said("Declined:")), list, other), strings.Join(listed, "; ")
	case 11:
		n, w := r.marked()
		under := pick(r, of("blockquote", of("paragraph", n)), of("paragraph", n), with(of("heading", n), adf{"level": 2}), with(of("panel", of("paragraph", n)), adf{"panelType": "info"}))
		return of("doc", with(of("heading", said("Won't do:")), adf{"level": 3}), under, other), w
	case 12: // as the editor holds it, for want of markup
		n, w := r.marked()
		line := of("paragraph", said("Declined: "), n, with(adf{"type": "mention"}, adf{"id": "5b10ac8d82e05b22cc7d4ef5", "text": "@Quill Marsh", "accessLevel": ""}))
		cell := with(of("tableCell", line), adf{"colspan": 2})
		block = pick(r, of("layoutSection", with(of("layoutColumn", line), adf{"width": 50}), with(of("layoutColumn", other), adf{"width": 50})), of("table", of("tableRow", cell)))
		want = mdedit.Line(strings.TrimRight(n["text"].(string), " ") + nameless)
		if w == nameless {
			want = nameless + nameless
		} else if strings.HasSuffix(n["text"].(string), " ") {
			want = w + " " + nameless
		}
	default:
		block = paragraph
	}
	return of("doc", block, other), want
}
