package folder_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/internal/atomicfile"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/source/folder"
)

// tree makes files (a path ends in a slash for a folder, "a -> b" for a link)
// in a new folder and gives its path.
func tree(t testing.TB, paths ...string) string {
	t.Helper()
	root := filepath.Join(t.TempDir(), "reviews")
	for _, p := range append([]string{"./"}, paths...) {
		name, target, isLink := strings.Cut(p, " -> ")
		file := filepath.Join(root, name)
		err := os.MkdirAll(filepath.Dir(file), 0o755)
		switch {
		case err != nil:
		case isLink:
			err = os.Symlink(target, file)
		case strings.HasSuffix(name, "/"):
			err = os.MkdirAll(file, 0o755)
		default:
			err = os.WriteFile(file, []byte("# "+name+"\n"), 0o644)
		}
		must(t, err)
	}
	return root
}

func open(t testing.TB, cfg folder.Config, opts folder.Options) *folder.Source {
	t.Helper()
	s, err := folder.New("reviews", cfg, opts)
	must(t, err)
	return s
}

// listed are the paths of a listing; those with a problem have its last words
// behind a colon.
func listed(t *testing.T, cfg folder.Config) []string {
	t.Helper()
	entries, err := open(t, cfg, folder.Options{}).List(t.Context())
	must(t, err)
	var out []string
	for _, e := range entries {
		line := e.Path
		if e.Problem != nil {
			line = e.Problem.Error()
		}
		out = append(out, line)
	}
	return out
}

