package github

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	client "github.com/followthrough/followthrough/internal/client/github"
	"github.com/followthrough/followthrough/internal/secret"
)

// servedMilestones answers two pages: 100 open ones, then one that is closed.
func servedMilestones(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	if r.URL.Query().Get("page") == "2" {
		fmt.Fprint(w, `[{"title": "Q3", "state": "closed"}]`)
		return
	}
	w.Header().Set("Link", fmt.Sprintf(`<http://%s%s?%s&page=2>; rel="next"`, r.Host, r.URL.Path, r.URL.RawQuery))
	var all []string
	for n := range 100 {
		all = append(all, fmt.Sprintf(`{"title": "Week %02d", "state": "open"}`, n))
	}
	fmt.Fprint(w, "["+strings.Join(all, ",")+"]")
}

func TestMilestones(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(servedMilestones))
	defer server.Close()
	api, err := client.New(client.Options{Config: client.Config{Token: secret.New("ghp_tokenOfTheTest000000")}, API: server.URL})
	if err != nil {
		t.Fatal(err)
	}
	for title, want := range map[string]string{
		"Week 07": "",
		"Q3":      `the milestone "Q3" of acme/pay is closed: name an open one`,
		"week-42": `acme/pay has no open milestone "week-42": do you mean "Week 42"? (there are: Week 00, Week 01, Week 02,`,
		"Q9":      `acme/pay has no open milestone "Q9" (there are: Week 00,`,
	} {
		c := &backlogCheck{siteCheck: New("github", api, Options{}).Check().(*siteCheck), own: Backlog{Milestone: title}, ctx: t.Context()}
		c.repo.Name, c.repo.Permissions.Push = "acme/pay", true
		c.checkMilestone()
		text := ""
		for _, f := range c.found {
			text += f.String()
		}
		if (text == "") != (want == "") || !strings.HasPrefix(text, want) || len(text) > 400 {
			t.Errorf("%s: %s", title, text)
		}
	}
}

func TestWhatIsMeant(t *testing.T) {
	all := []string{"Q4", "2026 Q4", "Beta", "!!"}
	for name, want := range map[string]string{
		"q4": `: do you mean "Q4"?`, "q-4": `: do you mean "Q4"?`, "2026-q4": `: do you mean "2026 Q4"?`, "bet": `: do you mean "Beta"?`, "The Beta": `: do you mean "Beta"?`,
		"Gamma": "", "": "", "??": "",
	} {
		if got := meant(name, all); got != want {
			t.Errorf("%q: %q", name, got)
		}
	}
}
