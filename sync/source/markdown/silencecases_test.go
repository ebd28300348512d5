package markdown

import (
	"testing"

	"github.com/followthrough/followthrough/sync/review"
)

// A review of which no section is understood, its language included, says so; a
// note without sections, and one of which a section is understood, do not.
func TestNothingUnderstood(t *testing.T) {
	for doc, want := range map[string]bool{
		"# Hitilafu ya barua\n\nBarua zilisimama.\n\n## Yaliyotokea\n\nSeva ilizimika.\n\n## Tutakayofanya\n\n- Ongeza tahadhari\n": true,
		"# Mail outage\n\nMail stopped.\n\n## Timeline\n\nIt went down.\n\n## Odds\n\n- Sweets\n":                                   false,
		"# A note\n\nMail stopped.\n": false,
	} {
		if got := Read([]byte(doc), Settings{}).NotUnderstood; got != want {
			t.Errorf("%q: not understood: %t, want %t", doc, got, want)
		}
	}
}

// An update that takes back half of what it says does not settle an action.
func TestUpdatesThatSettleNothing(t *testing.T) {
	for update, want := range map[string]review.State{
		"Update: deployed":                                 review.Done,
		"Update 2026-11-03: deployed to staging":           "",
		"Update: merged, but reverted":                     "",
		"Update: half done":                                "",
		"Update: implemented in one of two regions":        "",
		"Aktualisierung: erledigt, aber nur im Testsystem": "",
	} {
		v := Read([]byte("# Mail outage\n\n## Action items\n\n- Add an alert\n  - "+update+"\n"), Settings{})
		if len(v.Actions) != 1 || v.Actions[0].Mark != want {
			t.Errorf("%s: %+v, want one action in state %q", update, v.Actions, want)
		}
	}
}

// silenceCases: what looks like an action is never passed over without a word.
var silenceCases = []formCase{
	{"a box below any label", "## Root cause\n\n- [ ] Alert for mail\n- [x] Restarted it\n", []string{"Alert for mail {mark open} {doubtful}"}},
	{"a ticked box with its item below any label", "## Root cause\n\n- [x] Alert for mail ([payments-3f9a2c](../backlogs/payments.md#3f9a2c))\n- [x] Restarted it\n", []string{"Alert for mail {mark done} {ticket ../backlogs/payments.md#3f9a2c} {doubtful}"}},
	{"a box in a language that is not known", "## Tutakayofanya\n\n- [ ] Ongeza tahadhari\n", []string{"Ongeza tahadhari {mark open} {doubtful}"}},
	{"a box beside a section of actions", "## Action items\n\n- Add an alert\n\n## What the shop gets\n\n- [ ] A letter\n- [ ] Write a letter\n- [ ] A parcel (owner: web)\n- Sweets\n- Split the pool\n", []string{"Add an alert", "Write a letter {mark open} {doubtful}", "A parcel {owner web} {mark open} {doubtful}"}},
	{"an owner and a day beside a section of actions", "## Action items\n\n- Add an alert\n\n## What the shop gets\n\n| What | Owner | Due |\n| --- | --- | --- |\n| Letters of apology | sre | 2026-12-03 |\n", []string{"Add an alert", "Letters of apology {owner sre} {due 2026-12-03} {doubtful}"}},
	{"an order alone", "## Odds and ends\n\n- Add an alert on the queue\n- The queue is green\n", []string{"Add an alert on the queue {doubtful}"}},
	{"orders beside a section of actions", "## Action items\n\n- Add an alert\n\n## Odds and ends\n\n- Split the pool\n- Rename the queue\n", []string{"Add an alert"}},
	{"orders beside a section that only may hold actions", "## Remaining risk\n\n- The queue may fill up again\n\n## Odds and ends\n\n- Split the pool\n- Rename the queue\n", []string{"The queue may fill up again {doubtful}", "Split the pool {doubtful}", "Rename the queue {doubtful}"}},
	{"counted steps", "## How it is done\n\n1. Fill the queue\n2. Stop the worker\n3. Restart the pool\n", nil},
	{"orders behind a colon", "## Odds and ends\n\n- Failed: run 12 of the build\n- Status: restart the worker\n", nil},
	{"orders below no label", "- Add an alert\n- Split the pool\n", nil},
	{"boxes of what is asked or went by, beside a section of actions", "## Action items\n\n- Add an alert\n\n## Recovery\n\n- [ ] Restart the worker\n\n## Is it one of many?\n\n- [ ] Call it one\n", []string{"Add an alert"}},
	{"an owner alone", "## Odds and ends\n\n- Letters (owner: sre)\n- Sweets\n", []string{"Letters {owner sre} {doubtful}"}},
	{"promises", "## Odds and ends\n\n- We will add an alert\n- We are going to split the pool\n", []string{"We will add an alert {doubtful}", "We are going to split the pool {doubtful}"}},
	{"a list of tasks beside a table of actions", "## Action items\n\n- Split the pool of workers\n- P1 is for this week\n\n| Action | Owner |\n| --- | --- |\n| Add an alert | sre |\n", []string{"Split the pool of workers {doubtful}", "Add an alert {owner sre}"}},
	{"a list below a legend in a table", "## Action items\n\n| Severity | Meaning |\n| --- | --- |\n| P1 | this week |\n| P2 | this month |\n\n- Add an alert\n", []string{"Add an alert"}},
	{"to be done", "## To be done\n\n- Add an alert\n- Fix the docs\n\n", []string{"Add an alert {mark open}", "Fix the docs {mark open}"}},
	{"still to be fixed", "## What is still to be fixed\n\n- Add the alert on depth\n", []string{"Add the alert on depth"}},
	{"lessons joined with what follows", "## Lessons learned & follow-ups\n\n- Add an alert\n- The old host was slow that day\n", []string{"Add an alert", "The old host was slow that day {doubtful}"}},
	{"a weaker section beside a sure one", "## Action items\n\n- Add an alert\n\n## Remaining risk\n\n- The queue may fill up again\n- Split the pool (owner: web)\n", []string{"Add an alert", "Split the pool {owner web}"}},
	{"a paragraph that states something", "## Follow-up\n\nThe queue is full now and then, and nobody has said why.\n\n## Next steps\n\nLoad tests for the new pool\n", []string{"Load tests for the new pool {doubtful}"}},
	{"joined in another language", "## Lärdomar och åtgärder\n\n- Add an alert\n", []string{"Add an alert"}},
	{"a timeline joins nothing", "## Timeline and actions taken\n\n- Add an alert\n- Restart it\n", nil},
}
