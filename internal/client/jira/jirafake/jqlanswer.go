package jirafake

import "github.com/followthrough/followthrough/internal/client/jira/jirafake/jql"

// jqlParse answers what queries are made of (Cloud). A query that can't be
// read is an answer here, no mistake of the test.
func jqlParse(c *call) reply {
	var asked struct {
		Queries []string `json:"queries"`
	}
	if !c.read(&asked) {
		return refusal(400, "Unexpected character in the body.")
	}
	mode := c.r.URL.Query().Get("validation")
	out := []any{}
	for _, text := range asked.Queries {
		o := object{"query": text}
		q, err := jql.Parse(text)
		var wrong []string
		if err == nil && mode != "none" {
			wrong, err = c.reader().Judge(q)
		}
		if err != nil {
			wrong = append(wrong, "Error in the JQL Query: "+err.Error()+".")
		}
		if len(wrong) > 0 {
			o["errors"] = wrong
		}
		if err == nil && (len(wrong) == 0 || mode != "strict") {
			o["structure"] = q.Structure()
		}
		out = append(out, o)
	}
	return ok(object{"queries": out})
}
