package issueapi

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/followthrough/followthrough/internal/apitest"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/graphql"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/issueworld"
	"github.com/followthrough/followthrough/internal/client/github/githubfake/rest"
)

// query answers GraphQL. What the schema has against a request fails the test.
func query(c *Call) reply {
	if c.Caller.Account.Login == "" {
		return rest.Refusal(http.StatusUnauthorized, "This endpoint requires you to be authenticated.")
	}
	var in graphql.Request
	if no := c.fill(&in); no != nil {
		return *no
	}
	schema, err := apitest.GitHubGraphQL()
	if err != nil {
		c.T.Errorf("githubfake: %v", err)
		return rest.OK(object{"errors": []any{&graphql.Error{Message: err.Error()}}})
	}
	var but []string
	if c.Former {
		but = graphql.Former()
	}
	op, problems := graphql.Read(schema, in, but...)
	limit, no := c.Meters.take(c, "graphql", 1)
	if no != nil {
		return limited(rest.OK(object{"errors": []any{&graphql.Error{Type: "RATE_LIMITED", Message: "API rate limit exceeded for " + c.Caller.Account.Login + "."}}}), limit)
	}
	if wrong := c.problems(problems); wrong != nil {
		return limited(rest.OK(object{"errors": wrong}), limit)
	}
	c.limit = limit
	data, wrong, lacks := graphql.Execute(schema, op, c.root(op.Kind))
	if lacks != nil {
		c.T.Errorf("githubfake: graphql: %v", lacks)
	}
	out := object{"data": data}
	if wrong != nil {
		out["errors"] = wrong
	}
	return limited(rest.OK(out), limit)
}

// Asks reports whether a request is a GraphQL query, which is sent by POST and
// changes nothing.
func Asks(c *rest.Call) bool {
	var in graphql.Request
	if c.R.URL.Path != "/graphql" || !c.Read(&in) {
		return false
	}
	return in.Kind() == ast.Query
}

func (c *Call) problems(all []graphql.Problem) []any {
	var out []any
	for _, p := range all {
		c.T.Errorf("githubfake: graphql: %s", p.Message)
		out = append(out, &graphql.Error{Message: p.Message, Extensions: object{"code": p.Code}})
	}
	return out
}

// root is where an operation begins.
func (c *Call) root(kind ast.Operation) graphql.Object {
	if kind == ast.Mutation {
		return graphql.Object{Type: "Mutation", Get: func(field string, args map[string]any) any {
			in, _ := args["input"].(object)
			return c.mutate(field, in)
		}}
	}
	return graphql.Object{Type: "Query", Get: c.ask}
}

func (c *Call) ask(field string, args map[string]any) any {
	switch field {
	case "repository":
		return c.repository(text(args, "owner"), text(args, "name"))
	case "node":
		return c.node(text(args, "id"))
	case "nodes":
		ids, _ := args["ids"].([]any)
		if len(ids) > 100 {
			return &graphql.Error{Type: "ARGUMENT_LIMIT", Message: fmt.Sprintf("You may not provide more than 100 node ids; you provided %d.", len(ids))}
		}
		var out []any
		for _, id := range ids {
			s, _ := id.(string)
			out = append(out, c.node(s))
		}
		return out
	case "organization", "user":
		return c.owner(field, text(args, "login"))
	case "viewer":
		return c.account("User", c.Caller.Account)
	}
	return fmt.Errorf("%s is in the schema and not modelled", field)
}

func text(args map[string]any, name string) string {
	s, _ := args[name].(string)
	return s
}

// refusal is a refusal of the world as GraphQL tells it.
func refusal(err error) error {
	var no *issueworld.Refusal
	if !errors.As(err, &no) {
		return err
	}
	kind := map[issueworld.Why]string{issueworld.Forbidden: "FORBIDDEN", issueworld.Invalid: "UNPROCESSABLE"}[no.Why]
	if kind == "" {
		kind = "NOT_FOUND"
	}
	return &graphql.Error{Type: kind, Message: no.Message}
}

func unresolved(what string) error {
	return &graphql.Error{Type: "NOT_FOUND", Message: "Could not resolve to " + what}
}

// refused is why the token may not read issues of a repository that the
// account sees; nil: it may.
func (c *Call) refused(repo int64) error {
	no := c.Refused(repo)
	if no == nil || c.World.RoleOf(c.Caller.Account.Login, repo) < issueworld.Read {
		return nil
	}
	message, _ := no.Body.(object)["message"].(string)
	out := &graphql.Error{Type: "FORBIDDEN", Message: message}
	if strings.Contains(message, "SAML") {
		out.Extensions = object{"saml_failure": true}
	}
	return out
}

func (c *Call) inaccessible() error {
	what := "personal access token"
	if c.Caller.Account.Bot {
		what = "integration"
	}
	return &graphql.Error{Type: "FORBIDDEN", Message: "Resource not accessible by " + what}
}

