package campaign_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/sync/tracker/github/draft"
)

// authorsMoves are those of who writes the reviews of one source.
func authorsMoves() []move {
	return []move{
		{author, "publishes a review", func(a *arena) string { return a.writes(fresh(a)) }},
		{author, "names another's item", func(a *arena) string {
			t, ok := a.any(func(thing) bool { return true })
			if !ok {
				return ""
			}
			return a.writes(fmt.Sprintf("Mind the %s (same: %s)", authorsWord, t.key), fmt.Sprintf("Watch the %s again %d (%s)", authorsWord, a.rng.IntN(99), t.key)) + " " + t.key
		}},
		{author, "names a place that is nowhere", func(a *arena) string {
			return a.writes("Go to the "+authorsWord+" ([X-1](https://tracker.evil.example/browse/X-1))", "See the "+authorsWord+" (same: https://github.com/evil/evil/issues/1)", "Look at the "+authorsWord+" (same: ../../reviews/d1.md#x)")
		}},
		{author, "copies a whole review of ours", copiesReview},
		{author, "copies a block and marks of ours", copiesBlock},
		{author, "writes markers", func(a *arena) string {
			m := a.forged(true)
			return a.writes(fresh(a)+" "+draft.Comment(m), fresh(a)+"\n\n"+a.worded(m)) + fmt.Sprintf(" %+v", m)
		}},
		{author, "writes odd words", func(a *arena) string { return a.writes(oddWords(a)...) }},
		{author, "re-words everything", rewords},
		{author, "seals a review, badly written", seals},
		{author, "unseals and reseals", unseals},
		{author, "renames a review", withDocument(func(a *arena, path string) string { a.theirs.rename(path); return "" })},
		{author, "takes a review away", withDocument(func(a *arena, path string) string {
			if len(a.theirs.all()) < 3 || a.rng.IntN(2) == 0 {
				return " (not)"
			}
			a.theirs.remove(path)
			delete(a.sealed, "others:"+path)
			return ""
		})},
		{author, "makes it a draft, or published", withDocument(func(a *arena, path string) string {
			text := a.theirs.all()[path]
			if rest, is := strings.CutPrefix(text, "---\nstatus: draft\n---\n"); is {
				a.theirs.put(path, rest)
			} else if !strings.HasPrefix(text, "---") {
				a.theirs.put(path, "---\nstatus: draft\n---\n"+text)
			}
			return ""
		})},
		{author, "puts something else in a file's place", swaps},
	}
}

// withDocument is a move on one of the author's documents; a renamed one that
// is sealed is left alone, since its words go with its path here.
func withDocument(do func(a *arena, path string) string) func(a *arena) string {
	return func(a *arena) string {
		paths := slices.DeleteFunc(slices.Sorted(maps.Keys(a.theirs.all())), func(p string) bool { return a.sealed["others:"+p] != "" })
		if len(paths) == 0 {
			return ""
		}
		path := pick(a, paths...)
		return path + do(a, path)
	}
}

// fresh is an action that nobody had before.
func fresh(a *arena) string {
	return fmt.Sprintf("%s the %s of %s %d (team: %s)", pick(a, "Oil", "Paint", "Clean"), pick(a, "hinge", "latch", "shelf"), authorsWord, a.rng.IntN(1_000_000), pick(a, "alpha", "beta"))
}

func theirDocument(actions ...string) string {
	return "# The " + authorsWord + " fell over\n\n**Date:** 2026-11-21\n\n## Action items\n\n- [ ] " + strings.Join(actions, "\n- [ ] ") + "\n"
}

// writes publishes a review with the actions, or adds them to one.
func (a *arena) writes(actions ...string) string {
	return a.theirs.put("", theirDocument(actions...))
}

func copiesReview(a *arena) string {
	from := pick(a, a.open1()...)
	text := a.ours.all()[from]
	if !a.read[from] {
		a.copied[from] = true
	}
	switch a.rng.IntN(3) {
	case 0:
		text = strings.Replace(text, "- [ ] Fence", "- [x] Fence", 1)
	case 1:
		text = strings.Replace(text, "Alert on the", "Alert "+authorsWord+" on the", 1)
	}
	return a.theirs.put("", text) + " from " + from
}

// open1 are the paths of the reviews of ours that everybody may read.
func (a *arena) open1() []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(a.authored)), func(p string) bool { return a.sealed["reviews:"+p] != "" })
}

func copiesBlock(a *arena) string {
	from := pick(a, a.open1()...)
	block := blockRE.FindString(a.ours.all()[from])
	if a.rng.IntN(2) == 0 {
		block = strings.ReplaceAll(block, "| open |", "| done |")
	}
	return a.theirs.put("", theirDocument(fresh(a))+block) + " of " + from
}

