package main

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/internal/client/github/githubfake"
)

// rightsConfig wants the site and credential thrice, the source's further keys
// and the backlog's.
const rightsConfig = `
sources:
  - {name: sre, github: {repository: acme/reviews, %[1]s}, since: all, %[2]s}
  - {name: desk, github_issues: {repository: acme/desk, label: post-mortem, %[1]s}, since: all, %[2]s}
trackers: [{name: hub, github: {%[1]s}}]
mapping:
  teams: [{name: payments, backlog: {tracker: hub, project: acme/pay, %[3]s}}]
  fallback: payments
`

// What check says of what a credential may do beyond its need, as a user sees
// it; it asks nothing to know it but who sees the repositories.
func TestCheckTellsWhatACredentialMayBeyondItsNeed(t *testing.T) {
	type row struct {
		scopes        []string               // of a classic token
		fine          githubfake.Permissions // of a fine-grained one
		app           githubfake.Permissions // of an App
		public        bool
		source, board string
		said          string // "": nothing
	}
	full := githubfake.Permissions{"metadata": "read", "contents": "write", "issues": "write"}
	with := func(more ...string) githubfake.Permissions {
		out := githubfake.Permissions{}
		for name, level := range full {
			out[name] = level
		}
		for n := 0; n < len(more); n += 2 {
			out[more[n]] = more[n+1]
		}
		return out
	}
	const app = "the App's installation may do more than it needs: "
	const token = "the token may do more than it needs: "
	for name, c := range map[string]row{
		"classic, enough":                 {scopes: []string{"repo"}},
		"classic, organisation and more":  {scopes: []string{"workflow", "repo", "admin:org", "delete_repo"}, said: token + "admin:org, delete_repo, workflow. Needed is repo → make one with that alone, or better a fine-grained token or an App with contents: write, issues: write, metadata: read in acme/desk, acme/pay, acme/reviews"},
		"classic, projects without need":  {scopes: []string{"repo", "project"}, said: token + "project. Needed is repo →"},
		"classic, projects to read":       {scopes: []string{"repo", "read:project", "gist"}, said: token + "gist, read:project."},
		"classic, a board":                {scopes: []string{"repo", "project"}, board: "board: 1"},
		"classic, a board, and more":      {scopes: []string{"repo", "project", "user"}, board: "board: 1", said: token + "user. Needed is repo and project →"},
		"classic, parts of what it needs": {scopes: []string{"repo", "repo:status", "security_events"}},
		"classic, all is public":          {scopes: []string{"repo"}, public: true, said: token + "repo (public_repo is enough). Needed is public_repo →"},
		"classic, public and enough":      {scopes: []string{"public_repo"}, public: true},
		"fine-grained":                    {fine: full, said: "this token does not tell what it may do: it needs contents: write, issues: write, metadata: read in acme/desk, acme/pay, acme/reviews, and nothing more"},
		"fine-grained, by pull request":   {fine: with("pull_requests", "write"), source: "report_via: pull_request", said: "contents: write, issues: write, metadata: read, pull_requests: write in"},
		"App, enough":                     {app: full},
		"App, members and secrets":        {app: with("members", "read", "secrets", "write"), said: app + "members: read, secrets: write. Needed is contents: write, issues: write, metadata: read → take the rest from the App, and have the installation accept it"},
		"App, administration":             {app: with("administration", "write"), said: app + "administration: write (read is enough)."},
		"App, nothing is reported":        {app: full, source: "report: []", said: app + "contents: write (read is enough). Needed is contents: read, issues: write, metadata: read →"},
		"App, pull requests, no proposal": {app: with("pull_requests", "write"), said: app + "pull_requests: write (read is enough)."},
		"App, pull requests":              {app: with("pull_requests", "write"), source: "report_via: pull_request"},
		"App, projects without need":      {app: with("organization_projects", "admin"), said: app + "organization_projects: admin."},
		"App, a board":                    {app: with("organization_projects", "write"), board: "board: 1"},
		"App, a board, administered":      {app: with("organization_projects", "admin"), board: "board: 1", said: app + "organization_projects: admin (write is enough)."},
	} {
		t.Run(name, func(t *testing.T) {
			f := hubWith(t, "acme/reviews", "acme/desk", "acme/pay")
			for _, repo := range []string{"acme/reviews", "acme/desk", "acme/pay"} {
				if c.public {
					f.RepoNamed(repo).SetVisibility(githubfake.Public)
				}
			}
			dir := t.TempDir()
			place := "url: " + f.URL() + ", token: a-token"
			switch {
			case c.app != nil:
				place = fmt.Sprintf("url: %s, app: %s", f.URL(), installed(t, f, dir, c.app))
			case c.fine != nil:
				f.AddFineGrained("a-token", "follow-bot", c.fine)
			default:
				f.AddToken("a-token", "follow-bot", c.scopes...)
			}
			file := filepath.Join(dir, "followthrough.yaml")
			text := strings.ReplaceAll(fmt.Sprintf(rightsConfig, place, c.source, c.board), ", }", "}")
			if c.source == "report_via: pull_request" { // not of issues
				at := strings.LastIndex(text, ", report_via")
				text = text[:at] + strings.Replace(text[at:], ", "+c.source, "", 1)
			}
			put(t, file, text)
			out := strings.Join(strings.Fields(heard(t, file, "check")), " ")
			if !strings.Contains(out, c.said) || c.said == "" && strings.Contains(out, "than it needs") {
				t.Errorf("check says\n%s\nand not\n%s", out, c.said)
			}
			if strings.Count(out, "credential of") > 1 || c.said != "" && !strings.Contains(out, "credential of source sre, source desk, tracker hub") {
				t.Errorf("one credential is told of so:\n%s", out)
			}
			if c.board == "" && !strings.Contains(out, "items are accepted in acme/pay") {
				t.Errorf("the backlog was not asked:\n%s", out)
			}
			if strings.Contains(out, "✗ the") {
				t.Errorf("too much is a problem:\n%s", out)
			}
		})
	}
}

// installed is an App with permissions in acme, as a configuration names it.
func installed(t *testing.T, f *githubfake.Fake, dir string, may githubfake.Permissions) string {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	must(t, err)
	app := f.AddApp("followthrough", &key.PublicKey)
	put(t, filepath.Join(dir, "app.pem"), string(pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)})))
	return fmt.Sprintf("{id: %d, installation: %d, private_key_file: app.pem}", app.ID, app.Install("acme", may).ID)
}
