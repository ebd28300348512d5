package github_test

import (
	"strings"
	"testing"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/sync/source/github"
)

func TestValidate(t *testing.T) {
	t.Parallel()
	good := github.Config{Repository: "acme/post-mortems", Config: client.Config{Token: secretOf(token)}}
	for name, c := range map[string]struct {
		change func(*github.Config)
		want   string
	}{
		"good": {func(*github.Config) {}, ""},
		"everything": {func(c *github.Config) {
			c.Branch, c.Path, c.Include = "release/1.0", "/docs/reviews/", []string{"*.md"}
		}, ""},
		"no repository":  {func(c *github.Config) { c.Repository = "" }, "repository: missing"},
		"no owner":       {func(c *github.Config) { c.Repository = "post-mortems" }, "repository: "},
		"an address":     {func(c *github.Config) { c.Repository = "https://github.com/acme/x" }, "repository: "},
		"a ref":          {func(c *github.Config) { c.Branch = "refs/heads/main" }, "branch: must be the name alone: main"},
		"a bad branch":   {func(c *github.Config) { c.Branch = "a b" }, "branch: "},
		"two dots":       {func(c *github.Config) { c.Branch = "a..b" }, "branch: "},
		"out of it":      {func(c *github.Config) { c.Path = "reviews/../../x" }, "path: "},
		"no glob":        {func(c *github.Config) { c.Include = []string{"*.md", "[a"} }, "include[1]: "},
		"no glob either": {func(c *github.Config) { c.Exclude = []string{"{a"} }, "exclude[0]: "},
		"two lines":      {func(c *github.Config) { c.CommitSuffix = "a\nb" }, "commit_suffix: "},
		"no token":       {func(c *github.Config) { c.Token = secretOf("") }, "token: "},
		"a bad address":  {func(c *github.Config) { c.URL = "http://github.acme.example" }, "url: "},
	} {
		cfg := good
		c.change(&cfg)
		got := cfg.Validate()
		if c.want == "" && len(got) > 0 || c.want != "" && (len(got) != 1 || !strings.HasPrefix(got[0].Error(), c.want)) {
			t.Errorf("%s: %q, want one that begins with %q", name, got, c.want)
		}
	}
}

func TestOverlaps(t *testing.T) {
	t.Parallel()
	base := github.Config{Repository: "acme/post-mortems", Branch: "main", Path: "reviews"}
	for name, c := range map[string]struct {
		other github.Config
		want  bool
	}{
		"itself":             {base, true},
		"another spelling":   {github.Config{Repository: "ACME/Post-Mortems", Path: "/reviews/", Config: client.Config{URL: "https://github.com/"}}, true},
		"another branch":     {github.Config{Repository: "acme/post-mortems", Branch: "draft", Path: "reviews"}, false},
		"a folder below":     {github.Config{Repository: "acme/post-mortems", Path: "reviews/2026"}, true},
		"the root":           {github.Config{Repository: "acme/post-mortems"}, true},
		"the root without":   {github.Config{Repository: "acme/post-mortems", Exclude: []string{"reviews/**"}}, false},
		"a folder beside":    {github.Config{Repository: "acme/post-mortems", Path: "reviews-old"}, false},
		"another repository": {github.Config{Repository: "acme/other", Path: "reviews"}, false},
		"another site":       {github.Config{Repository: "acme/post-mortems", Config: client.Config{URL: "https://github.acme.example"}}, false},
	} {
		if got := base.Overlaps(c.other); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
		if got := c.other.Overlaps(base); got != c.want {
			t.Errorf("%s, the other way: %v, want %v", name, got, c.want)
		}
	}
}

func TestNewRefuses(t *testing.T) {
	t.Parallel()
	w := open(t)
	for name, c := range map[string]func(*github.Config, *github.Options){
		"no client":    func(_ *github.Config, o *github.Options) { o.Client = nil },
		"another way":  func(_ *github.Config, o *github.Options) { o.Via = "mail" },
		"a bad branch": func(_ *github.Config, o *github.Options) { o.Branch = "a b" },
		"a bad glob":   func(c *github.Config, _ *github.Options) { c.Include = []string{"[a"} },
		"one branch": func(c *github.Config, o *github.Options) {
			o.Via, c.Branch, o.Branch = github.ViaPullRequest, "main", "main"
		},
		"no repository": func(c *github.Config, _ *github.Options) { c.Repository = "" },
	} {
		cfg, opt := w.cfg, w.opt
		c(&cfg, &opt)
		if _, err := github.New("sre", cfg, opt); err == nil || !strings.Contains(err.Error(), "sre") {
			t.Errorf("%s: error %v", name, err)
		}
	}
}
