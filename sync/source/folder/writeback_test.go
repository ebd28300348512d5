package folder_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/internal/atomicfile"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/source/folder"
)

const outage = "# Outage\n\n## Action items\n\n- [ ] Alert on queue depth\n"

// outageIn is a folder with one review at path, and a report that gives its
// action an item in a local backlog.
func outageIn(t *testing.T, path string, disk *atomicfile.Disk) (file string, s *folder.Source, doc source.Document, r review.WriteBack) {
	t.Helper()
	root := tree(t)
	file = filepath.Join(root, path)
	must(t, os.MkdirAll(filepath.Dir(file), 0o755))
	must(t, os.WriteFile(file, []byte(outage), 0o640))
	s = open(t, folder.Config{Path: root}, folder.Options{Disk: disk})
	doc, err := s.Read(t.Context(), first(t, s))
	must(t, err)
	r = review.WriteBack{
		Review: review.KeyOf("test", "reviews", path), Digest: "0a1b2c",
		Modes: []review.Mode{review.ModeBlock, review.ModeLinks},
		Rows: []review.Row{{
			Action: "3f9a2c1b77d0", LinkKey: "3f9a2c1b77d0", Title: "Alert on queue depth", Team: "payments", State: review.Open,
			Item: &review.ItemRef{
				Key: "payments-3f9a2c", URL: "payments.md#3f9a2c",
				File: filepath.Join(filepath.Dir(root), "backlogs", "payments.md"),
			},
		}},
	}
	return file, s, doc, r
}

func content(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	must(t, err)
	return string(b)
}

func TestReportLinksLocalItemsFromTheReview(t *testing.T) {
	file, s, doc, r := outageIn(t, "2026/a.md", nil)
	_, err := s.WriteBack(t.Context(), doc.Entry, r)
	must(t, err)
	if text := content(t, file); strings.Count(text, "](../../backlogs/payments.md#3f9a2c") != 2 {
		t.Errorf("no relative link in line and block:\n%s", text)
	}
}

func TestReportKeepsModeAndLeavesNothingBeside(t *testing.T) {
	file, s, doc, r := outageIn(t, "a.md", nil)
	_, err := s.WriteBack(t.Context(), doc.Entry, r)
	must(t, err)
	info, err := os.Stat(file)
	must(t, err)
	if info.Mode().Perm() != 0o640 {
		t.Errorf("mode %v, want 0640", info.Mode().Perm())
	}
	names, err := fs.Glob(os.DirFS(filepath.Dir(file)), "*")
	must(t, err)
	if diff := cmp.Diff([]string{"a.md"}, names); diff != "" {
		t.Error(diff)
	}
}

func TestReportFollowsALinkAndKeepsIt(t *testing.T) {
	root := tree(t, "a.md -> .data/a.txt", ".data/a.txt")
	must(t, os.WriteFile(filepath.Join(root, ".data/a.txt"), []byte(outage), 0o644))
	_, _, _, r := outageIn(t, "a.md", nil)
	s := open(t, folder.Config{Path: root}, folder.Options{})
	doc, err := s.Read(t.Context(), first(t, s))
	must(t, err)
	_, err = s.WriteBack(t.Context(), doc.Entry, r)
	must(t, err)
	if target, err := os.Readlink(filepath.Join(root, "a.md")); err != nil || target != ".data/a.txt" {
		t.Errorf("the link leads to %q, error %v", target, err)
	}
	if !strings.Contains(content(t, filepath.Join(root, ".data/a.txt")), "payments-3f9a2c") {
		t.Error("the linked file was not written to")
	}
}

func TestReportIntoAReadOnlyFolder(t *testing.T) {
	file, s, doc, r := outageIn(t, "a.md", nil)
	dir := filepath.Dir(file)
	must(t, os.Chmod(dir, 0o555))
	t.Cleanup(func() { must(t, os.Chmod(dir, 0o755)) })
	_, err := s.WriteBack(t.Context(), doc.Entry, r)
	if !errors.Is(err, source.ErrUnfit) || !errors.Is(err, source.ErrReadOnly) {
		t.Fatalf("error %v, want one that is ErrUnfit and ErrReadOnly", err)
	}
	if !strings.Contains(err.Error(), "a.md") || !strings.Contains(err.Error(), "its folder is read-only") {
		t.Errorf("error %q names not both file and cause", err)
	}
	if got := content(t, file); got != outage {
		t.Errorf("written to all the same:\n%s", got)
	}
}

// A full disk ends by itself: the next pass tries again.
func TestReportOnAFullDisk(t *testing.T) {
	full := false
	file, s, doc, r := outageIn(t, "a.md", &atomicfile.Disk{Hook: func(op atomicfile.Op, _ string) error {
		if full && op == atomicfile.OpText {
			return syscall.ENOSPC
		}
		return nil
	}})
	full = true
	_, err := s.WriteBack(t.Context(), doc.Entry, r)
	if !errors.Is(err, atomicfile.ErrFull) || errors.Is(err, source.ErrUnfit) || !strings.Contains(err.Error(), "a.md") {
		t.Errorf("error %v, want one that is ErrFull alone and names a.md", err)
	}
	if got := content(t, file); got != outage {
		t.Errorf("a full disk cost the review:\n%s", got)
	}
	full = false
	_, err = s.WriteBack(t.Context(), doc.Entry, r)
	must(t, err)
}

func TestReportIntoWhatIsRefused(t *testing.T) {
	_, _, _, r := outageIn(t, "a.md", nil)
	root := tree(t, "a.md -> ../secret.md")
	secret := filepath.Join(root, "..", "secret.md")
	must(t, os.WriteFile(secret, []byte(outage), 0o644))
	s := open(t, folder.Config{Path: root}, folder.Options{})
	e := first(t, s)
	if _, err := s.Read(t.Context(), e); !errors.Is(err, source.ErrUnreadable) {
		t.Errorf("error %v, want one that is ErrUnreadable", err)
	}
	if _, err := s.WriteBack(t.Context(), e, r); !errors.Is(err, source.ErrUnfit) {
		t.Errorf("error %v, want one that is ErrUnfit", err)
	}
	e.Problem = nil // as if the link had come between listing and report
	if _, err := s.WriteBack(t.Context(), e, r); err == nil {
		t.Error("no error for a link that leads outside")
	}
	if got := content(t, secret); got != outage {
		t.Errorf("a file outside was written to:\n%s", got)
	}
}

// What a killed process left beside a document that is never written again goes
// too; a listing alone touches nothing.
func TestTidyTakesWhatACrashLeft(t *testing.T) {
	const name = "2026/.a.md.followthrough-ABCDEFGHIJ.new"
	root := tree(t, name)
	left := filepath.Join(root, name)
	old := time.Now().Add(-2 * time.Minute)
	must(t, os.Chtimes(left, old, old))
	s := open(t, folder.Config{Path: root}, folder.Options{})
	s.Tidy(t.Context()) // nothing was listed
	_, err := s.List(t.Context())
	must(t, err)
	if _, err := os.Stat(left); err != nil {
		t.Errorf("a listing took it: %v", err)
	}
	s.Tidy(t.Context())
	if _, err := os.Stat(left); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("it is still there: %v", err)
	}
}
