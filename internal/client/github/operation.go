package github

import (
	"net/http"
	"regexp"
	"strings"
)

// The parts of addresses that are GitHub's own words; anything else in one is
// somebody's. Below some of them there are names alone.
var (
	vocabulary = regexp.MustCompile(`^(access_tokens|app|blobs|branches|code|comments|commits|contents|events|git|installation|installations|issue-types|` +
		`issues|labels|matching-refs|milestones|orgs|parent|pulls|ref|refs|repos|repositories|search|sub_issues|teams|timeline|trees|user|users)$`)
	naming = regexp.MustCompile(`^(branches|contents|labels|matching-refs|ref|refs|trees)$`)
)

// mostParts bounds an operation's length.
const mostParts = 8

// operation is an address with a star for what is not GitHub's own: /repos/*/*/issues.
func (a api) operation(req *http.Request) string {
	if req.URL.Path == a.graph.Path {
		return "/graphql"
	}
	parts := strings.Split(strings.TrimPrefix(req.URL.Path, a.base.Path), "/")
	for i, p := range parts {
		owned := parts[0] == "repos" && (i == 1 || i == 2) || (parts[0] == "orgs" || parts[0] == "users") && i == 1
		switch {
		case owned || !vocabulary.MatchString(p):
			parts[i] = "*"
		case naming.MatchString(p) && i+1 < len(parts):
			return "/" + strings.Join(append(parts[:i+1], "*"), "/")
		}
	}
	return "/" + strings.Join(parts[:min(len(parts), mostParts)], "/")
}
