//go:build linux

package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/cmd/followthrough/upgradetest"
	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
	"github.com/followthrough/followthrough/internal/client/jira/jirafake/world"
)

// firstHour is the page that is carried out. FIRST_HOUR_UPDATE=1 writes into it
// what the commands print now; what is typed and edited stays as the page has it.
const firstHour = "../../docs/first-hour.md"

const (
	hourSite  = "https://acme.atlassian.net"
	hourEmail = "followthrough@acme.example"
	hourToken = "ATATT3xFfGF0-of-the-first-hour"
	// hourDay is the day of the page: today's stands for it.
	hourDay = "2026-11-30"
	// mostAnswers is how many answers init may want here.
	mostAnswers = 14
)

// The page's commands are carried out in their order by the program as it is
// built, on a terminal of 80 columns; what they print is the page, word by word.
// The fake Jira answers at the page's address, and is judged by the vendor's
// description.
func TestFirstHour(t *testing.T) {
	page := read(t, firstHour)
	h := newHour(t)
	blocks := hourBlocks(t, page)
	answers := 0
	for i, b := range blocks {
		switch b.language {
		case "console":
			blocks[i].text = h.console(b)
			answers += len(b.answers)
		case "diff":
			h.edit(b.text)
		}
	}
	if answers == 0 || answers > mostAnswers {
		t.Errorf("%d answers", answers)
	}
	now := joined(page, blocks)
	if os.Getenv("FIRST_HOUR_UPDATE") != "" {
		put(t, firstHour, now)
		return
	}
	if at := firstDifference(strings.Fields(page), strings.Fields(now)); at != "" {
		t.Errorf("docs/first-hour.md says something else than the program (FIRST_HOUR_UPDATE=1 go test ./cmd/followthrough -run TestFirstHour writes it anew):\n%s", at)
	}
	if made := h.jira.Created(); len(made) > 0 {
		t.Errorf("%d items were made", len(made))
	}
}

// hourBlock is a fenced block of the page.
type hourBlock struct {
	language, text string
	begin, end     int      // of the text in the page
	answers        []string // what is typed into the block's command
	exit           int
}

var (
	hourFence   = regexp.MustCompile("(?ms)^```(console|diff)\n(.*?)^```$")
	hourAnswers = regexp.MustCompile(`(?s)<!-- answers: ([^>]*) -->\n+$`)
	hourExit    = regexp.MustCompile(`<!-- exit: (\d) -->\n+$`)
)

// hourBlocks are the blocks that are carried out. A comment before a block says
// what is typed into it, from | to |, or how its command ends.
func hourBlocks(t *testing.T, page string) (out []hourBlock) {
	t.Helper()
	for _, m := range hourFence.FindAllStringSubmatchIndex(page, -1) {
		b := hourBlock{language: page[m[2]:m[3]], text: page[m[4]:m[5]], begin: m[4], end: m[5]}
		if c := hourAnswers.FindStringSubmatch(page[:m[0]]); c != nil {
			for _, a := range strings.Split(c[1], "|") {
				b.answers = append(b.answers, strings.NewReplacer("ENTER", "", "TOKEN", hourToken).Replace(strings.TrimSpace(a)))
			}
		}
		if c := hourExit.FindStringSubmatch(page[:m[0]]); c != nil {
			b.exit = int(c[1][0] - '0')
		}
		out = append(out, b)
	}
	if len(out) < 3 {
		t.Fatalf("%d blocks: the page is read wrongly", len(out))
	}
	return out
}

// joined is the page with these blocks.
func joined(page string, blocks []hourBlock) string {
	var b strings.Builder
	at := 0
	for _, block := range blocks {
		b.WriteString(page[at:block.begin] + block.text)
		at = block.end
	}
	return b.String() + page[at:]
}

func firstDifference(page, now []string) string {
	for i := range max(len(page), len(now)) {
		if i < len(page) && i < len(now) && page[i] == now[i] {
			continue
		}
		around := func(words []string) string {
			return strings.Join(words[min(len(words), max(0, i-8)):min(len(words), i+12)], " ")
		}
		return "page: … " + around(page) + "\nnow:  … " + around(now)
	}
	return ""
}

// hour is the place in which the page is carried out: a folder beside ten old
// reviews, empty at first, the program on PATH, and Jira.
type hour struct {
	t    *testing.T
	top  string
	dir  string
	env  []string
	jira *jirafake.Fake
}

