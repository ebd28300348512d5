package markdown

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions"
)

// shaped is an action with what stands below it, each line behind a bar.
func shaped(a review.Action) string {
	if a.Detail == "" {
		return short(a)
	}
	return short(a) + " | " + strings.ReplaceAll(a.Detail, "\n", " | ")
}

// TestShapes: what of a shape is the action, and what its detail; and each comes
// back as it was, with links and without.
func TestShapes(t *testing.T) {
	for _, c := range slices.Concat(parentCases, stepCases, bulletCases, namedCases, updateCases, optionCases, silenceCases) {
		t.Run(c.name, func(t *testing.T) {
			doc := []byte("# Checkout outage\n\n" + c.doc)
			var got []string
			for _, a := range Read(doc, Settings{Doubtful: actions.Hold}).Actions {
				got = append(got, shaped(a))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
			form.RoundTrip(t, doc, review.ModeBlock)
			form.RoundTrip(t, doc, review.ModeBlock, review.ModeLinks)
		})
	}
}

// parentCases: an item that is to be done keeps what stands below it; a person, a
// team, a kind of work or a phrase is the label of its items.
var parentCases = []formCase{
	{"tells of work", "## Prevention\n\n- Enhanced the check script:\n  - Looks at the last commit\n  - Better messages\n- Alert rules for early warning (PR #132):\n  - Warn at 100 MB for one hour\n  - Page at 200 MB for 15 minutes\n", []string{
		"Enhanced the check script | Looks at the last commit | Better messages",
		"Alert rules for early warning {ticket PR #132} | Warn at 100 MB for one hour | Page at 200 MB for 15 minutes",
	}},
	{"asks how", "## Action items\n\n- Platform teams write documentation about how to:\n  - Drain a queue\n  - Fill it again\n", []string{"Platform teams write documentation about how to | Drain a queue | Fill it again"}},
	{"goes on in boxes", "## Action items\n\n- [ ] Make sure that alerts are in place for:\n  - [ ] queue depth\n  - [ ] age of the oldest job\n", []string{"Make sure that alerts are in place for {mark open} | [ ] queue depth | [ ] age of the oldest job"}},
	{"promises", "## Action items\n\n- We will change how jobs are retried:\n  - three times at most\n  - with a pause\n", []string{"We will change how jobs are retried | three times at most | with a pause"}},
	{"says what its authors do", "## Action items\n\n- We are redesigning how we review code, with measures that will:\n  - encourage authors\n  - encourage reviewers\n", []string{"We are redesigning how we review code, with measures that will | encourage authors | encourage reviewers"}},
	{"fields before the colon", "## Action items\n\n- Improve the dashboards (owner: payments):\n  - depth by tenant\n  - age by tenant\n", []string{"Improve the dashboards {owner payments} | depth by tenant | age by tenant"}},
	{"another language", "## Acciones\n\n- Mejorar las alertas:\n  - Por profundidad\n  - Por edad\n", []string{"Mejorar las alertas | Por profundidad | Por edad"}},
	{"labels", "## Action items\n\n- Monitoring:\n  - Add an alert on depth\n- Payments team:\n  - Add an alert on age\n- Better alerts:\n  - Add an alert on size\n- We will do the following:\n  - limit the retries\n- Things to fix in the dashboard:\n  - Fix the depth panel\n", []string{
		"Add an alert on depth", "Add an alert on age {owner Payments team}", "Add an alert on size", "limit the retries", "Fix the depth panel",
	}},
}

// stepCases: numbered steps say how one action is done, where what stands above
// them is itself the action.
var stepCases = []formCase{
	{"below an item", "## Action items\n\n- Migrate the database:\n  1. Log in to the console\n  2. Stop the writers\n  3. Switch the address\n", []string{"Migrate the database | Log in to the console | Stop the writers | Switch the address"}},
	{"as an item says", "## Action items\n\n- Move the old jobs to the new pool, in these steps:\n  - Copy them\n  - Remove them\n", []string{"Move the old jobs to the new pool, in these steps | Copy them | Remove them"}},
	{"below headings", "## Action items\n\n### Fix 1 (blocking): Add the address of the shop to the settings\n\n1. Log in as admin\n2. Open Settings → Addresses\n3. Add: https://shop.example\n4. Save\n\n### Fix 2: Change the default\n\nIt is empty today:\n\n```\nx := \"\"\n```\n", []string{
		"Fix 1 (blocking): Add the address of the shop to the settings | Log in as admin | Open Settings → Addresses | Add: https://shop.example | Save",
		"Fix 2: Change the default | It is empty today: | ``` | x := \"\" | ```",
	}},
	{"below bold lines", "## Action items\n\n**Move the retry queue to the new cluster**\n\n1. Create the queue\n2. Stop the workers\n3. Run the copy\n\n**Rotate the signing key**\n\n1. Create a key\n2. Publish it\n", []string{
		"Move the retry queue to the new cluster | Create the queue | Stop the workers | Run the copy", "Rotate the signing key | Create a key | Publish it",
	}},
	{"in Spanish", "## Acciones\n\n### Rotar la clave de firma\n\n1. Abrir la consola\n2. Crear una clave\n3. Guardar\n", []string{"Rotar la clave de firma | Abrir la consola | Crear una clave | Guardar"}},
	{"actions below groups", "## Action items\n\n### Improve monitoring\n\n1. Add an alert on depth\n2. Add an alert on age\n\n### Improve the docs\n\n1. Write a runbook\n2. Write about the queue\n", []string{"Add an alert on depth", "Add an alert on age", "Write a runbook", "Write about the queue"}},
}

// bulletCases: what word processors and hands write in the place of a list.
var bulletCases = []formCase{
	{"round and arrowed", "## Action items\n\n● Add an alert on depth\n● Write a runbook\n\n## Next steps\n\n➢ Add a second queue\n→ Test the failover\n‣ Write about it\n", []string{"Add an alert on depth", "Write a runbook", "Add a second queue", "Test the failover", "Write about it"}},
	{"square and ticked", "## Action items\n\n▪ Move the retry queue\n□ Rotate the signing key\n◦ Test the failover\n✓ Raise the limit of the queue\n", []string{"Move the retry queue", "Rotate the signing key", "Test the failover", "Raise the limit of the queue {mark done}"}},
	{"letters and numbers in brackets", "## Action items\n\na) Add an alert for age\nb) Write a runbook for age\n\n(1) Add an alert for size\n(2) Write a runbook for size\n", []string{"Add an alert for age", "Write a runbook for age", "Add an alert for size", "Write a runbook for size"}},
	{"numbers with one bracket", "## Action items\n\n1) Add an alert for age\n2) Write a runbook for age\n", []string{"Add an alert for age", "Write a runbook for age"}},
	{"each a paragraph", "## Action items\n\n● Add an alert on depth\n\n● Write a runbook\n", []string{"Add an alert on depth", "Write a runbook"}},
	{"boxes without a space", "## Action items\n\n-[ ] Add an alert on depth\n-[x] Write a runbook\n", []string{"Add an alert on depth {mark open}", "Write a runbook {mark done}"}},
	{"lines below an item's label", "## Corrective measures\n\n- Immediate: Rolled back the update.\n- To-Do:\nAdd an alert on queue depth.\nSchedule regular restores of the backup.\n", []string{"Immediate: Rolled back the update.", "Add an alert on queue depth. {mark open}", "Schedule regular restores of the backup. {mark open}"}},
	{"attributes", "## Action items {#action-items}\n\n- Add an alert on depth\n\n### Follow-ups {#fu .x}\n\n- Add two alerts\n", []string{"Add an alert on depth", "Add two alerts"}},
	{"owner, action and day, wrapped", "## Action items\n\nPayments team — add an alert on depth\n— 2026-12-01\nAna — write the runbook for the\nqueue — 2026-12-02\nBo — test failover — 2026-12-03\n", []string{"add an alert on depth {owner Payments team} {due 2026-12-01}", "write the runbook for the queue {owner Ana} {due 2026-12-02}", "test failover {owner Bo} {due 2026-12-03}"}},
	{"a sign that no list is", "## Action items\n\nWe will add an alert on depth.\n\n— Ana Sample\n", []string{"We will add an alert on depth."}},
}

// namedCases: people who are labels, and what is said of two at once.
var namedCases = []formCase{
	{"initials", "## Actions\n\n**LB**\n- Review the items\n\n**SB**\n- Look into alerts\n", []string{"Review the items {owner LB}", "Look into alerts {owner SB}"}},
	{"initials in a list", "## Actions\n\n- LB\n  - Review the items\n- SB\n  - Look into alerts\n", []string{"Review the items {owner LB}", "Look into alerts {owner SB}"}},
	{"initials above a list", "## Actions\n\nJG:\n- Find out how many\n\n- Find out the day\n", []string{"Find out how many {owner JG}", "Find out the day {owner JG}"}},
	{"a remark behind them", "## Actions\n\n**GE (/RK supporting)**\n- Add a rule for one country\n\n**JC - to think about**\n- Look into caching\n", []string{"Add a rule for one country {owner GE}", "Look into caching {owner JC}"}},
	{"things alone", "## Actions\n\n**LB**\n- Replace it\n\n**DB**\n- Add a replica\n", []string{"Replace it", "Add a replica"}},
	{"both", "## Actions\n\n- Add a rule\n- Add a second rule\n- both [#127](https://github.com/acme/site/issues/127)\n", []string{"Add a rule {ticket https://github.com/acme/site/issues/127}", "Add a second rule {ticket https://github.com/acme/site/issues/127}"}},
}

// updateCases: what was added below an action later belongs to it.
var updateCases = []formCase{
	{"below a heading", "## Corrective actions\n\n### Depth alert\n\nAn alert fires at 1,000.\n\n_Update (3 July 2026)_ This was addressed in [PAY-7](https://acme.atlassian.net/browse/PAY-7) and deployed.\n\n### Runbook\n\nWe filed a ticket ([PAY-9](https://acme.atlassian.net/browse/PAY-9)) for it.\n", []string{
		"Depth alert {mark done} {ticket https://acme.atlassian.net/browse/PAY-7} | An alert fires at 1,000. | Update (3 July 2026) This was addressed in PAY-7 (https://acme.atlassian.net/browse/PAY-7) and deployed.",
		"Runbook {ticket https://acme.atlassian.net/browse/PAY-9} | We filed a ticket (PAY-9 (https://acme.atlassian.net/browse/PAY-9)) for it.",
	}},
	{"below an item", "## Action items\n\n- Add an alert on depth\n\n  Update (2026-07-03): deployed.\n", []string{"Add an alert on depth {mark done} | Update (2026-07-03): deployed."}},
	{"not yet", "## Action items\n\n- Add an alert on depth\n\n  Update (2026-07-03): not yet deployed.\n", []string{"Add an alert on depth | Update (2026-07-03): not yet deployed."}},
	{"in German", "## Maßnahmen\n\n- Add an alert on depth\n\n  Nachtrag (3.7.2026): umgesetzt\n", []string{"Add an alert on depth {mark done} | Nachtrag (3.7.2026): umgesetzt"}},
	{"beside a list", "## Action items\n\n- Add an alert on depth\n\n_Update (July 5, 2026)_ We will look again.\n", []string{"Add an alert on depth"}},
	{"an order", "## Action items\n\nUpdate the runbook of the queue.\n", []string{"Update the runbook of the queue."}},
	{"fixes that tell of themselves", "## Fixes\n\n### Enable server execution\n\nSet `enabled` to true.\n\n### Set the default role\n\nChanged the default role to read-only.\n", []string{"Enable server execution {doubtful} | Set enabled to true.", "Set the default role {mark done} | Changed the default role to read-only."}},
}

// optionCases: ways that were weighed are no actions, nor is what was decided.
var optionCases = []formCase{
	{"options", "## Prevention strategies\n\n### Technical solutions\n\n**Option 1: Private network**\n\n- Benefit: no firewall changes needed\n- Effort: 30 minutes\n\n**Option 2: Dynamic DNS**\n\n- Drawback: slow\n", nil},
	{"for and against", "## Action items\n\n- Add a second way in\n- Pros:\n  - No change of rules\n- Con: slow\n", []string{"Add a second way in"}},
	{"a decision", "## Action items\n\n- Add a second way in\n\n### Decision\n\n- We chose the private network\n", []string{"Add a second way in"}},
	{"figures", "## Action items\n\n- Add a second way in\n\n### Success metrics\n\n- Fewer lockouts\n", []string{"Add a second way in"}},
	{"in German", "## Maßnahmen\n\n### Variante A: zweiter Zugang\n\n- Vorteil: billig\n\n### Entscheidung\n\n- Variante A\n", nil},
}
