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
	for _, c := range slices.Concat(parentCases, stepCases) {
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
