package files_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/atomicfile"
	"github.com/followthrough/followthrough/sync/tracker"
)

func refused(t *testing.T, tr tracker.Tracker, n tracker.NewItem, want tracker.Kind, words ...string) {
	t.Helper()
	err := tr.Create(t.Context(), []tracker.NewItem{n})[0].Err
	if err == nil || tracker.KindOf(err) != want {
		t.Fatalf("%s: %v (%v), want %v", n.Backlog.Project, err, tracker.KindOf(err), want)
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("%v does not name %q", err, w)
		}
	}
}

func TestPathsThatLeadOutside(t *testing.T) {
	root, elsewhere := filepath.Join(t.TempDir(), "b"), t.TempDir()
	put(t, root, "x.md", "x\n")
	put(t, elsewhere, "out.md", "## Backlog\n")
	if err := errors.Join(
		os.Symlink(elsewhere, filepath.Join(root, "link")),
		os.Symlink(filepath.Join(elsewhere, "out.md"), filepath.Join(root, "out.md")),
		os.Symlink("nowhere.md", filepath.Join(root, "gone.md")),
	); err != nil {
		t.Skipf("this file system has no symbolic links: %v", err)
	}
	tr := open(t, root)
	for _, project := range []string{
		"../evil", "a/../../evil", filepath.Join(elsewhere, "abs"), "link/evil", "out", "gone", "", "..", ".hidden", "a\nb", "a\x00b",
	} {
		refused(t, tr, newItem(project, "3f9a2c", "Alert"), tracker.Rejected, "project")
		if f := tracker.CheckBacklog(t.Context(), tr, tracker.Backlog{Project: project}, tracker.Use{}); len(f) != 1 || !f[0].IsWrong() {
			t.Errorf("check %q: %+v", project, f)
		}
	}
	if got := text(t, elsewhere, "out.md"); got != "## Backlog\n" {
		t.Errorf("outside, a file became %q", got)
	}
	if c := changed(t, tr, ""); strings.Join(c.Scanned, " ") != "x.md" {
		t.Errorf("scanned %q", c.Scanned)
	}
}

func TestALinkInsideTheRootIsFollowed(t *testing.T) {
	root := t.TempDir()
	put(t, root, "teams/pay/todo.md", "## Backlog\n")
	if err := os.Symlink("teams/pay/todo.md", filepath.Join(root, "payments.md")); err != nil {
		t.Skipf("this file system has no symbolic links: %v", err)
	}
	tr := open(t, root)
	it := create(t, tr, newItem("payments", "3f9a2c", "Alert"))[0]
	c, err := tr.Changed(t.Context(), []tracker.Backlog{{Project: "payments"}}, nil, "")
	if err != nil || len(c.Items) != 1 || c.Items[0].Note != "" || c.Items[0].Project != "payments" {
		t.Errorf("%+v, %v", c, err)
	}
	if it.Place != "teams/pay/todo.md" {
		t.Errorf("item %+v", it)
	}
	if to, err := os.Readlink(filepath.Join(root, "payments.md")); err != nil || to != "teams/pay/todo.md" {
		t.Errorf("the link became %q, %v", to, err)
	}
}

func TestReadOnly(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("modes mean nothing on Windows")
	}
	root := t.TempDir()
	put(t, root, "payments.md", "## Backlog\n")
	tr := open(t, root)
	for path, modes := range map[string][2]os.FileMode{filepath.Join(root, "payments.md"): {0o444, 0o644}, root: {0o555, 0o755}} {
		must(t, os.Chmod(path, modes[0]))
		refused(t, tr, newItem("payments", "3f9a2c", "Alert"), tracker.Rejected, "payments.md", "read-only")
		if f := tracker.CheckBacklog(t.Context(), tr, tracker.Backlog{Project: "payments"}, tracker.Use{}); len(f) != 1 || !f[0].IsWrong() {
			t.Errorf("check: %+v", f)
		}
		must(t, os.Chmod(path, modes[1]))
	}
	if got := text(t, root, "payments.md"); got != "## Backlog\n" {
		t.Errorf("the file became %q", got)
	}
}

