package githubfake

import (
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"
)

// gql sends a GraphQL request with variables, names and values in turn.
func gql(t *testing.T, f *Fake, token, query string, variables ...any) answer {
	t.Helper()
	with := map[string]any{}
	for i := 0; i < len(variables); i += 2 {
		with[variables[i].(string)] = variables[i+1]
	}
	src, err := json.Marshal(map[string]any{"query": query, "variables": with})
	must(t, err)
	return askAt(t, token, "POST", f.GraphQLURL(), string(src))
}

func bothGraphQL(t *testing.T, run func(*testing.T, *Fake, *clock)) {
	for name, enterprise := range map[string]bool{"github": false, "ghes": true} {
		t.Run(name, func(t *testing.T) {
			f, c := tracker(t, Options{Enterprise: enterprise})
			run(t, f, c)
		})
	}
}

const nodesQuery = `query($ids: [ID!]!) { nodes(ids: $ids) { __typename ... on Issue {
	id databaseId number title body url state stateReason createdAt updatedAt closedAt
	repository { nameWithOwner visibility isArchived } labels(first: 100) { nodes { name } }
	duplicateOf { ... on Issue { number } }
	timelineItems(last: 10, itemTypes: [CLOSED_EVENT, MARKED_AS_DUPLICATE_EVENT, TRANSFERRED_EVENT]) { nodes { __typename
		... on ClosedEvent { createdAt stateReason actor { __typename login } }
		... on MarkedAsDuplicateEvent { canonical { ... on Issue { id number repository { nameWithOwner } } } }
		... on TransferredEvent { fromRepository { nameWithOwner } } } }
	userContentEdits(first: 10) { nodes { editedAt editor { login } diff } }
} } }`

func TestNodesTellAnIssuesLife(t *testing.T) {
	bothGraphQL(t, func(t *testing.T, f *Fake, c *clock) {
		writer, bot := f.As("writer"), f.As("stale[bot]")
		f.repos[f.names["acme/pay"]].SetRole("stale[bot]", Push)
		first := writer.Open("acme/ledger", "the original", "")
		i := writer.Open("acme/pay", "x", "one", "bug")
		c.pass(time.Hour)
		writer.Edit(i, "two")
		bot.Close(i, "not_planned")
		writer.Reopen(i)
		writer.CloseAsDuplicate(i, first)
		gone := writer.Open("acme/pay", "gone", "")
		writer.Delete(gone)
		got := gql(t, f, "reader", nodesQuery, "ids", []string{i.Node, gone.Node})
		got.want(t, 200, `"errors":[{"type":"NOT_FOUND","path":["nodes",1]`)
		for _, part := range []string{
			`"state":"CLOSED","stateReason":"DUPLICATE"`, `"nameWithOwner":"acme/pay","visibility":"PRIVATE"`, `"labels":{"nodes":[{"name":"bug"}]}`,
			`{"__typename":"ClosedEvent","actor":{"__typename":"Bot","login":"stale"},"createdAt":"2026-11-02T10:00:00Z","stateReason":"NOT_PLANNED"}`,
			`{"__typename":"MarkedAsDuplicateEvent","canonical":{"id":"` + first.Node + `","number":1,"repository":{"nameWithOwner":"acme/ledger"}}}`,
			`"userContentEdits":{"nodes":[{"diff":"two","editedAt":"2026-11-02T10:00:00Z","editor":{"login":"writer"}},{"diff":"one","editedAt":"2026-11-02T09:00:00Z"`,
			`"duplicateOf":{"number":1}`,
		} {
			if !strings.Contains(got.body, part) {
				t.Errorf("%s\nis not in\n%s", part, got.body)
			}
		}
		moved := writer.Transfer(i, "acme/ledger")
		gql(t, f, "reader", nodesQuery, "ids", []string{i.Node}).want(t, 200, `Could not resolve to a node with the global id of '`+i.Node)
		gql(t, f, "reader", nodesQuery, "ids", []string{moved.Node}).want(t, 200, `"fromRepository":{"nameWithOwner":"acme/pay"}`)
		many := make([]string, 101)
		gql(t, f, "reader", nodesQuery, "ids", many).want(t, 200, "more than 100 node ids")
	})
}

