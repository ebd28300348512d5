package frontmatter

import (
	"slices"
	"strings"
	"unicode"
)

// maxHead is how many lines at the top of a document are looked at for front
// matter whose fences are damaged.
const maxHead = 100

// above says what stands above the lines that are looked at.
type above struct {
	lines  int  // how many they are
	closed bool // they are front matter with its fences
	empty  bool // and it says nothing
	ends   bool // and nothing shows that more of it follows
}

// lost looks for front matter that Find did not take for it: lines at the top of
// a document that give a key which decides, with a fence of some sort beside
// them. A key that says nothing but who may see the review, or that it is a
// draft, counts wherever a fence is, and above all titles without any, where
// MultiMarkdown keeps its keys; a status or a date may be a line of the text,
// below a title or between two rules.
func (r *reader) lost(doc string, a above) {
	first, _, _ := strings.Cut(doc[:min(len(doc), maxBytes)], "\n")
	adjoins := a.closed && strings.TrimSpace(first) != ""
	if a.closed && !a.empty && a.ends && !adjoins {
		return
	}
	all := blocksOf(doc[:min(len(doc), maxBytes)], a.lines)
	s := seeker{keys: r.keys, strict: r.keys.strict(), front: a.closed && !a.empty, bare: !a.closed, data: !a.closed, next: a.empty, met: a.empty}
	for n := range all {
		b := &all[n]
		s.enter(b, n, adjoins)
		if s.idle() {
			continue
		}
		if i := slices.IndexFunc(b.lines, s.counts); i >= 0 {
			r.flaw(b.line+i, "this looks like front matter, but there are no fences around it: put a line --- above and below, at the top of the document")
			return
		}
	}
}

// seeker goes through the blocks of a document's top.
type seeker struct {
	keys, strict Keys
	front        bool // front matter that says something stands above
	bare         bool // none does, not even an empty one
	titled       bool // a title was met
	data         bool // all blocks so far begin with a key
	next, met    bool // a fence alone is right above; one is anywhere above

	// What counts in the block at hand: strict keys, those that begin a line, all.
	strictly, opening, all bool
	listed                 bool // those of a list do, too
}

// enter judges the n-th block.
func (s *seeker) enter(b *block, n int, adjoins bool) {
	rule := slices.Contains(b.lines, "---") // a title's line it may be, too
	s.titled = b.cutTitle(s.keys) || s.titled
	s.data = s.data && !s.titled && opensKey(b.lines)
	s.opening = s.bare && !s.titled
	s.listed = n == 0 && s.opening
	inside := rule || slices.ContainsFunc(b.lines, fenceLike)
	s.strictly = inside || s.next || s.apart() || n == 0 && adjoins
	s.all = !s.titled && (inside || s.fenced(n))
	s.next = inside && b.fencesOnly()
	s.met = s.met || inside
}

// fenced: the n-th block is where front matter would be, below its fence.
func (s *seeker) fenced(n int) bool { return s.next && n <= 1 && !s.front }

// apart: no fence has to be near for a strict key.
func (s *seeker) apart() bool { return s.data || s.listed || s.met && !s.titled }

// fencesOnly: nothing else stands in the block; a remark of HTML is no fence.
func (b *block) fencesOnly() bool {
	return !slices.ContainsFunc(b.lines, func(l string) bool { return !fenceLike(l) || strings.HasSuffix(l, "-->") })
}

// idle: no key of the block at hand counts, as below a title where no fence is near.
func (s *seeker) idle() bool {
	return !s.strictly && !s.opening && !s.all && !s.listed && (!s.met || s.titled)
}

// counts tells whether a line of the block at hand gives a key that does.
func (s *seeker) counts(line string) bool {
	if marked(line) && !fenceLike(line) {
		return s.listed && strings.HasPrefix(line, "- ") && s.strict.Opens(line)
	}
	if s.met && !s.titled && s.keys.names(line) { // without a sign behind it
		return true
	}
	return s.strictly && s.strict.in(line) || s.opening && s.strict.Opens(line) || s.all && s.keys.in(line)
}

// opensKey tells whether the first of the lines gives a key.
func opensKey(lines []string) bool {
	if len(lines) == 0 {
		return true
	}
	_, _, ok := head(lines[0])
	return ok
}

// block is lines without an empty one between them, without the space around.
type block struct {
	line  int // of the document, of the first
	lines []string
}

// blocksOf are the blocks at the top of a text, above which so many lines stand.
func blocksOf(text string, before int) []block {
	lines := strings.Split(top(text, maxHead), "\n")
	var all []block
	open := -1 // the first line of the block at hand; -1: none is
	for i := 0; i <= len(lines); i++ {
		if i < len(lines) {
			lines[i] = strings.TrimSpace(lines[i])
		}
		switch {
		case i < len(lines) && lines[i] != "":
			if open < 0 {
				open = i
			}
		case open >= 0:
			all, open = append(all, block{line: before + open + 1, lines: lines[open:i]}), -1
		}
	}
	return all
}

// top are the first lines of a text.
func top(text string, n int) string {
	end := 0
	for ; n > 0; n-- {
		i := strings.IndexByte(text[end:], '\n')
		if i < 0 {
			return text
		}
		end += i + 1
	}
	return text[:end]
}

// cutTitle takes out a title at the start of a block, if one is there.
func (b *block) cutTitle(keys Keys) bool {
	n := 0
	switch first := b.lines[0]; {
	case strings.HasPrefix(first, "# ") || first == "#":
		n = 1
	case len(b.lines) > 1 && underline(b.lines[1]) && (len(b.lines) == 2 || len(b.lines[1]) > 4) && !fenceLike(first) && !keys.in(first):
		n = 2
	}
	b.line, b.lines = b.line+n, b.lines[n:]
	return n > 0
}

// underline: the line makes a title of the one above.
func underline(line string) bool {
	return len(line) > 1 && (strings.Trim(line, "=") == "" || strings.Trim(line, "-") == "")
}

// maxFence is how many bytes a fence has at most that is made of other signs.
const maxFence = 16

// fenceLike: the line is made of signs that somebody, or a word processor, may
// have put in place of a fence.
func fenceLike(line string) bool {
	if len(line) > maxFence && (line[0]|0x20 >= 'a' && line[0]|0x20 <= 'z') {
		return false
	}
	for _, sign := range []string{"```yaml", "```yml", "```toml", "```json", "~~~yaml"} {
		if strings.HasPrefix(line, sign) {
			return true
		}
	}
	before := line[:len(line)-len(strings.TrimLeftFunc(line, func(c rune) bool { return !unicode.IsLetter(c) }))]
	if line == "<!--" || strings.Contains(before, "--") || strings.Contains(before, "++") {
		return true
	}
	return len(line) <= maxFence && fenceSigns(line)
}

// fenceSigns tells whether a line is made of the signs of a fence, but for one at most.
func fenceSigns(line string) bool {
	signs, others := 0, 0
	for _, c := range line {
		if strings.ContainsRune("-–—―−‐‑+=~;", c) {
			signs++
		} else if !unicode.IsSpace(c) {
			others++
		}
	}
	return signs >= 2 && others <= 1 || others == 0 && signs == 1 && strings.ContainsAny(line, "–—―")
}

// marked: the line is emphasised, or a row, a heading or an item of Markdown.
func marked(line string) bool {
	if strings.HasPrefix(line, "|") && strings.Count(line, "|") > 1 {
		return true
	}
	for _, sign := range []string{"**", "__", "- ", "* ", "# ", "## "} {
		if strings.HasPrefix(line, sign) {
			return true
		}
	}
	return false
}
