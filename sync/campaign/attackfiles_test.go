package campaign_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"github.com/followthrough/followthrough/internal/mdedit"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/files"
)

// filesGround are backlogs in files: who may write one may write any line of
// it, and nobody else may write anything.
type filesGround struct {
	h    *hub
	made *recorder // what we made: a line tells nobody
}

func (g *filesGround) projects() []string { return []string{"alpha", "beta", "free"} }

func (g *filesGround) tracker() tracker.Tracker {
	tr, err := files.New("local", files.Config{Path: g.h.dir + "/backlogs"}, "followthrough", g.h.now)
	must(g.h.t, err)
	return tr
}

var lineRE = regexp.MustCompile(`(?m)^.*<!-- followthrough: .*"key":"([^"]+)".*$`)

// file is one backlog's text.
func (g *filesGround) file(project string) string { return g.h.tree()["backlogs/"+project+".md"] }

func (g *filesGround) things() (out []thing) {
	for _, project := range g.projects() {
		for _, m := range lineRE.FindAllStringSubmatch(g.file(project), -1) {
			key := strings.ReplaceAll(m[1], `\u002d`, "-")
			out = append(out, thing{
				id: key, key: key, project: project, ours: g.made.keys[key],
				closed: strings.HasPrefix(m[0], "- [x]") || strings.HasPrefix(m[0], "- [-]"), text: m[0],
			})
		}
	}
	return out
}

func (g *filesGround) of(i plan.Item) string { return i.Key }

// open is the editor of beta's file, who adds a line; nobody else may.
func (g *filesGround) open(by, project, title, text string, m *tracker.Marker) string {
	if by != editor || project == "alpha" {
		return ""
	}
	line := "- [ ] " + oneLine(title) + " " + oneLine(text)
	if m != nil {
		key := fmt.Sprintf("%s-%s", project, m.Action)
		g.h.put("backlogs/"+project+".md", g.file(project)+line+" "+g.mark(*m, key)+"\n")
		return key
	}
	g.h.put("backlogs/"+project+".md", g.file(project)+line+"\n")
	return ""
}

// mark is a marker as it stands in a line.
func (g *filesGround) mark(m tracker.Marker, key string) string {
	src, err := json.Marshal(struct {
		tracker.Marker
		Key string `json:"key"`
	}{m, key})
	must(g.h.t, err)
	return "<!-- followthrough: " + mdedit.QuietJSON(string(src)) + " -->"
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// change changes the line of a key where the editor, or somebody of alpha, may.
func (g *filesGround) change(by, key string, change func(line string) string) {
	for _, project := range g.projects() {
		if by == editor && project == "alpha" {
			continue
		}
		text := g.file(project)
		for _, m := range lineRE.FindAllStringSubmatch(text, -1) {
			if strings.ReplaceAll(m[1], `\u002d`, "-") == key {
				g.h.put("backlogs/"+project+".md", strings.Replace(text, m[0], change(m[0]), 1))
				return
			}
		}
	}
}

func (g *filesGround) comment(string, string, string) {}

func (g *filesGround) box(by, key, sign string) {
	g.change(by, key, func(line string) string { return regexp.MustCompile(`^- \[.\]`).ReplaceAllString(line, "- ["+sign+"]") })
}

func (g *filesGround) closes(by, key string, declined bool) {
	g.box(by, key, map[bool]string{false: "x", true: "-"}[declined])
}

func (g *filesGround) reopens(by, key string) { g.box(by, key, " ") }

func (g *filesGround) edit(key, title, text string, m *tracker.Marker) {
	g.change(editor, key, func(line string) string {
		at, mark := max(0, strings.Index(line, "<!--")), ""
		if m != nil {
			mark = g.mark(*m, key)
		}
		return line[:min(at, len("- [ ] "))] + oneLine(title) + " " + oneLine(text) + " " + mark
	})
}

func (g *filesGround) duplicate(key, of string) {
	g.change(editor, key, func(line string) string { return line + " duplicate of " + of })
	g.closes(editor, key, true)
}

func (g *filesGround) move(key, project string) string {
	taken := ""
	g.change(editor, key, func(line string) string {
		taken = line
		return "moved"
	})
	if taken != "" {
		g.h.put("backlogs/"+project+".md", g.file(project)+taken+"\n")
	}
	return key
}

func (g *filesGround) remove(key string) {
	g.change(editor, key, func(string) string { return "" })
}

func (g *filesGround) traffic() (requests, size int) {
	for path, text := range g.h.tree() {
		if strings.HasPrefix(path, "backlogs/") {
			requests, size = requests+1, size+len(text)
		}
	}
	return requests, size
}