func TestGraphQLRefuses(t *testing.T) {
	bothGraphQL(t, func(t *testing.T, f *Fake, _ *clock) {
		f.As("writer").Open("acme/pay", "x", "")
		f.AddFineGrained("contents", "writer", Permissions{"contents": "read"})
		query := `query($n: Int!) { repository(owner: "acme", name: "pay") { issue(number: $n) { title labels(first: 5) { totalCount pageInfo { hasNextPage endCursor } } } } }`
		for _, tt := range []struct {
			token  string
			number int
			status int
			word   string
		}{
			{"reader", 1, 200, `"title":"x"`}, {"reader", 9, 200, `"type":"NOT_FOUND","path":["repository","issue"]`},
			{"stranger", 1, 200, "Could not resolve to a Repository with the name 'acme/pay'."},
			{"contents", 1, 200, `"type":"FORBIDDEN"`}, {"", 1, 401, "authenticated"},
		} {
			gql(t, f, tt.token, query, "n", tt.number).want(t, tt.status, tt.word)
		}
		f.RequireSSO("writer", "acme")
		gql(t, f, "writer", query, "n", 1).want(t, 200, `"extensions":{"saml_failure":true}`)
		gql(t, f, "reader", `{ repository(owner: "acme", name: "pay") { issue(number: 1) { labels { totalCount } } } }`).want(t, 200, "MISSING_PAGINATION_BOUNDARIES")
	})
}

// deaf keeps what the fake would have failed the test with.
type deaf struct {
	testing.TB
	said []string
}

func (d *deaf) Errorf(format string, args ...any) {
	d.said = append(d.said, fmt.Sprintf(format, args...))
}

func TestWhatGitHubLacksFailsTheTest(t *testing.T) {
	f, _ := tracker(t, Options{Enterprise: true})
	ear := &deaf{TB: t}
	f.T = ear
	for query, word := range map[string]string{
		`{ viewer { nonsense } }`: `Cannot query field "nonsense"`,
		`{ repository(owner: "acme", name: "pay") { issue(number: 1) { duplicateOf { ... on PullRequest { id } } } } }`: `"PullRequest"`,
		`{ viewer { login }`: "Expected Name",
	} {
		ear.said = nil
		gql(t, f, "reader", query).want(t, 200, `"errors"`)
		if len(ear.said) != 1 || !strings.Contains(ear.said[0], word) {
			t.Errorf("%s: said %q", query, ear.said)
		}
	}
	ear.said = nil
	ask(t, f, "writer", "GET", "/orgs/acme/issue-types", "")
	if len(ear.said) == 0 {
		t.Errorf("said %q", ear.said)
	}
}

