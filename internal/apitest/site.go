package apitest

import (
	"net/http"
	"strings"
	"testing"
)

// Site is one host on which several descriptions hold, each below its own
// path; the longest prefix decides.
type Site struct {
	// Base is a context path that the descriptions don't know, such as /jira.
	Base   string
	mounts []mount
}

type mount struct {
	prefix string // below Base and a gateway's prefix
	spec   *Spec
}

// JiraCloud is a Jira Cloud site, its API in version 2, also behind the
// gateway's /ex/jira/{cloudId}.
func JiraCloud(t testing.TB) *Site {
	t.Helper()
	return standing().jiraCloud(t)
}

func (l library) jiraCloud(t testing.TB) *Site {
	return l.site(t, "/rest/api/2/", "jira-cloud-v2", "/rest/agile/", "jira-agile", "/rest/software/", "jira-agile")
}

// JiraDataCenter is a Jira Data Center site with the given context path.
func JiraDataCenter(t testing.TB, base string) *Site {
	t.Helper()
	return standing().jiraDataCenter(t, base)
}

func (l library) jiraDataCenter(t testing.TB, base string) *Site {
	s := l.site(t, "/rest/", "jira-dc-10.3")
	s.Base = base
	return s
}

// GitHub is api.github.com.
func GitHub(t testing.TB) *Site {
	t.Helper()
	return standing().site(t, "/", "github")
}

// GitHubEnterprise is a GitHub Enterprise Server, its API below /api/v3.
func GitHubEnterprise(t testing.TB) *Site {
	t.Helper()
	return standing().site(t, "/api/v3/", "ghes")
}

// site reads the named descriptions; pairs are prefix and name.
func (l library) site(t testing.TB, pairs ...string) *Site {
	t.Helper()
	s := &Site{}
	for i := 0; i < len(pairs); i += 2 {
		got := l[pairs[i+1]]()
		if got.err != nil {
			t.Fatal(got.err)
		}
		s.mounts = append(s.mounts, mount{pairs[i], got.spec})
	}
	return s
}

// Request says what the vendor's description has against a request, in words;
// none: nothing. It does not read req.Body: body is what is sent.
func (s *Site) Request(req *http.Request, body []byte) []string {
	spec, req := s.find(req)
	if spec == nil {
		return []string{"no description holds below this path"}
	}
	return spec.request(req, body)
}

// Answer says what the description has against a 2xx answer to req; other
// answers are not described well enough to be checked.
func (s *Site) Answer(req *http.Request, status int, header http.Header, body []byte) []string {
	if status/100 != 2 {
		return nil
	}
	spec, req := s.find(req)
	if spec == nil {
		return []string{"no description holds below this path"}
	}
	return spec.answer(req, status, header, body)
}

// find is the description for a request, and the request without the base,
// which no description knows.
func (s *Site) find(req *http.Request) (*Spec, *http.Request) {
	path, below := strings.CutPrefix(req.URL.Path, s.Base)
	if !below {
		return nil, req
	}
	clone := req.Clone(req.Context())
	clone.URL.Path = path
	clone.URL.RawPath = strings.TrimPrefix(clone.URL.RawPath, s.Base)
	path = withoutGateway(path)
	var spec *Spec
	longest := -1
	for _, m := range s.mounts {
		if strings.HasPrefix(path, m.prefix) && len(m.prefix) > longest {
			spec, longest = m.spec, len(m.prefix)
		}
	}
	return spec, clone
}

// withoutGateway takes /ex/jira/{cloudId} off a path.
func withoutGateway(path string) string {
	parts := strings.SplitN(path, "/", 5)
	if len(parts) == 5 && parts[1] == "ex" {
		return "/" + parts[4]
	}
	return path
}

// Report fails the test with what is wrong in an exchange.
func Report(t testing.TB, req *http.Request, wrong []string) {
	t.Helper()
	for _, w := range wrong {
		t.Errorf("%s %s: %s", req.Method, req.URL.RequestURI(), w)
	}
}