func TestFaultsAndWhatTheyMean(t *testing.T) {
	for _, c := range []struct {
		op    atomicfile.Op
		fault error
		want  tracker.Kind
		words string
	}{
		{atomicfile.OpText, syscall.ENOSPC, tracker.Unavailable, "disk is full"},
		{atomicfile.OpTemp, syscall.EROFS, tracker.Rejected, "read-only"},
		{atomicfile.OpLook, syscall.EIO, tracker.Unknown, "may or may not"},
	} {
		root := t.TempDir()
		put(t, root, "payments.md", "## Backlog\n")
		tr := open(t, root)
		tr.Disk.Hook = func(op atomicfile.Op, _ string) error {
			if op == c.op {
				return c.fault
			}
			return nil
		}
		refused(t, tr, newItem("payments", "3f9a2c", "Alert"), c.want, "payments.md", c.words)
	}
}

func TestAFileThatNeverHoldsStill(t *testing.T) {
	root := t.TempDir()
	put(t, root, "payments.md", "## Backlog\n")
	tr := open(t, root)
	n := 0
	tr.Disk.Hook = func(op atomicfile.Op, path string) error {
		if op == atomicfile.OpSwap {
			n++
			put(t, root, "payments.md", fmt.Sprintf("## Backlog\n%d\n", n))
		}
		return nil
	}
	refused(t, tr, newItem("payments", "3f9a2c", "Alert"), tracker.Throttled, "payments.md")
	if got := text(t, root, "payments.md"); got != fmt.Sprintf("## Backlog\n%d\n", n) {
		t.Errorf("the file became %q", got)
	}
}

func TestTheDeadlineIsLookedAtBeforeTheSwap(t *testing.T) {
	root := t.TempDir()
	tr := open(t, root)
	ctx, cancel := context.WithCancel(t.Context())
	tr.Disk.Hook = func(op atomicfile.Op, _ string) error {
		if op == atomicfile.OpSwap {
			cancel()
		}
		return nil
	}
	out := tr.Create(ctx, []tracker.NewItem{newItem("payments", "3f9a2c", "Alert")})
	if k := tracker.KindOf(out[0].Err); out[0].Err == nil || k != tracker.Unavailable {
		t.Errorf("%v (%v)", out[0].Err, k)
	}
	if _, err := os.Stat(filepath.Join(root, "payments.md")); !errors.Is(err, os.ErrNotExist) {
		t.Error("the file is there")
	}
}

// TestAnEditorAtWork: a person's program saves its own lines by rename and in
// place while items are made; neither loses a line.
func TestAnEditorAtWork(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux tells who has a file open")
	}
	root := t.TempDir()
	put(t, root, "payments.md", "## Notes\n\n## Backlog\n")
	path := filepath.Join(root, "payments.md")
	const saves, made = 60, 40
	var group sync.WaitGroup
	group.Go(func() {
		for i := range saves {
			f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
			if err != nil {
				t.Error(err)
				return
			}
			_, _ = fmt.Fprintf(f, "- [ ] theirs %d\n", i)
			_ = f.Close()
			time.Sleep(2 * time.Millisecond)
		}
	})
	for w := range 2 {
		group.Go(func() {
			tr := open(t, root)
			for i := range made {
				n := newItem("payments", fmt.Sprintf("%d%05x", w, i), fmt.Sprint("ours ", w, " ", i))
				for tracker.KindOf(tr.Create(t.Context(), []tracker.NewItem{n})[0].Err) == tracker.Throttled {
					time.Sleep(time.Millisecond)
				}
			}
		})
	}
	group.Wait()
	if got := len(changed(t, open(t, root), "").Items); got != 2*made {
		t.Errorf("%d items, %d made", got, 2*made)
	}
	whole := text(t, root, "payments.md")
	for i := range saves {
		if n := strings.Count(whole, fmt.Sprintf("theirs %d\n", i)); n != 1 {
			t.Errorf("their line %d is there %d times", i, n)
		}
	}
}

