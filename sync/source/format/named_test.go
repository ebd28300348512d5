package format_test

import (
	"testing"

	"github.com/followthrough/followthrough/sync/source/format"
)

// A folder's own file, or a template, is judged by its name and by what it says.
func TestNamed(t *testing.T) {
	const (
		explains = "# Post-mortems\n\n## Conventions\n\n- **Severity:** SEV-1 to SEV-4\n- **Action items:** each row has an owner\n\n## Structure\n\n- **Action Items**: Steps to prevent future occurrences\n\nTODO: Add description\n"
		lists    = "# Acme's reviews\n\nAll of them:\n\n- [Mail](2026-01-mail.md)\n- [Queue](2026-02-queue.md)\n- [Login](2026-03-login.md)\n\n## Action items\n\n- Add yours\n"
		incident = "# Mail outage\n\n**Date:** 2026-04-26\n\n## Timeline\n\n- 10:00 down\n\n## Action items\n\n- Add a probe\n"
		short    = "# Mail was down for an hour\n\n## Action items\n\n- Add a probe\n"
		plain    = "# Post-mortem\n\n**Date:** 2026-04-26\n**Severity:** SEV-2\n\n## Impact\n\nNo mail.\n\n## Root cause\n\nA full disk.\n\n## Action items\n\n- Add a probe\n"
		steps    = "# Incident process\n\n## How to write one\n\nCopy the file.\n\n## Next steps\n\n- Announce it in chat\n- Add a date to the calendar\n"
		blank    = "# Incident\n\n## Summary\n\n## Action items\n\nEach item must have:\n\n- Add a description\n"
		fenced   = "# Records\n\n## Incident template\n\n```markdown\n# Title\n\n## Action items\n\n- Add a probe\n```\n\n## Next steps\n\n- Fill it\n"
	)
	for _, c := range []struct {
		path, doc string
		review    bool
	}{
		{"README.md", explains, false}, {"x/readme.md", explains, false}, {"README.de.md", explains, false}, {"index.md", explains, false}, {"_index.md", explains, false}, {"CONTRIBUTING.md", steps, false}, {"README.markdown", explains, false}, {"index.qmd", explains, false},
		{"README.md", lists, false}, {"index.html", "<h1>Post-mortems</h1><h2>Conventions</h2><h2>Action items</h2><ul><li>Add a row</li></ul>", false}, {"README.md", steps, false}, {"README.md", "## Action items\n\n- Add a row\n", false},
		{"2026-04-mail/README.md", incident, true}, {"2026-04-mail/README.md", short, true}, {"2026-04-mail/README.md", plain, true}, {"2026-04-mail/index.md", incident, true}, {"index.mdx", plain, true}, {"mail.md", lists, true}, {"2026-04-26.md", plain, true},
		{"TEMPLATE.md", blank, false}, {"template.md", incident, false}, {"postmortem_template.md", blank, false}, {"POSTMORTEM-TEMPLATE.md", blank, false}, {"x/incident-report-template.md", blank, false}, {"0-template.md", incident, false}, {"YYYY-MM-DD-template.md", incident, false}, {"_template.md", incident, false}, {"plantilla.md", blank, false}, {"vorlage.md", blank, false}, {"шаблон.md", blank, false},
		{"2026-04-26-email-template.md", incident, true}, {"email-template-outage.md", incident, true}, {"2026-04-26-postmortem-template.md", incident, true}, {"mail.md", incident, true}, {"mail.md", plain, true}, {"-", incident, true}, {"", incident, true},
		{"RUNBOOK.md", short, false}, {"incident-playbook.md", short, false}, {"SKILL.md", short, false}, {"runbook.md", plain, true}, {"runbook.md", incident, true}, {"2026-04-26-runbook.md", short, true}, {"no-runbook-for-mail.md", short, true},
		{"incidents.md", fenced, false}, {"README", explains, false}, {"a.md", "# Mail outage (TEMPLATE)\n\n## Action items\n\n- Add a probe\n", false}, {"a.md", "# Hlášení (šablona)\n\n## Action items\n\n- Add a probe\n", false}, {"a.md", "# Incident Title\n\n## Action items\n\n- Add a probe\n", false},
		{"a.md", "# Postmortem: <incident title>\n\n## Action items\n\n- Add a probe\n", false}, {"a.md", "---\ntitle: Month DD, YYYY - Security Incident Postmortem Template\n---\n\n## Action items\n\n- Add a probe\n", false}, {"a.md", "# 事故记录模板\n\n## Action items\n\n- Add a probe\n", false},
		{"a.md", "# Outage of the template service\n\n## Action items\n\n- Add a probe\n", true}, {"a.md", "# A broken e-mail template\n\n## Action items\n\n- Add a probe\n", true}, {"a.md", "# Mail outage <br> of May\n\n## Action items\n\n- Add a probe\n", true}, {"a.md", "# <a name=\"top\"></a>Mail outage\n\n## Action items\n\n- Add a probe\n", true}, {"a.md", "# Title service was down\n\n## Action items\n\n- Add a probe\n", true},
	} {
		v := format.Of(c.path).Read([]byte(c.doc), format.Settings{})
		if is := len(v.Actions) > 0 && v.IsPublished(); is != c.review {
			t.Errorf("%s: a review is %v (%d actions), want %v: %.60q", c.path, is, len(v.Actions), c.review, c.doc)
		}
	}
}
