package frontmatter_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/followthrough/followthrough/internal/longtest"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions/publication"
	"github.com/followthrough/followthrough/sync/source/frontmatter"
)

// The documents that are damaged: each says in its own way that it is a draft
// and restricted.
var wholes = []string{
	"---\ntitle: Queue outage\nauthor: bo\nvisibility: restricted\nservices: [a, b]\ndraft: true\nseverity: 1.10\n---\n\n# Queue\n",
	"---\ndraft: true # not yet\ntitle: \"Queue: part two\"\nservices:\n  - a\n  - b\nvisibility:\n  - restricted\nowner: 'x'\n---\n\n# Queue\n",
	"---\n\"visibility\": 'restricted' # until the fix\nmeta: {a: [1, 2], b: c}\n'draft': \"true\"\ntext: |\n  some\n  words\nlabels:\n- a\n- b\n---\n\n# Queue\n",
	"\n---\nVisibility: Restricted\nx: >-\n  words\n  more\nDRAFT: yes\n---\n# Queue\n",
}

// signs are what slips into a text by hand, and what YAML makes much of.
const signs = "---\"\"''::##[]{}|>&*!%@`,?=-\\\n\n\n\t  \rabx1.~<+\u00a0\u200b\u2028\uff1a\u00e9"

// damage changes a text at a few places.
func damage(r *rand.Rand, text string) string {
	all := []rune(text)
	for range 1 + r.IntN(4) {
		at := r.IntN(len(all))
		switch sign := []rune(signs)[r.IntN(len([]rune(signs)))]; r.IntN(6) {
		case 0:
			all = slices.Delete(all, at, at+1)
		case 1:
			all = slices.Insert(all, at, sign)
		case 2:
			all[at] = sign
		case 3:
			all[at], all[r.IntN(len(all))] = all[r.IntN(len(all))], all[at]
		case 4: // a line goes, or comes twice
			lines := strings.SplitAfter(string(all), "\n")
			l := r.IntN(len(lines))
			if r.IntN(2) == 0 {
				lines = slices.Delete(lines, l, l+1)
			} else {
				lines = slices.Insert(lines, r.IntN(len(lines)), lines[l])
			}
			all = []rune(strings.Join(lines, ""))
		default: // cut
			if r.IntN(8) == 0 {
				all = all[:at+1]
			}
		}
		if len(all) == 0 {
			return "\n"
		}
	}
	return string(all)
}

var fences = regexp.MustCompile(`(?s)^[\s\x{feff}]*---[ \t]*(?:#[^\n]*)?\r?\n(|.*?\n)(?:---|\.\.\.)[ \t]*\r?(?:\n|$)`)

var (
	remark = regexp.MustCompile(`(?:^|\s)#.*`)
	// block opens a text over several lines.
	block = regexp.MustCompile(`:[ \t]+[|>][-+0-9]*[ \t]*(?:#.*)?\r?\n$`)
	gap   = regexp.MustCompile(`\n\s*\n`)
	// titled is what begins with a title.
	titled = regexp.MustCompile(`^\s*(?:#|[^\n]*\n(?:=+|--+)\s*(?:\n|$))`)
	// fenceSign is in a line that may be a fence.
	fenceSign = regexp.MustCompile(`(?m)^[^\p{L}\n]*--`)
)

// signal is a key and the value that decides with it.
type signal struct {
	key   string
	value *regexp.Regexp // a folded value that says so
	line  *regexp.Regexp // a folded line that shows both, no letter between the key and its colon
}

func signalOf(key, value string) signal {
	const before, behind = `(?:^|[^\p{L}\p{N}_.-])`, `(?:$|[^\p{L}\p{N}_.-])`
	return signal{
		key:   key,
		value: regexp.MustCompile(before + value + behind),
		line:  regexp.MustCompile(before + key + `(?:[:=]|[^\p{L}\p{N}_.-][^\p{L}\p{N}]*[:=]).*` + value + behind),
	}
}

func (s signal) has(value string) bool { return s.value.MatchString(review.Fold(value)) }

// shows tells whether a line shows key and value, outside of remarks.
func (s signal) shows(line string) bool {
	return s.line.MatchString(review.Fold(remark.ReplaceAllString(line, "")))
}

// saysNot is the oracle: another reader of YAML takes the front matter whole
// and finds the signal nowhere, neither as a key with its value nor among the
// words of a text.
func (s signal) saysNot(doc string) bool {
	m := fences.FindStringSubmatch(doc)
	if m == nil {
		return false
	}
	var tree yaml.Node
	if yaml.Unmarshal([]byte(m[1]), &tree) != nil || len(tree.Content) == 0 || tree.Content[0].Kind != yaml.MappingNode {
		return false
	}
	for i, pairs := 0, tree.Content[0].Content; i+1 < len(pairs); i += 2 {
		if strings.Trim(review.Fold(pairs[i].Value), "-_.") == s.key && holds(*pairs[i+1], func(n yaml.Node) bool { return s.has(n.Value) }) {
			return false
		}
	}
	// Text in quotes, and in a block of lines, may hold anything.
	return !holds(tree, func(n yaml.Node) bool { return n.Style&^yaml.TaggedStyle == 0 && s.shows(n.Value) })
}