func TestProjects(t *testing.T) {
	bothGraphQL(t, func(t *testing.T, f *Fake, _ *clock) {
		work := f.AddProject("acme", "Work", ProjectField{Name: "Status", Type: "SINGLE_SELECT", Options: []ProjectOption{{Name: "Todo"}, {Name: "Done"}}},
			ProjectField{Name: "Points", Type: "NUMBER"}, ProjectField{Name: "Due", Type: "DATE"}, ProjectField{Name: "Note", Type: "TEXT"},
			ProjectField{Name: "Sprint", Type: "ITERATION", Iterations: []ProjectOption{{Name: "Sprint 1", Start: "2026-11-02", Days: 14}}})
		i := f.As("writer").Open("acme/pay", "x", "")
		var got struct {
			Data struct {
				Organization struct {
					ProjectV2 struct {
						ID     string
						Fields struct {
							Nodes []struct {
								ID, Name, DataType string
								Options            []struct{ ID, Name string }
								Configuration      struct{ Iterations []struct{ ID, Title string } }
							}
						}
					}
				}
			}
		}
		gql(t, f, "writer", `query($org: String!, $n: Int!) { organization(login: $org) { projectV2(number: $n) { id title fields(first: 50) { nodes {
			... on ProjectV2FieldCommon { id name dataType } ... on ProjectV2SingleSelectField { options { id name } }
			... on ProjectV2IterationField { configuration { iterations { id title startDate duration } } } } } } } }`, "org", "acme", "n", 1).into(t, &got)
		project := got.Data.Organization.ProjectV2
		add := `mutation($p: ID!, $c: ID!) { addProjectV2ItemById(input: {projectId: $p, contentId: $c}) { item { id } } }`
		var item struct {
			Data struct {
				AddProjectV2ItemByID struct{ Item struct{ ID string } }
			}
		}
		first := gql(t, f, "writer", add, "p", project.ID, "c", i.Node)
		first.into(t, &item)
		if again := gql(t, f, "writer", add, "p", project.ID, "c", i.Node); again.body != first.body {
			t.Errorf("added twice: %s, then %s", first.body, again.body)
		}
		set := `mutation($p: ID!, $i: ID!, $f: ID!, $v: ProjectV2FieldValue!) { updateProjectV2ItemFieldValue(input: {projectId: $p, itemId: $i, fieldId: $f, value: $v}) { projectV2Item { id } } }`
		for _, field := range project.Fields.Nodes {
			value := map[string]any{"NUMBER": 3, "DATE": "2026-11-30", "TEXT": "n", "TITLE": "t", "ASSIGNEES": "a"}[field.DataType]
			key := map[string]string{"NUMBER": "number", "DATE": "date", "TEXT": "text", "SINGLE_SELECT": "singleSelectOptionId", "ITERATION": "iterationId", "TITLE": "text", "ASSIGNEES": "text"}[field.DataType]
			word := item.Data.AddProjectV2ItemByID.Item.ID
			switch field.DataType {
			case "SINGLE_SELECT":
				value = field.Options[1].ID
			case "ITERATION":
				value = field.Configuration.Iterations[0].ID
			case "TITLE", "ASSIGNEES":
				word = "not supported"
			}
			gql(t, f, "writer", set, "p", project.ID, "i", item.Data.AddProjectV2ItemByID.Item.ID, "f", field.ID, "v", map[string]any{key: value}).want(t, 200, word)
		}
		gql(t, f, "writer", `query($id: ID!) { node(id: $id) { ... on Issue { projectItems(first: 5) { nodes { project { title }
			status: fieldValueByName(name: "Status") { ... on ProjectV2ItemFieldSingleSelectValue { name } }
			points: fieldValueByName(name: "Points") { ... on ProjectV2ItemFieldNumberValue { number } } } } } } }`, "id", i.Node).
			want(t, 200, `{"points":{"number":3},"project":{"title":"Work"},"status":{"name":"Done"}}`)
		gql(t, f, "writer", add, "p", project.ID, "c", "I_none").want(t, 200, `"type":"NOT_FOUND"`)
		values, is := f.InProject(work, i)
		if want := map[string]string{"Status": "Done", "Points": "3", "Due": "2026-11-30", "Note": "n", "Sprint": "Sprint 1"}; !is || !maps.Equal(values, want) {
			t.Errorf("in the project with %v", values)
		}
		f.SetProjectRole(work, "reader", Pull)
		gql(t, f, "reader", add, "p", project.ID, "c", i.Node).want(t, 200, `"type":"FORBIDDEN"`)
		f.AddToken("no-projects", "writer", "repo")
		gql(t, f, "no-projects", add, "p", project.ID, "c", i.Node).want(t, 200, `"type":"FORBIDDEN"`)
	})
}

// A query is sent by POST and is no write: nothing makes it wait.
func TestQueriesAreNoWrites(t *testing.T) {
	f, _ := tracker(t, Options{})
	f.WatchPace(PaceByClock)
	for _, left := range []string{"4999", "4998"} {
		if got := gql(t, f, "reader", `{ viewer { login } }`).header.Get("X-RateLimit-Remaining"); got != left {
			t.Errorf("%s are left, not %s", got, left)
		}
	}
	if len(f.Hurries()) != 0 {
		t.Errorf("hurried: %v", f.Hurries())
	}
}
