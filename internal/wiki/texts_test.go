package wiki

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// texts makes random texts, the same each time, of which it knows what they say.
type texts struct{ *rand.Rand }

func newTexts(seed uint64) texts { return texts{rand.New(rand.NewPCG(seed, 10))} }

func pick[T any](r texts, from ...T) T { return from[r.IntN(len(from))] }

// meant is a text with what a reader should see of it.
type meant struct {
	text, shown string
	links       []string // where to, in order
	strict      bool     // shown is exactly so
	glued       bool     // nobody knows what is an address
	code        bool     // in the type of code
}

const signs = "{}[]|!*_-+^~?#@\\()&%:;.,/<>=\"'`$"

var (
	words  = []string{"queue", "Queue", "outage", "of", "snake_case_name", "follow-up", "a", "x", "don't", "2026-11-30", "3.2", "C++", "naïve", "日本語", "キュー", "队列深度", "큐", "אזעקה", "إنذار", "คิว", "🔥", "👩‍💻", "e\u0301tat", "Paths:Drive", "(example)", "(info)", "R&D", "h1", "http", "irc"}
	spells = []string{
		"{code}", "{code:go}", "{noformat}", "{quote}", "{color:red}", "{color}", "{panel:title=x}", "{adf}", "{anchor:here}", "{loremipsum}", "{{mono}}", "{{", "}}", "{*}b{*}",
		"[~accountid:5b10]", "[a|b]", "[here|javascript:alert(1)]", "[^file.txt]", "[SEV1]", "[PAY-1]", "!pixel.png!", "!x!y!", "!!!", "??who??", "*b*", "_i_", "-s-", "+u+", "^p^", "~q~", "**", "--", "---", "----",
		"h1. x", "bq. y", "h1.", "bq.", "* x", "# x", "- x", "|| a ||", "| a |", "\\\\", "\\", "\\{", "C:\\temp\\new", "\\\\server\\share", "a\\", "(x)", "(/)", "(!)", "(?)", "(on)", "(off)", "(*r)", "(flag)", "(flagoff)", ":)", ":-)", ":(", ":D", ":-D", ":P", ":p,", ";)", ";-)",
		"&amp;", "&lt;b&gt;", "&#039;", "&#x41;", "&", "a&b", "100%%", "@here", "<b>", "#1", "\u200b", "http:", "mailto:x", "irc://[x]",
	}
	// framed are what stands around an address and is none of it.
	framed = [][2]string{{"", ""}, {"", ""}, {"(", ")"}, {"(", ")."}, {"", "."}, {"", ","}, {"", ";"}, {"", ":"}, {"", "!"}, {"", "?"}, {"", "?!"}, {"", "?)"}, {"<", ">"}, {"\"", "\""}, {"'", "'"}, {"“", "”"}, {"[", "]"}, {"{", "}"}, {"見", "。"}, {"（", "）"}, {"a=", ""}, {"*", ""}, {"\\", ""}, {"", "…"}, {"", "<br>"}}
)

// text is a line of words, signs, spells and addresses, a space between them.
func (r texts) text() meant {
	var m meant
	for i := range 1 + r.IntN(7) {
		if i > 0 {
			m.say(" ")
		}
		switch r.IntN(6) {
		case 0, 1:
			m.say(pick(r, words...))
		case 2:
			m.say(pick(r, append(spells, "http://", "https://", "sftp://x.example/a_b", "http://*x*", "http://x.example:99999/_a_", "http://1.2.3.4.5/_a_")...))
		case 3:
			m.say(r.soup(signs+"abh1é日", 6))
		case 4:
			frame, a := pick(r, framed...), r.address()
			m.say(frame[0])
			m.add(a)
			m.say(frame[1])
		default:
			m.say(pick(r, words...) + pick(r, spells...) + pick(r, words...))
		}
	}
	m.shown = clean(m.shown)
	m.strict = ascii(m.shown)
	return m
}

func (m *meant) say(text string) {
	m.text += text
	m.shown += text
}

func (m *meant) add(other meant) {
	m.text += other.text
	m.shown += other.shown
	m.links = append(m.links, other.links...)
}

// soup is a text of these signs.
func (r texts) soup(from string, most int) string {
	in := []rune(from)
	var b strings.Builder
	for range r.IntN(most + 1) {
		b.WriteRune(pick(r, in...))
	}
	return b.String()
}

// address is one of the web. Cloud's reader takes no brackets, bars and
// backslashes there: they are shown by their bytes.
func (r texts) address() meant {
	host := pick(r, "x.example", "reviews.example:8080", "192.0.2.7", "localhost:3000", "ops@git.example", "a-b.c_d.example", "bücher.example", "例え.example", "[2001:db8::1]", "[::1]:8080")
	var rest strings.Builder
	for range r.IntN(5) {
		rest.WriteString(pick(r, "/", "/", "?", "#", "&", "=") + pick(r, "a", "path", "a_b_c", "*x*", "~me", "-x-", "^1", "%20", "%7B", "p+q", "a!b", "d.e", "f,g", "h;i", "j:k", "l'm", "(n)", "[1]", "{id}", "p|q", "r\\s", "ü", "日本", "عربي", "--", "__", "{{t}}", "@v", "$1", ":D", "h1.x", "&amp;b", "!z!q"))
	}
	path := rest.String()
	if path != "" && strings.IndexByte("/?#", path[0]) < 0 {
		path = "/" + path
	}
	path = strings.TrimRight(path, "?.,;:!'")
	text := pick(r, "https", "https", "http", "ftp") + "://" + host + path
	if host[0] == '[' {
		return meant{text: text, shown: text}
	}
	shown := text
	for _, sign := range `{}[]|()\` {
		shown = strings.ReplaceAll(shown, string(sign), fmt.Sprintf("%%%02X", sign))
	}
	return meant{text: text, shown: shown, links: []string{shown}}
}