// node is what has a node id: of issues, pull requests and projects. The
// number of a transferred issue leads on, its node id does not.
func (c *Call) node(id string) any {
	if i, found := c.World.ByNode(id); found && i.There() {
		if no := c.refused(i.Repo); no != nil {
			return no
		}
		if c.Caller.Role(i.Repo) >= issueworld.Read {
			return c.issueNode(i)
		}
	}
	if p, sees := c.Caller.ProjectByNode(id); sees {
		return c.projected(p, issueworld.Read)
	}
	for _, other := range []string{"R_", "U_", "LA_", "IC_", "PVTI_", "PVTF_", "EV_"} {
		if strings.HasPrefix(id, other) {
			return fmt.Errorf("node %s is of a kind that is not modelled", id)
		}
	}
	return unresolved("a node with the global id of '" + id + "'")
}

func (c *Call) repository(owner, name string) any {
	r, there := c.World.PlaceNamed(owner, name)
	if there {
		if no := c.refused(r.ID); no != nil {
			return no
		}
	}
	if c.Caller.Role(r.ID) < issueworld.Read {
		return unresolved(fmt.Sprintf("a Repository with the name '%s/%s'.", owner, name))
	}
	return c.repositoryNode(r)
}

func (c *Call) repositoryNode(r issueworld.Repo) graphql.Object {
	base := graphql.Fields("Repository", object{
		"id": r.Node, "databaseId": r.ID, "name": r.Name, "nameWithOwner": r.FullName(), "url": c.Site.HTML("%s", r.FullName()),
		"visibility": strings.ToUpper(r.Visibility), "isPrivate": r.Visibility != "public", "isArchived": r.Archived, "hasIssuesEnabled": !r.NoIssues,
	})
	return graphql.Object{Type: "Repository", Get: func(field string, args map[string]any) any {
		kinds := map[string]string{"issue": "an Issue", "pullRequest": "a PullRequest", "issueOrPullRequest": "an issue or pull request"}
		kind, numbered := kinds[field]
		if !numbered {
			return base.Get(field, args)
		}
		number, _ := args["number"].(float64)
		i, err := c.Caller.Get(r.ID, int64(number))
		if err != nil || field == "issue" && i.Pull != nil || field == "pullRequest" && i.Pull == nil {
			return unresolved(fmt.Sprintf("%s with the number of %d.", kind, int64(number)))
		}
		return c.issueNode(i)
	}}
}

func (c *Call) owner(field, login string) any {
	who, found := c.Site.Account(login)
	kind := map[string]string{"organization": "Organization", "user": "User"}[field]
	if !found || who.Organization != (kind == "Organization") {
		return unresolved(fmt.Sprintf("a %s with the login of '%s'.", kind, login))
	}
	base := c.account(kind, who).(graphql.Object)
	return graphql.Object{Type: kind, Get: func(field string, args map[string]any) any {
		if field != "projectV2" {
			return base.Get(field, args)
		}
		number, _ := args["number"].(float64)
		p, sees := c.Caller.Project(who.Login, int64(number))
		if !sees {
			return unresolved(fmt.Sprintf("a ProjectV2 with the number %d.", int64(number)))
		}
		return c.projected(p, issueworld.Read)
	}}
}

// account is who acts; null for nobody. A bot is shown without its suffix.
func (c *Call) account(kind string, a issueworld.Account) any {
	if a.Login == "" {
		return nil
	}
	if a.Bot {
		kind = "Bot"
	}
	return graphql.Fields(kind, object{"id": a.Node, "databaseId": a.ID, "login": strings.TrimSuffix(a.Login, "[bot]")})
}

// connection is a page of a list; named is the list's name for its refusal.
func connection(typ, named string, args map[string]any, nodes []any) any {
	first, forward := args["first"].(float64)
	last, backward := args["last"].(float64)
	switch {
	case !forward && !backward:
		return &graphql.Error{Type: "MISSING_PAGINATION_BOUNDARIES", Message: "You must provide a `first` or `last` value to properly paginate the `" + named + "` connection."}
	case first > 100 || last > 100:
		return &graphql.Error{Type: "EXCESSIVE_PAGINATION", Message: fmt.Sprintf("Requesting %d records on the `%s` connection exceeds the `first` limit of 100 records.", int(max(first, last)), named)}
	}
	from, to := after(text(args, "after"), 0), after(text(args, "before"), len(nodes)+1)-1
	from, to = min(from, len(nodes)), min(max(to, from), len(nodes))
	if forward {
		to = min(to, from+int(first))
	}
	if backward {
		from = max(from, to-int(last))
	}
	info := object{"hasPreviousPage": from > 0, "hasNextPage": to < len(nodes), "startCursor": nil, "endCursor": nil}
	if from < to {
		info["startCursor"], info["endCursor"] = cursor(from+1), cursor(to)
	}
	return graphql.Fields(typ, object{
		"nodes": slices.Clone(nodes[from:to]), "totalCount": len(nodes), "filteredCount": len(nodes), "pageInfo": graphql.Fields("PageInfo", info),
	})
}

func cursor(n int) string { return fmt.Sprintf("cursor:%d", n) }

// after is the place in a list that a cursor names.
func after(cursor string, standard int) int {
	var n int
	if _, err := fmt.Sscanf(cursor, "cursor:%d", &n); err != nil {
		return standard
	}
	return n
}
