package markdown_test

import (
	"testing"

	"github.com/followthrough/followthrough/sync/source/markdown"
)

// What an action says beside its title goes into its item: addresses behind
// their words, code and tables in the type of code.
func TestDetailsKeepAddressesCodeAndTables(t *testing.T) {
	const head = "# Outage\n\n## Action items\n\n"
	for name, c := range map[string]struct{ doc, addressed, detail string }{
		"no address":             {head + "- [ ] Alert on depth\n", "", ""},
		"a link in the title":    {head + "- [ ] Follow the [runbook](https://wiki.example/run_book) on failover\n", "Follow the runbook (https://wiki.example/run_book) on failover", ""},
		"a reference":            {head + "- [ ] Follow the [runbook][r] on failover\n\n[r]: https://wiki.example/r\n", "Follow the runbook (https://wiki.example/r) on failover", ""},
		"an address of its own":  {head + "- [ ] Watch <https://status.example/> from outside\n- [ ] Watch https://status.example/x from outside\n", "", ""},
		"words that are it":      {head + "- [ ] Watch [status.example](https://status.example/) from outside\n", "", ""},
		"a person's":             {head + "- [ ] Ask [the team](mailto:team@acme.example) about failover\n", "", ""},
		"a place in it":          {head + "- [ ] Follow [the steps](#steps) on failover\n", "", ""},
		"a path beside it":       {head + "- [ ] Follow [the steps](../runbooks/failover.md#first) on failover\n", "Follow the steps (../runbooks/failover.md#first) on failover", ""},
		"no web":                 {head + "- [ ] Follow [the steps](javascript:alert(1)) on failover\n", "", ""},
		"a secret in it":         {head + "- [ ] Follow [the steps](https://me:word@x.example/) on failover\n", "", ""},
		"a paragraph below":      {head + "- [ ] Alert on depth\n\n  See [the notes](https://wiki.example/notes) first.\n", "", "See the notes (https://wiki.example/notes) first."},
		"a fence below":          {head + "- [ ] Alert on depth\n\n  ```sql\n  select *\n    from t;\n  ```\n", "", "```sql\nselect *\n  from t;\n```"},
		"a fence with fences":    {head + "- [ ] Alert on depth\n\n  ````md\n  ```\n  x\n  ```\n  ````\n", "", "````md\n```\nx\n```\n````"},
		"indented code below":    {head + "- [ ] Alert on depth\n\n      make alert\n", "", "```\nmake alert\n```"},
		"a quotation below":      {head + "- [ ] Alert on depth\n\n  > At 80 percent.\n", "", "At 80 percent."},
		"a table below":          {head + "- [ ] Alert on depth\n\n  | Step | Limit |\n  | --- | --- |\n  | drain | 5 min |\n  | [go](https://x.example/go) | 10 |\n", "", "```\nStep                      | Limit\ndrain                     | 5 min\ngo (https://x.example/go) | 10\n```"},
		"a paragraph like code":  {head + "- [ ] Alert on depth\n\n  \\`\\`\\`sql\n", "", " ```sql"},
		"below a heading":        {"# Outage\n\n## Action items\n\n### Alert on queue depth\n\nSee [the notes](https://wiki.example/n).\n\n```\nmake\n```\n\n### Move the cron job\n\nSoon.\n", "", "See the notes (https://wiki.example/n).\n```\nmake\n```"},
		"in a column of a table": {head + "| Action | Notes |\n| --- | --- |\n| Alert on depth | see [it](https://wiki.example/n) |\n", "", "see it (https://wiki.example/n)"},
	} {
		r := markdown.Read([]byte(c.doc), markdown.Settings{})
		if len(r.Actions) == 0 {
			t.Errorf("%s: no action", name)
			continue
		}
		if a := r.Actions[0]; a.Addressed != c.addressed || a.Detail != c.detail {
			t.Errorf("%s: %q, %q\nwant %q, %q", name, a.Addressed, a.Detail, c.addressed, c.detail)
		}
	}
}