func newHour(t *testing.T) *hour {
	t.Helper()
	// Not below TMPDIR: what is printed wraps as on the page, also where that is long.
	top, err := os.MkdirTemp("/tmp", "h")
	must(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(top) })
	h := &hour{t: t, top: top, jira: jirafake.New(t, jirafake.Options{Site: hourSite})}
	h.jira.AddToken(jirafake.Basic(hourEmail, hourToken), jirafake.Bot())
	for _, p := range []world.Project{{Key: "OPS", Name: "Office"}, {Key: "PAY", Name: "Payments"}, {Key: "PLAT", Name: "Platform"}} {
		h.jira.AddProject(p)
	}
	h.dir = filepath.Join(h.top, "followthrough")
	for _, err := range []error{os.Mkdir(h.dir, 0o755), os.CopyFS(filepath.Join(h.top, "post-mortems"), os.DirFS("testdata/firsthour/post-mortems"))} {
		must(t, err)
	}
	bin := filepath.Join(t.TempDir(), "bin")
	built, err := exec.CommandContext(t.Context(), "go", "build", "-trimpath", "-o", filepath.Join(bin, "followthrough"), ".").CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, built)
	}
	proxy, certificate := upgradetest.Site(t, strings.TrimPrefix(hourSite, "https://"), h.jira.Handler())
	trusted := filepath.Join(t.TempDir(), "ca.pem")
	put(t, trusted, string(certificate))
	h.env = []string{
		"PATH=" + bin + ":/usr/bin:/bin", "HOME=" + h.top, "TERM=xterm", "NO_COLOR=1", "LANG=C.UTF-8", "HTTPS_PROXY=" + proxy, "SSL_CERT_FILE=" + trusted,
	}
	return h
}

// console carries a block's command out and gives what stands there then.
func (h *hour) console(b hourBlock) string {
	h.t.Helper()
	line, _, _ := strings.Cut(b.text, "\n")
	command, ok := strings.CutPrefix(line, "$ ")
	if !ok {
		h.t.Fatalf("no command: %s", line)
	}
	ctx, cancel := context.WithTimeout(h.t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "sh", "-c", command)
	cmd.Dir, cmd.Env = h.dir, h.env
	shown, err := onTerminal(h.t, cmd, 80, b.answers...)
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		err = nil
	}
	if err != nil || cmd.ProcessState.ExitCode() != b.exit {
		h.t.Fatalf("%s: exit %d, %v\n%s", command, cmd.ProcessState.ExitCode(), err, shown)
	}
	return line + "\n" + h.normal(shown)
}

var hourControl = regexp.MustCompile("\x1b\\[[0-9;?]*[A-Za-z]")

// normal is what a terminal showed as the page has it: without what was written
// over, in the page's folder, on the page's day.
func (h *hour) normal(shown string) string {
	if strings.Contains(shown, hourToken) {
		h.t.Error("the token is shown")
	}
	var lines []string
	for _, line := range strings.Split(strings.ReplaceAll(shown, "\r\n", "\n"), "\n") {
		line = hourControl.ReplaceAllString(line, "")
		line = line[strings.LastIndex(line, "\r")+1:]
		lines = append(lines, strings.TrimRight(line, " "))
	}
	text := strings.TrimRight(strings.Join(lines, "\n"), "\n") + "\n"
	now := time.Now().UTC()
	day, err := time.Parse(time.DateOnly, hourDay)
	must(h.t, err)
	for n := -1; n <= 2; n++ { // a pass may meet midnight; a soak ends tomorrow
		text = strings.ReplaceAll(text, now.AddDate(0, 0, n).Format(time.DateOnly), day.AddDate(0, 0, n).Format(time.DateOnly))
	}
	return strings.ReplaceAll(text, h.top, "/home/you")
}

// edit carries a change of followthrough.yaml out as the page shows it: lines
// with - are replaced by those with +.
func (h *hour) edit(diff string) {
	h.t.Helper()
	var old, young []string
	for _, line := range strings.Split(strings.TrimSuffix(diff, "\n"), "\n") {
		if line == "" || !strings.ContainsAny(line[:1], "-+ ") {
			h.t.Fatalf("no line of a change: %q", line)
		}
		if line[0] != '+' {
			old = append(old, line[1:])
		}
		if line[0] != '-' {
			young = append(young, line[1:])
		}
	}
	file := filepath.Join(h.dir, "followthrough.yaml")
	text := read(h.t, file)
	was, is := strings.Join(old, "\n")+"\n", strings.Join(young, "\n")+"\n"
	if n := strings.Count(text, was); n != 1 {
		h.t.Fatalf("these lines stand %d times in followthrough.yaml:\n%s\n%s", n, was, text)
	}
	put(h.t, file, strings.Replace(text, was, is, 1))
}