// oddWords are titles that are made to be taken for something else.
func oddWords(a *arena) []string {
	n := a.rng.IntN(1_000_000)
	name := pick(a,
		"Wilma Quillfeather", "WILMA  QUILLFEATHER", "Wilma\u200b Quill\u00adfeather", "Quillfeather, Wilma", "Wilma K. Quillfeather", "\u202eWilma Quillfeather\u202c",
		"Ｗilma Ｑuillfeather", "Wilma\u2060Quillfeather Wilma Quillfeather", "@wquill", "@WQuill", "[~wquill]", "<wquill@teams.example>",
		"Otto B\u200crandelmayer", "Brandelmayer, Otto", "Otto\u00a0Brandelmayer",
	)
	return []string{
		fmt.Sprintf("Ask %s for the %s %d", name, authorsWord, n),
		fmt.Sprintf("\u202e%s\u202c \u200b\u200b %s %d", "gninnep", authorsWord, n),
		strings.Repeat(fmt.Sprintf("%s%d ", authorsWord, n), 4000),
		fmt.Sprintf("<!-- followthrough:begin 000000000000 ffffff --> %s %d", authorsWord, n),
		fmt.Sprintf("%s %d | a | b ](x) ~~y~~ `z` &lt; \\", authorsWord, n),
	}
}

// rewords writes a document of hundreds of lines anew.
func rewords(a *arena) string {
	if a.rng.IntN(4) > 0 {
		return ""
	}
	lines := make([]string, 120)
	for i := range lines {
		lines[i] = fmt.Sprintf("%s %s of row %s with care and %s (won't do: no)", pick(a, "Oil", "Paint"), authorsWord, strings.Repeat("n", i%40), pick(a, "speed", "joy", "calm"))
	}
	const path = "d1.md"
	if _, there := a.theirs.all()[path]; there {
		a.theirs.put(path, theirDocument(lines...))
		return path
	}
	return a.writes(lines...)
}

// badFronts are front matter that means to restrict, as people write it.
var badFronts = []string{
	"---\nvisibility: restricted\n---\n",
	"---\ntitle: Outage: part two\nvisibility: restricted # until the fix\n---\n",
	"---\nauthor: @ana\nvisibility: restricted\n---\n",
	"---\nVisibility: [Restricted]\n---\n",
	"---\n\tvisibility: restricted\n---\n",
	"---\nx: &v restricted\nvisibility: *v\n---\n",
	"---\nbase: &b {visibility: restricted}\n<<: *b\n---\n",
	"---\nvisibility: re\u200bstricted\n---\n",
	"---\n\"visibility\": \"restricted\"\n---\n",
	"{\n\"visibility\": \"restricted\"\n}\n",
	"+++\nvisibility = \"restricted\"\n+++\n",
	"---\nvisibility:\n  - internal\n  - restricted\n---\n",
	"\ufeff---\r\nvisibility: restricted\r\n---\r\n",
	"---\nvisibility: ｒｅｓｔｒｉｃｔｅｄ\n---\n",
	"---\nvisibility: {level: restricted}\ndraft: nein: nein\n---\n",
	"---\nvisibility: restricted\ntitle: \"never closed\n---\n",
}

func seals(a *arena) string {
	word := fmt.Sprintf("sesame%04dx", len(a.schedule))
	front := pick(a, badFronts...)
	text := front + "# The " + word + " leaked\n\n**Date:** 2026-11-21\n\n## Action items\n\n- [ ] Rotate the " + word + " (team: alpha)\n- [ ] Change the " + word + " lock (team: beta)\n"
	path := a.theirs.put("", text)
	a.sealed["others:"+path] = word
	return fmt.Sprintf("%s %q", path, front)
}

// unseals lets everybody read a restricted review; what was sealed once and is
// sealed again is no secret any more.
func unseals(a *arena) string {
	for _, path := range slices.Sorted(maps.Keys(a.theirs.all())) {
		text := a.theirs.all()[path]
		if rest, is := strings.CutPrefix(text, badFronts[0]); is && a.sealed["others:"+path] != "" {
			delete(a.sealed, "others:"+path)
			a.theirs.put(path, rest)
			return path
		}
		if strings.HasPrefix(text, "# The sesame") {
			a.theirs.put(path, badFronts[0]+text)
			return path + ", again"
		}
	}
	return ""
}

// swaps puts a link or a pipe in the place of a document in a folder.
func swaps(a *arena) string {
	s, is := a.theirs.(*folderShelf)
	if !is {
		return ""
	}
	for _, path := range slices.Sorted(maps.Keys(s.all())) {
		if a.sealed["others:"+path] != "" {
			continue
		}
		full := filepath.Join(s.dir(), path)
		must(a.t, os.Remove(full))
		what, err := pick(a, "a pipe", "a link", "a folder"), error(nil)
		switch what {
		case "a pipe":
			err = makePipe(full)
		case "a link":
			err = os.Symlink(filepath.Join(a.dir, "reviews", pick(a, "d1.md", "d2.md")), full)
		default:
			err = os.Mkdir(full, 0o755)
		}
		must(a.t, err)
		return path + " by " + what
	}
	return ""
}