// holds tells whether a scalar of a node is one that is looked for.
func holds(n yaml.Node, is func(yaml.Node) bool) bool {
	if n.Kind == yaml.ScalarNode {
		return is(n)
	}
	return slices.ContainsFunc(n.Content, func(sub *yaml.Node) bool { return holds(*sub, is) })
}

// head is what may be front matter: up to the heading; where a reader finds front
// matter that says something, up to the first empty line behind its end.
func head(doc string) string {
	out, _, _ := strings.Cut(doc, "# Queue")
	if m := fences.FindStringSubmatchIndex(doc); m != nil && strings.TrimSpace(doc[m[2]:m[3]]) != "" && m[1] < len(out) {
		if end := gap.FindStringIndex(out[m[1]-1:]); end != nil {
			out = out[:m[1]-1+end[0]]
		}
	}
	return out
}

// fenced: below a title stands a line that may be a fence. Without it these are
// lines of the text, to every reader.
func fenced(doc string) bool {
	text := head(doc)
	return !titled.MatchString(text) || fenceSign.MatchString(text)
}

// intact: somewhere in the head a line still shows key and value, and the other
// reader does not take it alone for another value.
func (s signal) intact(doc string) bool {
	text := -1 // how far the lines of a text over several lines are indented
	for l := range strings.Lines(head(doc)) {
		at := len(l) - len(strings.TrimLeft(l, " "))
		if text >= 0 && (at > text || strings.TrimSpace(l) == "") {
			continue
		}
		if text = -1; block.MatchString(l) {
			text = at
			continue
		}
		var alone map[string]string
		if yaml.Unmarshal([]byte(l), &alone) == nil && len(alone) == 1 && !slices.ContainsFunc(slices.Collect(maps.Values(alone)), s.has) {
			continue
		}
		if s.shows(l) {
			return true
		}
	}
	return false
}

// However front matter is damaged, it is read as what it says, or not taken:
// never is a key that still stands there overlooked, unless another reader of
// YAML takes the whole and finds that it says something else.
func TestDamageNeverOpens(t *testing.T) {
	longtest.Only(t)
	rounds := 15000
	if os.Getenv("SEED") != "" {
		rounds *= 20
	}
	if testing.Short() {
		rounds = 5000
	}
	seed, _ := strconv.ParseUint(os.Getenv("SEED"), 10, 64)
	r := rand.New(rand.NewPCG(10, seed))
	closed, read, open := 0, 0, 0
	keys, signals := frontmatter.Deciding("visibility"), []signal{signalOf("visibility", "restricted"), signalOf("draft", "(?:true|yes)")}
	for range rounds {
		doc := damage(r, wholes[r.IntN(len(wholes))])
		if strings.ContainsRune(strings.ReplaceAll(doc, "\r\n", "\n"), '\r') {
			doc = strings.ReplaceAll(strings.ReplaceAll(doc, "\r\n", "\n"), "\r", "\n") // as page makes it
		}
		m := frontmatter.Read(doc, frontmatter.Find([]byte(doc)), keys)
		if slices.ContainsFunc(publication.Flaws(m, nil), func(f review.Flaw) bool { return !f.Text }) {
			closed++
			continue
		}
		meta := m.Meta()
		for _, c := range signals {
			switch {
			case slices.ContainsFunc(meta[c.key], c.has):
				read++
			case c.intact(doc) && fenced(doc) && !c.saysNot(doc):
				t.Errorf("%s is overlooked: %v\n%s", c.key, m.Values, doc)
			default:
				open++
			}
		}
	}
	t.Logf("%d not taken, %d read as they say, %d that say it no more", closed, read, open)
	if closed < rounds/10 || read < rounds/10 {
		t.Error("the damage is none")
	}
}

// FuzzRead: any bytes are read without a panic, and flaws name lines.
func FuzzRead(f *testing.F) {
	for _, doc := range wholes {
		f.Add(doc)
	}
	f.Add("+++\na = 1\n[b]\nc = [1, {d = 2}]\n+++\n")
	f.Add("{\"a\": {\"b\": [1, 2]}}\n")
	f.Fuzz(func(t *testing.T, doc string) {
		m := frontmatter.Read(doc, frontmatter.Find([]byte(doc)), frontmatter.Deciding("visibility", "a.b"))
		for _, flaw := range m.Flaws {
			if flaw.Line < 1 || flaw.Line > strings.Count(doc, "\n")+1 {
				t.Errorf("%s", fmt.Sprint(flaw))
			}
		}
		if len(m.Values) > frontmatter.MaxValues {
			t.Errorf("%d values", len(m.Values))
		}
	})
}
