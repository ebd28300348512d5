package issueapi

import "github.com/followthrough/followthrough/internal/client/github/githubfake/issueworld"

const (
	repo  = "/repos/{owner}/{repo}"
	issue = repo + "/issues/{issue_number}"
)

func reads(pattern string, answer func(*Call) reply) Route {
	return Route{Pattern: "GET " + pattern, Permission: "issues", Role: issueworld.Read, Answer: answer}
}

func writes(pattern string, answer func(*Call) reply) Route {
	return Route{Pattern: pattern, Permission: "issues", Write: true, Role: issueworld.Read, Answer: answer}
}

// Routes are the operations that both GitHubs have.
var Routes = []Route{
	reads(repo+"/issues", listIssues),
	writes("POST "+repo+"/issues", createIssue),
	reads(issue, getIssue),
	writes("PATCH "+issue, updateIssue),
	reads(issue+"/comments", listComments),
	writes("POST "+issue+"/comments", createComment),
	reads(repo+"/issues/comments/{comment_id}", getComment),
	writes("PATCH "+repo+"/issues/comments/{comment_id}", updateComment),
	reads(issue+"/events", listEvents),
	writes("POST "+issue+"/labels", addLabels),
	writes("POST "+repo+"/labels", createLabel),
	reads(repo+"/labels/{name}", getLabel),
	reads(repo+"/milestones", listMilestones),
	{Pattern: "GET " + repo + "/collaborators/{username}/permission", Permission: "metadata", Role: issueworld.Write, Answer: permission},
	{Pattern: "POST /graphql", Answer: query, Undescribed: true},
}

// CloudRoutes are those that Enterprise Server 3.19 lacks.
var CloudRoutes = []Route{
	writes("POST "+issue+"/sub_issues", addSubIssue),
	reads(issue+"/parent", getParent),
	reads(repo+"/issue-types", repoTypes),
}