func TestListTakes(t *testing.T) {
	const outside = " can't be read: it is a link that leads outside the folder"
	for _, c := range []struct {
		name             string
		files            []string
		include, exclude []string
		want             []string
	}{
		{
			name:  "Markdown at any depth",
			files: []string{"a.md", "2026/b.markdown", "2026/03/c.md", "d.txt", "md", "e.md.bak"},
			want:  []string{"2026/03/c.md", "2026/b.markdown", "a.md"},
		},
		{
			name:  "nothing hidden, nothing of ours",
			files: []string{"a.md", ".b.md", ".git/c.md", ".a.md.followthrough-ABC.new", "x/.y/d.md"},
			want:  []string{"a.md"},
		},
		{
			name:    "what the globs say",
			files:   []string{"2026/a.md", "2026/README.md", "drafts/b.md", "c.txt"},
			include: []string{"2026/*", "*.txt", "drafts/**"},
			exclude: []string{"**/README.md", "drafts/**"},
			want:    []string{"2026/a.md", "c.txt"},
		},
		{
			name:  "a link inside, once",
			files: []string{"z.md", "a.md -> z.md", "data/x.txt", "c.md -> data/x.txt", "b.md -> data/x.txt"},
			want:  []string{"b.md", "z.md"},
		},
		{
			name:  "a folder behind a link inside",
			files: []string{".data/b.md", "now -> .data", "then -> .data"},
			want:  []string{"now/b.md"},
		},
		{
			name:    "a folder behind a link, where only the link is included",
			files:   []string{"2026/b.md", "now -> 2026"},
			include: []string{"now/**"},
			want:    []string{"now/b.md"},
		},
		{
			name:  "links in a ring",
			files: []string{"a.md", "x/b.md", "x/up -> ..", "x/self -> .", "y -> x", "loop.md -> loop.md"},
			want:  []string{"a.md", "loop.md can't be read: EvalSymlinks: too many links", "x/b.md"},
		},
		{
			name:  "links that lead outside are refused",
			files: []string{"a.md -> ../secret.md", "b -> ..", "c.md -> /etc/hostname", "d.txt -> /etc/hostname", "up.md -> ./x/../../secret.md", "x/"},
			want: []string{
				"a.md" + outside, "b" + outside, "c.md" + outside, "up.md" + outside,
			},
		},
		{
			name:    "an excluded link is nobody's business",
			files:   []string{"b -> ..", "a.md"},
			exclude: []string{"b/**"},
			want:    []string{"a.md"},
		},
		{
			name:  "a link to nothing",
			files: []string{"a.md -> b.md", "c.txt -> b.md"},
			want:  []string{"a.md can't be read: it is a link that leads nowhere"},
		},
		{
			name:  "a folder with the name of a file",
			files: []string{"a.md/b.md"},
			want:  []string{"a.md/b.md"},
		},
		{
			name:  "names that hold anything",
			files: []string{"a [1] {b} *.md", "ü ñ 火.md", "a\nb.md", "b\xff.md"},
			want:  []string{"a\nb.md", "a [1] {b} *.md", "b\uFFFD.md can't be read: its name is not valid UTF-8", "ü ñ 火.md"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := tree(t, c.files...)
			must(t, os.WriteFile(filepath.Join(root, "..", "secret.md"), []byte("# x"), 0o644))
			got := listed(t, folder.Config{Path: root, Include: c.include, Exclude: c.exclude})
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A ring of folders that all link to each other has more paths than atoms.
func TestListEndsInALabyrinth(t *testing.T) {
	var files []string
	for i := range 30 {
		files = append(files, fmt.Sprintf("d%d/r.md", i))
		for j := range 30 {
			files = append(files, fmt.Sprintf("d%d/to%d -> ../d%d", i, j, j))
		}
	}
	if got := listed(t, folder.Config{Path: tree(t, files...)}); len(got) != 30 {
		t.Errorf("listed %d, want 30", len(got))
	}
}

func TestListSize(t *testing.T) {
	root := tree(t)
	for name, size := range map[string]int64{"fits.md": 8 << 20, "large.md": 8<<20 + 1} {
		must(t, os.WriteFile(filepath.Join(root, name), make([]byte, size), 0o644))
	}
	want := []string{"fits.md", "large.md can't be read: it has 8388609 bytes, at most 8388608 (8 MB) are read"}
	if diff := cmp.Diff(want, listed(t, folder.Config{Path: root})); diff != "" {
		t.Error(diff)
	}
}

func TestListWithoutTheFolder(t *testing.T) {
	root := tree(t, "a.md", "file/")
	for name, path := range map[string]string{
		"missing":       root + "/nowhere",
		"a file":        root + "/a.md",
		"links in ring": root + "/ring",
	} {
		t.Run(name, func(t *testing.T) {
			if name == "links in ring" {
				must(t, os.Symlink("ring", path))
			}
			s := open(t, folder.Config{Path: path}, folder.Options{})
			entries, err := s.List(t.Context())
			if err == nil || entries != nil {
				t.Fatalf("listed %v with error %v", entries, err)
			}
			if !strings.Contains(err.Error(), "reviews") || !strings.Contains(err.Error(), path) {
				t.Errorf("error %q names not both source and folder", err)
			}
		})
	}
}

func TestListWithoutPermission(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may read everything")
	}
	root := tree(t, "a.md", "closed/b.md")
	must(t, os.Chmod(filepath.Join(root, "closed"), 0))
	t.Cleanup(func() { must(t, os.Chmod(filepath.Join(root, "closed"), 0o755)) })
	if _, err := open(t, folder.Config{Path: root}, folder.Options{}).List(t.Context()); err == nil {
		t.Error("no error, though a sub-folder can't be read: what is in it would count as gone")
	}
	got := listed(t, folder.Config{Path: root, Exclude: []string{"closed/**"}})
	if diff := cmp.Diff([]string{"a.md"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestListOpensNothing(t *testing.T) {
	root := tree(t, "a.md", "b.md", "x/c.md -> ../b.md")
	disk := &atomicfile.Disk{Hook: func(op atomicfile.Op, path string) error {
		return fmt.Errorf("%s %s", op, path)
	}}
	entries, err := open(t, folder.Config{Path: root}, folder.Options{Disk: disk}).List(t.Context())
	if err != nil || len(entries) != 2 {
		t.Fatalf("listed %v with error %v", entries, err)
	}
	for _, e := range entries {
		info, err := os.Stat(filepath.Join(root, e.Path))
		must(t, err)
		if !e.Changed.Equal(info.ModTime()) {
			t.Errorf("%s: changed %s, want %s", e.Path, e.Changed, info.ModTime())
		}
	}
}

func TestRevisionSeesAnOldFileInTheOthersPlace(t *testing.T) {
	root := tree(t, "a.md", "b.md")
	then := time.Date(2026, 3, 17, 12, 0, 0, 0, time.UTC)
	for _, n := range []string{"a.md", "b.md"} {
		must(t, os.Chtimes(filepath.Join(root, n), then, then))
	}
	s := open(t, folder.Config{Path: root}, folder.Options{})
	before := first(t, s)
	must(t, os.Rename(filepath.Join(root, "b.md"), filepath.Join(root, "a.md")))
	if after := first(t, s); after.Revision == before.Revision {
		t.Error("a file of equal size and time in its place has the same revision")
	}
}

func first(t *testing.T, s *folder.Source) source.Entry {
	t.Helper()
	entries, err := s.List(t.Context())
	if err != nil || len(entries) == 0 {
		t.Fatalf("listed %v with error %v", entries, err)
	}
	return entries[0]
}

func TestNewRefusesBadGlobs(t *testing.T) {
	for _, cfg := range []folder.Config{{Include: []string{"[a"}}, {Exclude: []string{"{a,b"}}} {
		if _, err := folder.New("reviews", cfg, folder.Options{}); err == nil {
			t.Errorf("%+v: no error", cfg)
		}
	}
}

func BenchmarkList(b *testing.B) {
	root := tree(b)
	for i := range 10_000 {
		dir := filepath.Join(root, fmt.Sprintf("%04d", i/100))
		must(b, errors.Join(os.MkdirAll(dir, 0o755), os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.md", i)), []byte("# x\n"), 0o644)))
	}
	s := open(b, folder.Config{Path: root}, folder.Options{})
	for b.Loop() {
		if entries, err := s.List(b.Context()); err != nil || len(entries) != 10_000 {
			b.Fatal(len(entries), err)
		}
	}
}
