package upgradetest

import (
	"path/filepath"
	"strings"

	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
)

// jiraHost is where the Jira of a world seems to be.
const jiraHost = "jira.example.test"

// jiraBacklogs are projects of a Jira.
type jiraBacklogs struct {
	plainSite
	fake *jirafake.Fake
}

// Data Center's world does without most that the Cloud's has.
func (b *jiraBacklogs) spares(n int) bool { return b.w.kind == "jira-datacenter" && n%3 > 0 }

func (b *jiraBacklogs) open() {
	o := jirafake.Options{Now: b.w.Now, Site: "https://" + jiraHost}
	if b.w.kind == "jira-datacenter" {
		o.Flavour = jirafake.DataCenter
	}
	b.fake = jirafake.New(b.w.t, o)
	proxy, ca := Site(b.w.t, jiraHost, b.fake.Handler())
	b.w.proxy = proxy
	b.w.write("ca.pem", string(ca))
}

func (b *jiraBacklogs) begin() {
	b.open()
	for team := range 4 {
		b.fake.AddProject(jirafake.Project{Key: b.project(team)})
	}
}

func (b *jiraBacklogs) load(from string) {
	b.open()
	must(b.w.t, b.fake.Load([]byte(b.w.read(filepath.Join(from, "jira.json")))))
}

func (b *jiraBacklogs) save(to string) {
	text, err := b.fake.Save()
	must(b.w.t, err)
	b.w.put(filepath.Join(to, "jira.json"), b.w.terse(text))
}

func (b *jiraBacklogs) config() string {
	account := ""
	if b.w.kind == "jira-cloud" {
		account = "email: bot@example.test, deployment: cloud, "
	}
	return "trackers:\n  - name: backlog\n    jira: {url: https://" + jiraHost + ", " + account + "token: of-the-test, ca_file: ca.pem}\n"
}

func (b *jiraBacklogs) project(team int) string { return []string{"PAY", "SEA", "PLT", "MOB"}[team] }

func (b *jiraBacklogs) theirs() string {
	return b.fake.AddIssue(jirafake.Issue{Project: b.project(0), Summary: "Somebody's own"})
}

func (b *jiraBacklogs) start(key string) { b.fake.SetStatus(key, "In Progress", "") }

func (b *jiraBacklogs) finish(key string) { b.fake.SetStatus(key, "Done", "Done") }

func (b *jiraBacklogs) decline(key, why string) {
	b.fake.CommentAs(jirafake.Person(), key, "Declined: "+why)
	b.fake.SetStatus(key, "Done", "Won't Do")
}

func (b *jiraBacklogs) move(key string) {
	to := b.project(0)
	if strings.HasPrefix(key, to) {
		to = b.project(1)
	}
	b.fake.Move(key, to)
}

func (b *jiraBacklogs) remove(key string) { b.fake.Delete(key) }

func (b *jiraBacklogs) loseAnswers() {
	b.fake.FailShare(1, jirafake.Creates, jirafake.Fault{Kind: jirafake.CutAfter})
}

func (b *jiraBacklogs) made() map[string]int {
	out := map[string]int{}
	for _, i := range b.fake.Created() {
		for _, value := range i.Properties {
			if action := marked(string(value)); action != "" {
				out[action]++
			}
		}
	}
	return out
}
