package gfm

import (
	"math/rand/v2"
	"strings"
)

// Text is a text that somebody could write, and the addresses in it that stand
// by themselves, between spaces and signs that end a sentence.
type Text struct {
	Words     string
	Addresses []string
}

var (
	plain = []string{
		"Alert", "on", "the", "depth", "of", "queue", "a", "I/O", "don't", "déjà", "größer", "日本語", "監視を追加する", "。", "、", "مراقبة", "תור",
		"🚨", "👩‍💻", "é", "1.", "2)", "10", "#12", "@payments", "C++", "x86_64", "snake_case_name", "__init__", "_private", "trailing_", "a_b_c",
		"and/or", "50%", "100%25", "$5", "$x$", "%7C", "a=b", "=>", "->", "<-", "...", "…", "—",
	}
	signs = []string{
		"*", "**", "***", "_", "__", "~", "~~", "~~~", "`", "``", "```", "\\", "\\\\", "|", "||", "[", "]", "(", ")", "[x]", "[ ]", "[^1]", "![", "](",
		"[a](b)", "[a][b]", "![i](j)", "<", ">", "<b>", "</b>", "<br>", "<!--", "-->", "<!-- c -->", "<a href=\"x\">", "<?", "<!D", "<https://x.example/>",
		"&", "&amp;", "&lt;", "&copy;", "&#42;", "&#x2a;", "&nosuch;", "&amp", "#", "##", "-", "+", "=", "---", "===", "1.", "!", "?", ".", ",", ";", ":", ":tada:", "'", "\"",
		"{", "}", "{#id}", "^", "$", "$$", "%", "\\*", "\\[", "\\`", "\\&amp;", "*a*", "**b**", "_c_", "~~d~~", "~e~", "`f`",
	}
	openings = []string{
		"https://", "https://", "https://", "http://", "http://", "www.", "ftp://", "slack://", "vscode://", "s3://", "HTTPS://", "WWW.", "git+ssh://",
	}
	hosts = []string{
		"x.example", "grafana.example.test", "x.example:8080", "a-b.example", "10.0.0.1", "10.0.0.1:3000", "localhost", "my_host", "my_host.example",
		"user@x.example", "[::1]", "[2001:db8::1]:443", "*.x.example", "日本.example", "xn--wgv71a.example", "",
	}
	paths = []string{
		"/", "/a", "/a/b", "/a_b", "/_a", "/a_", "/~a", "/a~b~", "/*a*", "/a*b", "/**", "/(a)", "/a_(b)", "/a(b", "/a)b", "/a[b]", "/a]", "/[b", "/a|b", "/a||b", "/a\\b", "\\", "/`a`",
		"?a=1&b=2", "?a=1&copy;", "?a=1&copy=2", "&amp;", "&#42;", "#a", "#_b_", "#a-b", "%20", "%7C", "%", ";", ";a=1", "'", "\"", "/a'b", "/a\"b", "/a,b", "/a.b", "/a:b", "/a!b", "/a?b", "{a}", "/}", "^", "$a", "$", "/é", "/日本語", "。", "🚨", "=", "+", "<b>", ">", "<", "/a<b", "@", "/@a", "/a@b.example",
	}
	mailboxes = []string{
		"a@x.example", "a_b@x.example", "_a@x.example", "a.b+c@x.example", "a@b_c.example", "a@x.example_", "a-@x.example", "mailto:a_b@x.example", "xmpp:a@x.example/b_c", "a@b@c.example", "a@x.example.",
	}
	ends = []string{"", "", "", ".", ",", ":", "!", "?", ").", ")", ";", "\"", "'", "]", "]]", "*", "**", "_", "~", "`", "|", ">", "}"}
)

// Texts are random texts, the same ones for the same seed.
func Texts(seed uint64, n int) []Text {
	r := rand.New(rand.NewPCG(seed, 0))
	out := make([]Text, n)
	for i := range out {
		out[i] = random(r)
	}
	return out
}

func random(r *rand.Rand) Text {
	var t Text
	var b strings.Builder
	for range 1 + r.IntN(8) {
		alone := b.Len() == 0
		if !alone && r.IntN(3) > 0 {
			b.WriteByte(' ')
			alone = true
		}
		switch r.IntN(6) {
		case 0, 1:
			b.WriteString(pick(r, plain))
		case 2, 3:
			b.WriteString(pick(r, signs))
		case 4:
			address := pick(r, openings) + pick(r, hosts)
			for range r.IntN(4) {
				address += pick(r, paths)
			}
			b.WriteString(address)
		default:
			known := r.IntN(3)
			switch {
			case known == 0 && alone:
				address := pick(r, []string{"https://x.example/a_b", "http://y.example/?q=a&b=_c", "https://z.example/~d/(e)#f", "https://x.example:8080/a*b?c=d;e"})
				t.Addresses = append(t.Addresses, address)
				b.WriteString(address + pick(r, ends) + " ")
			case known == 1:
				b.WriteString(pick(r, mailboxes))
			default:
				b.WriteString(pick(r, signs) + pick(r, plain) + pick(r, signs))
			}
		}
	}
	t.Words = strings.TrimSpace(b.String())
	return t
}

func pick(r *rand.Rand, from []string) string { return from[r.IntN(len(from))] }
