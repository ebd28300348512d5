package campaign_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/sync/source"
	"github.com/followthrough/followthrough/sync/source/folder"
	"github.com/followthrough/followthrough/sync/source/github"
	"github.com/followthrough/followthrough/sync/source/githubissues"
	"github.com/followthrough/followthrough/sync/source/markdown"
)

// shelf is a source as its authors may use it.
type shelf interface {
	source() source.Source
	// put writes a document, a new one where path is "", and gives its path.
	put(path, text string) string
	all() map[string]string // the documents by path
	remove(path string)
	rename(path string) // to another path, where that can be
}

// sealing is how documents are read where visibility: restricted restricts.
func sealing() markdown.Settings { return markdown.Settings{Restricted: []string{"visibility"}} }

// numbered gives new documents their paths.
type numbered struct{ last int }

func (n *numbered) next() string {
	n.last++
	return "d" + strconv.Itoa(n.last) + ".md"
}

// --- a folder

type folderShelf struct {
	numbered
	a    *arena
	name string
}

func (s *folderShelf) dir() string { return filepath.Join(s.a.dir, s.name) }

func (s *folderShelf) source() source.Source {
	must(s.a.t, os.MkdirAll(s.dir(), 0o755))
	made, err := folder.New(s.name, folder.Config{Path: s.dir()}, folder.Options{Documents: sealing()})
	must(s.a.t, err)
	return made
}

func (s *folderShelf) put(path, text string) string {
	if path == "" {
		path = s.next()
	}
	s.a.world.put(filepath.Join(s.name, path), text)
	if err := os.Chtimes(filepath.Join(s.dir(), path), s.a.clock(), s.a.clock()); err != nil { // these worlds are behind the machine
		s.a.t.Fatal(err)
	}
	return path
}

func (s *folderShelf) all() map[string]string {
	out := map[string]string{}
	entries, err := os.ReadDir(s.dir())
	must(s.a.t, err)
	for _, e := range entries {
		if e.Type().IsRegular() && strings.HasSuffix(e.Name(), ".md") {
			out[e.Name()] = s.a.get(filepath.Join(s.name, e.Name()))
		}
	}
	return out
}

func (s *folderShelf) remove(path string) { s.a.world.remove(filepath.Join(s.name, path)) }

func (s *folderShelf) rename(path string) {
	s.a.world.move(filepath.Join(s.name, path), filepath.Join(s.name, s.next()))
}

// --- a repository

type repoShelf struct {
	numbered
	a    *arena
	name string
	repo *githubfake.Repo
}

func (s *repoShelf) source() source.Source {
	made, err := github.New(s.name, github.Config{Repository: s.repo.FullName(), Path: "reviews", Config: client.Config{Token: secret.New(githubToken)}},
		github.Options{Documents: sealing(), Client: s.a.client(), Now: s.a.now})
	must(s.a.t, err)
	return made
}

func (s *repoShelf) put(path, text string) string {
	if path == "" {
		path = s.next()
	}
	s.repo.Commit("", map[string]string{"reviews/" + path: text}, "A review")
	return path
}

func (s *repoShelf) all() map[string]string {
	out := map[string]string{}
	for n := range s.last {
		path := "d" + strconv.Itoa(n+1) + ".md"
		if text := s.repo.File("", "reviews/"+path); text != "" {
			out[path] = text
		}
	}
	return out
}

func (s *repoShelf) remove(path string) { s.repo.Delete("", "reviews/"+path) }

func (s *repoShelf) rename(path string) { s.repo.Move("", "reviews/"+path, "reviews/"+s.next()) }

// --- issues

type issuesShelf struct {
	a       *arena
	name    string
	repo    *githubfake.Repo
	numbers map[string]int64
}

const reviewLabel = "our-review"

func (s *issuesShelf) source() source.Source {
	made, err := githubissues.New(s.name, githubissues.Config{Repository: s.repo.FullName(), Label: reviewLabel, Config: client.Config{Token: secret.New(githubToken)}},
		githubissues.Options{Markdown: sealing(), Client: s.a.client(), Now: s.a.now})
	must(s.a.t, err)
	return made
}

func (s *issuesShelf) put(path, text string) string {
	as := s.a.fake.As(somebody)
	if path != "" {
		as.Edit(s.a.fake.Issue(s.repo.FullName(), s.numbers[path]), text)
		return path
	}
	i := as.Open(s.repo.FullName(), "An outage", text, reviewLabel)
	as.Close(i, "completed")
	path = "issues/" + strconv.FormatInt(i.Number, 10)
	s.numbers[path] = i.Number
	return path
}

func (s *issuesShelf) all() map[string]string {
	out := map[string]string{}
	for _, path := range slices.Sorted(maps.Keys(s.numbers)) {
		out[path] = s.a.fake.Issue(s.repo.FullName(), s.numbers[path]).Body
	}
	return out
}

func (s *issuesShelf) remove(path string) {
	s.a.fake.As(somebody).Delete(s.a.fake.Issue(s.repo.FullName(), s.numbers[path]))
	delete(s.numbers, path)
}

func (s *issuesShelf) rename(path string) {
	s.a.fake.As(somebody).Retitle(s.a.fake.Issue(s.repo.FullName(), s.numbers[path]), "Another outage")
}
