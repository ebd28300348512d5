package upgradetest

import (
	"net/url"
	"path/filepath"
	"strings"
)

// fileBacklogs are backlogs as files. Nothing is asked over a network, so no
// answer gets lost.
type fileBacklogs struct{ plainSite }

func (b *fileBacklogs) spares(int) bool { return false }

func (b *fileBacklogs) begin() {
	for team := range 4 {
		b.w.write("backlogs/"+b.project(team), "# Work\n\n## In progress\n\n- [ ] Something of our own\n\n## Backlog\n\n")
	}
}

func (b *fileBacklogs) load(from string) {
	b.w.copyTree(filepath.Join(from, "backlogs"), filepath.Join(b.w.Dir, "backlogs"), url.PathUnescape)
}

func (b *fileBacklogs) save(to string) {
	b.w.copyTree(filepath.Join(b.w.Dir, "backlogs"), filepath.Join(to, "backlogs"), escaped)
}

func (b *fileBacklogs) config() string {
	return "trackers:\n  - name: backlog\n    files: {path: backlogs}\n"
}

func (b *fileBacklogs) project(team int) string {
	return []string{"payments.md", "search.md", "platform.md", "mobile.md"}[team]
}

// change puts another text in place of an item's line; it returns the line and
// its file.
func (b *fileBacklogs) change(key string, with func(line string) string) (line, file string) {
	b.w.t.Helper()
	written := strings.ReplaceAll(key, "-", `\u002d`)
	for file, text := range b.w.files(filepath.Join(b.w.Dir, "backlogs")) {
		for line := range strings.Lines(text) {
			if strings.Contains(line, `"`+written+`"`) {
				b.w.write("backlogs/"+file, strings.Replace(text, line, with(line), 1))
				return line, file
			}
		}
	}
	b.w.t.Fatalf("no backlog has the item %s", key)
	return "", ""
}

// A line of somebody's has no key by which a review could name it.
func (b *fileBacklogs) theirs() string { return "as it is" }

func (b *fileBacklogs) start(key string) {
	line, file := b.change(key, func(string) string { return "" })
	path := filepath.Join(b.w.Dir, "backlogs", file)
	b.w.put(path, strings.Replace(b.w.read(path), "## Backlog\n", line+"\n## Backlog\n", 1))
}

func (b *fileBacklogs) finish(key string) {
	b.change(key, func(line string) string { return strings.Replace(line, "[ ]", "[x]", 1) })
}

func (b *fileBacklogs) decline(key, why string) {
	b.change(key, func(line string) string {
		before, after, _ := strings.Cut(strings.Replace(line, "[ ]", "[-]", 1), " <!--")
		return before + " Declined: " + why + " <!--" + after
	})
}

func (b *fileBacklogs) move(key string) {
	line, file := b.change(key, func(string) string { return "" })
	to := b.project(0)
	if file == to {
		to = b.project(1)
	}
	path := filepath.Join(b.w.Dir, "backlogs", to)
	b.w.put(path, b.w.read(path)+line)
}

func (b *fileBacklogs) remove(key string) { b.change(key, func(string) string { return "" }) }

func (b *fileBacklogs) loseAnswers() {}

func (b *fileBacklogs) made() map[string]int {
	out := map[string]int{}
	for _, text := range b.w.files(filepath.Join(b.w.Dir, "backlogs")) {
		for line := range strings.Lines(text) {
			if action := marked(line); action != "" {
				out[action]++
			}
		}
	}
	return out
}