func TestWatch(t *testing.T) {
	root := filepath.Join(t.TempDir(), "backlogs")
	tr := open(t, root)
	ctx, cancel := context.WithCancel(t.Context())
	pokes := make(chan struct{}, 100)
	done := make(chan error, 1)
	go func() {
		done <- tr.Watch(ctx, func() { pokes <- struct{}{} })
	}()
	wait := func(what string) {
		t.Helper()
		select {
		case <-pokes:
		case <-time.After(4 * time.Second):
			t.Fatalf("no poke after %s", what)
		}
	}
	time.Sleep(50 * time.Millisecond)
	put(t, root, "payments.md", "x\n")
	wait("the folder came")
	time.Sleep(300 * time.Millisecond)
	for len(pokes) > 0 {
		<-pokes
	}
	create(t, tr, newItem("payments", "3f9a2c", "Alert"))
	wait("a creation")
	put(t, root, "deep/er/new.md", "x\n")
	wait("a new folder")
	time.Sleep(300 * time.Millisecond)
	for len(pokes) > 0 {
		<-pokes
	}
	put(t, root, ".swap.md", "x\n")
	select {
	case <-pokes:
		t.Error("a dot file pokes")
	case <-time.After(300 * time.Millisecond):
	}
	edit(t, root, "deep/er/new.md", "x", "y")
	wait("an edit in a new folder")
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestCheck(t *testing.T) {
	root := t.TempDir()
	put(t, root, "good.md", "## Backlog\n")
	put(t, root, "plain.md", "# Ours\n")
	put(t, root, "open.md", "```\n")
	put(t, root, "broken.md", "\xff")
	tr := open(t, root)
	for project, want := range map[string]string{
		"good": "", "plain": "remark: no heading Backlog yet, which is added with the first item: plain.md",
		"open": "problem: open.md: ", "broken": "problem: ", "new": "remark: not there yet, and made with the first item: new.md",
		"new/deep": "remark: not there yet, and made with the first item: new/deep.md",
	} {
		got := ""
		for _, f := range tracker.CheckBacklog(t.Context(), tr, tracker.Backlog{Project: project}, tracker.Use{}) {
			got += map[bool]string{true: "problem: ", false: "remark: "}[f.IsWrong()] + f.String()
		}
		if (want == "") != (got == "") || !strings.HasPrefix(got, want) {
			t.Errorf("%s: %q, want %q", project, got, want)
		}
	}
}

// An item that has no place in its file keeps no other out of it.
func TestAnItemWithoutAPlaceKeepsNoOtherOut(t *testing.T) {
	root := t.TempDir()
	put(t, root, "payments.md", "## Open\n\n- [ ] a\n\n## Backlog\n\n```\nnever closed\n")
	lost := newItem("payments", "3f9a2c", "Alert")
	under := func(digits, title string) tracker.NewItem {
		n := newItem("payments", digits, title)
		n.Backlog.Settings = []byte(`{"section":"Open"}`)
		return n
	}
	out := open(t, root).Create(t.Context(), []tracker.NewItem{under("1a1a1a", "Add a limit"), lost, under("2b2b2b", "Raise a limit")})
	if out[0].Err != nil || out[2].Err != nil {
		t.Errorf("%v, %v", out[0].Err, out[2].Err)
	}
	if err := out[1].Err; tracker.KindOf(err) != tracker.Rejected || !strings.Contains(err.Error(), "payments.md: no item can be added: it ends inside") {
		t.Errorf("%v", err)
	}
	if got := text(t, root, "payments.md"); strings.Count(got, "- [ ]") != 3 || strings.Contains(got, "Alert") {
		t.Errorf("the file became\n%s", got)
	}
}

// What may stand in a file that can't be read holds itself, and nothing else.
func TestWhatMayStandElsewhereKeepsNoOtherOut(t *testing.T) {
	root := t.TempDir()
	put(t, root, "payments.md", "## Backlog\n")
	put(t, root, "broken.md", "- [ ] Alert \xff 3f9a2c000000\n")
	out := open(t, root).Create(t.Context(), []tracker.NewItem{newItem("payments", "3f9a2c", "Alert"), newItem("payments", "2b2b2b", "Raise a limit")})
	if tracker.KindOf(out[0].Err) != tracker.Unavailable || out[1].Err != nil {
		t.Errorf("%v, %v", out[0].Err, out[1].Err)
	}
}

// What a killed process left beside a backlog that is never written again goes
// too; a listing alone touches nothing.
func TestTidyTakesWhatACrashLeft(t *testing.T) {
	root := t.TempDir()
	put(t, root, "teams/payments.md", "## Backlog\n")
	left := filepath.Join(root, "teams", ".payments.md.followthrough-ABCDEFGHIJ.new")
	put(t, root, "teams/.payments.md.followthrough-ABCDEFGHIJ.new", "## Back")
	old := time.Now().Add(-2 * time.Minute)
	must(t, os.Chtimes(left, old, old))
	tr := open(t, root)
	changed(t, tr, "")
	if _, err := os.Stat(left); err != nil {
		t.Errorf("a listing took it: %v", err)
	}
	tr.Tidy(t.Context())
	if _, err := os.Stat(left); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("it is still there: %v", err)
	}
}
