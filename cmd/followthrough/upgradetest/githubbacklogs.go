package upgradetest

import (
	"path/filepath"
	"strconv"
	"strings"

	"github.com/followthrough/followthrough/internal/apitest/fault"
	"github.com/followthrough/followthrough/internal/client/github/githubfake"
)

// Where the GitHub of a world seems to be, and who works there.
const (
	githubHost  = "github.example.test"
	githubToken = "github_pat_11AAAAAAA_upgrade"
	githubBot   = "follow-bot"
	githubOwner = "acme"
	githubHome  = "acme/reports"
	githubDesk  = "acme/desk"
	githubPlace = "url: https://" + githubHost + ", token: " + githubToken + ", ca_file: ca.pem"
)

// githubBacklogs are repositories of a GitHub Enterprise Server. Reviews lie
// there too: as files of one repository, and as issues of another.
type githubBacklogs struct {
	w    *World
	fake *githubfake.Fake
}

func (b *githubBacklogs) open() {
	b.fake = githubfake.New(b.w.t, githubfake.Options{Enterprise: true, Former: true, Now: b.w.Now, Site: "https://" + githubHost})
	proxy, ca := Site(b.w.t, githubHost, b.fake.Handler())
	b.w.proxy = proxy
	b.w.write("ca.pem", string(ca))
}

func (b *githubBacklogs) admit() {
	b.fake.AddFineGrained(githubToken, githubBot, githubfake.Permissions{"contents": "write", "issues": "write", "pull_requests": "write", "metadata": "read"})
}

func (b *githubBacklogs) begin() {
	b.open()
	b.fake.AddOrganization(githubOwner)
	names := []string{githubHome, githubDesk}
	for team := range 4 {
		names = append(names, b.project(team))
	}
	for _, name := range names {
		b.fake.Repo(name, githubfake.RepoOptions{}).SetRole(githubBot, githubfake.Push)
	}
	b.admit()
}

func (b *githubBacklogs) load(from string) {
	b.open()
	must(b.w.t, b.fake.Load([]byte(b.w.read(filepath.Join(from, "github.json")))))
	b.admit()
}

func (b *githubBacklogs) save(to string) {
	text, err := b.fake.Save()
	must(b.w.t, err)
	b.w.put(filepath.Join(to, "github.json"), b.w.terse(text))
}

func (b *githubBacklogs) config() string {
	return "trackers:\n  - name: backlog\n    github: {" + githubPlace + "}\n"
}

func (b *githubBacklogs) project(team int) string {
	return []string{"acme/payments", "acme/search", "acme/platform", "acme/mobile"}[team]
}

func (b *githubBacklogs) spares(n int) bool { return n%2 == 1 } // each write takes a second

func (b *githubBacklogs) shelf() shelf { return repository{b.fake.RepoNamed(githubHome)} }

func (b *githubBacklogs) sources() string {
	return `  - name: desk
    github_issues: {repository: ` + githubDesk + `, label: incident, ` + githubPlace + `}
    since: 2026-10-01
    soak: 0
    report: [comment]
    report_every: 0
`
}

func (b *githubBacklogs) beginOthers() {
	owner := b.fake.As(githubOwner)
	for _, text := range []string{
		"Logins failed.\n\n## Action items\n\n- [ ] Alert on failed logins (Payments Team)\n- [x] Roll back (Platform team)\n- [ ] Read `auth_log` & friends, `a|b` (Search team)\n- Keep the old key for a day (Platform team)\n",
		"### Services\n\n_No response_\n\n### Next steps\n\n| Action | Owner |\n| --- | --- |\n| Give the mail its own key | Platform team |\n| Rotate the key | Payments Team |\n",
		"Still being written.\n\n## Action items\n\n- [ ] Not published (Payments Team)\n",
	} {
		i := owner.Open(githubDesk, "Logins: [SEV2] failed", text, "incident")
		if !strings.Contains(text, "Still") {
			owner.Close(i, "completed")
		}
	}
}

func (b *githubBacklogs) others() map[string]string {
	out := map[string]string{}
	for _, i := range b.fake.Issues() {
		if i.Repo != b.fake.RepoNamed(githubDesk).ID {
			continue
		}
		text := i.Body
		for _, c := range i.Comments {
			text += "\n" + c.Body
		}
		out["desk:issues/"+strconv.FormatInt(i.Number, 10)] = text
	}
	return out
}

// issue is an item by its key, acme/payments#3.
func (b *githubBacklogs) issue(key string) githubfake.Issue {
	repo, number, _ := strings.Cut(key, "#")
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		b.w.t.Fatalf("no issue is called %s", key)
	}
	return b.fake.Issue(repo, n)
}

func (b *githubBacklogs) theirs() string {
	i := b.fake.As(githubOwner).Open(b.project(0), "Somebody's own", "")
	return b.project(0) + "#" + strconv.FormatInt(i.Number, 10)
}

func (b *githubBacklogs) start(key string) {
	b.fake.As(githubOwner).Assign(b.issue(key), githubOwner)
}

func (b *githubBacklogs) finish(key string) {
	b.fake.As(githubOwner).Close(b.issue(key), "completed")
}

func (b *githubBacklogs) decline(key, why string) {
	b.fake.As(githubOwner).Comment(b.issue(key), "Declined: "+why)
	b.fake.As(githubOwner).Close(b.issue(key), "not_planned")
}

func (b *githubBacklogs) move(key string) {
	to := b.project(0)
	if strings.HasPrefix(key, to) {
		to = b.project(1)
	}
	b.fake.As(githubOwner).Transfer(b.issue(key), to)
}

func (b *githubBacklogs) remove(key string) { b.fake.As(githubOwner).Delete(b.issue(key)) }

func (b *githubBacklogs) loseAnswers() {
	b.fake.FailShare(1, githubfake.Creates, fault.Fault{Kind: fault.CutAfter})
}

func (b *githubBacklogs) made() map[string]int {
	out := map[string]int{}
	for _, i := range b.fake.CreatedIssues() {
		if action := marked(i.Body); action != "" {
			out[action]++
		}
	}
	return out
}

// repository is a shelf of files on a branch.
type repository struct{ *githubfake.Repo }

func (r repository) config() string {
	return "github: {repository: " + githubHome + ", path: reviews, " + githubPlace + "}"
}

func (r repository) all() map[string]string {
	out := map[string]string{}
	for _, path := range r.Paths("") {
		if rest, found := strings.CutPrefix(path, "reviews/"); found {
			out[rest] = r.File("", path)
		}
	}
	return out
}

func (r repository) put(path, text string) {
	r.Commit("", map[string]string{"reviews/" + path: text}, "Write "+path)
}
