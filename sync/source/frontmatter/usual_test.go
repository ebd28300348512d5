package frontmatter

import (
	"slices"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/sync/review"
)

// Documents as sites and people write them are read whole: none is held back.
func TestUsualDocumentsStayOpen(t *testing.T) {
	docs := []string{
		// Hugo
		"---\ntitle: \"Queue outage\"\ndate: 2026-10-02T09:30:00+02:00\ndraft: false\ntags: [\"queue\", \"sev1\"]\n---\n\n# Queue\n",
		"---\ntitle: Queue outage\ndate: 2026-10-02\nlastmod: 2026-10-05\ncategories:\n  - incidents\nparams:\n  severity: 1\n---\n\nText.\n",
		"+++\ntitle = 'Queue outage'\ndate = 2026-10-02T09:30:00Z\ndraft = false\n[params]\n  team = 'payments'\n+++\n\nText.\n",
		"{\n  \"title\": \"Queue outage\",\n  \"date\": \"2026-10-02\",\n  \"draft\": false\n}\n\nText.\n",
		"---\ntitle: Queue\nmenu:\n  main:\n    weight: 10\n    identifier: queue\naliases:\n- /old/queue\nurl: /incidents/queue?lang=en&view=full\n---\n\n{{< toc >}}\n",
		"---\ntitle: Queue\ndescription: >-\n  The queue stood still:\n  for two hours.\ncascade:\n  type: incident\noutputs: [html, rss]\n---\n\nText.\n",
		"---\ntitle: Queue\npublishDate: 2026-10-04\nexpiryDate: 2030-01-01\nslug: queue-outage\n---\n\nText.\n",
		// Jekyll
		"---\nlayout: post\ntitle:  \"Queue outage: two hours\"\ndate:   2026-10-02 09:30:00 +0200\ncategories: incident queue\n---\n\nText.\n",
		"---\nlayout: incident\npublished: true\npermalink: /:year/:title/\nexcerpt_separator: <!--more-->\n---\n\nText.\n<!--more-->\n",
		"---\n---\n\n# Queue\n",
		"---\nlayout: default\ntitle: Queue\nnav_order: 3\nhas_children: false\nparent: Incidents\n---\n\n# Queue\n{: .no_toc }\n\n---\n\n## Summary\n",
		"---\n# only a remark\nlayout: page # a layout\ntitle: Queue\nauthor: [Team Payments, Team Core]\n---\n\nText.\n",
		"---\ntitle: Queue\nimage:\n  path: /assets/queue.png\n  alt: The queue's length, as a curve\n---\n\nText.\n",
		// Docusaurus
		"---\nid: queue\nsidebar_label: Queue outage\nsidebar_position: 4\nslug: /incidents/queue\n---\n\nimport Tabs from '@theme/Tabs';\n\n# Queue\n",
		"---\ntitle: Queue\nauthors:\n  - name: Team Payments\n    url: https://example.test/payments\n    image_url: https://example.test/p.png\ntags: [incident]\nhide_table_of_contents: false\n---\n\nText.\n\n<!-- truncate -->\n",
		"---\nkeywords:\n  - queue\n  - outage\nlast_update:\n  date: 10/2/2026\n  author: Team Payments\nunlisted: false\n---\n\n:::note\nText.\n:::\n",
		"---\nhide_title: true\npagination_next: null\ncustom_edit_url: null\ntoc_max_heading_level: 4\n---\n\nText.\n",
		// Obsidian
		"---\ntags:\n  - incident\n  - queue\naliases: [\"Queue outage\", \"Q-2026\"]\ncssclasses: wide\ncreated: 2026-10-02T09:30\n---\n\n# Queue\n",
		"---\nrelated: \"[[Queue design]]\"\nstatus: resolved\nseverity: 2\ndue: 2026-11-01\nup:\n  - \"[[Incidents]]\"\n---\n\nText.\n",
		"---\ntags: incident, queue\ndate: 2026-10-02\npublish: true\n---\n\n> [!info]\n> Text.\n",
		// MkDocs, VitePress, Astro, Eleventy, Pandoc, Backstage
		"---\nhide:\n  - navigation\nsearch:\n  boost: 2\nicon: material/alert\n---\n\n# Queue\n",
		"---\ntitle: Queue\nhead:\n  - - meta\n    - name: description\n      content: Two hours\noutline: [2, 3]\nprev: false\n---\n\n# Queue\n",
		"---\ntitle: 'Queue'\npubDate: 2026-10-02\ndescription: 'It''s over'\nheroImage: '../../assets/a.jpg'\n---\n\nText.\n",
		"---\neleventyNavigation:\n  key: Queue\n  order: 2\npagination: {data: items, size: 10}\n---\n\nText.\n",
		"---\ntitle: Queue\nsubtitle: What happened\nauthor:\n- Team Payments\n- Team Core\nabstract: |\n  The queue stood still.\n\n  # not a remark\n  draft: of the design\n...\n\nText.\n",
		"% Queue outage\n% Team Payments\n% 2026-10-02\n\nText.\n",
		"\ufeff---\r\ntitle: Queue\r\ntags:\r\n  - a\r\n---\r\n\r\nText.\r\n",
		"---\ntitle: Queue\tand\tworkers\nsearch: \"is:pr draft:false\"\nlink: https://example.test/x?draft=true&visibility=public\n---\n\nText.\n",
		"---\ntitle: \"Low visibility: what we saw\"\nsummary: 'The draft: a design'\nformula: a=b\nrange: 10:30-12:45\n---\n\nText.\n",
		// texts without front matter
		"# Queue outage\n\nStatus: resolved\nDate: 2026-10-02\n\n---\n\n## Summary\n",
		"# Queue outage\nStatus: resolved\nPublished: 2026-10-02\n---\nText.\n",
		"# Queue outage\n\n| Status | resolved |\n| --- | --- |\n| Date | 2026-10-02 |\n",
		"# Queue outage\n\n- Status: resolved\n- Visibility: public\n\n---\n\nText.\n",
		"# Queue outage\n\n**Status:** resolved\n**Visibility:** public\n\n---\n\nText.\n",
		"Queue outage\n============\n\nStatus: resolved\nDate: 2026-10-02\n\nSummary\n-------\n\nText.\n",
		"Queue outage\n------------\nStatus: resolved\nDate: 2026-10-02\n\nText.\n",
		"The queue stood still.\n\n---\n\nStatus: resolved\n\n## Summary\n",
		"<!-- toc -->\n\nStatus: resolved\n\n# Queue\n",
		"---\n\nThe queue stood still: for two hours.\n\n---\n\n# Queue\n",
		"---\ntitle: Queue\n---\nStatus: resolved\n\n# Queue\n",
		"---\ntitle: Queue\n---\n\n---\n\nStatus: resolved\n\n# Queue\n",
		"---\ntitle: Queue\n---\n\n# Queue\n\nThe draft: it was late. Visibility: none at all.\n\n---\n\n## Summary\n",
		"[[_TOC_]]\n\n# Queue\n\nDate: 2026-10-02\n\n---\n",
	}
	for _, doc := range docs {
		m := readAll(strings.TrimPrefix(strings.ReplaceAll(doc, "\r\n", "\n"), "\ufeff"), "visibility")
		if slices.ContainsFunc(m.Flaws, func(f review.Flaw) bool { return !f.Text }) {
			t.Errorf("%v\n%s", m.Flaws, doc)
		}
	}
	if len(docs) < 40 {
		t.Error(len(docs))
	}
}
