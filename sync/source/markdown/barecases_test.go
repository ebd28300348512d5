package markdown

// bareCases are lines below labels of actions that neither order, promise nor tell
// anything, and others that are none.
var bareCases = []formCase{
	{"lines that say nothing of being done", "## Action items\n\n- Add an alert on the queue\n- Thanks to everyone!\n- p99\n- See the runbook\n- Bo Sample\n- 2026-11-03\n- https://acme.example/wiki/page\n- The queue is green again\n- We were lucky\n- Status: resolved\n- Note: the queue is new\n- Runbook for a full disk\n", []string{
		"Add an alert on the queue", "Thanks to everyone! {doubtful}", "p99 {doubtful}", "See the runbook {doubtful}", "Bo Sample {doubtful}", "2026-11-03 {doubtful}", "https://acme.example/wiki/page {doubtful}",
		"The queue is green again {doubtful}", "We were lucky {doubtful}", "Status: resolved {doubtful}", "Note: the queue is new {doubtful}", "Runbook for a full disk",
	}},
	{"lines below a label that says what they are", "## Action items\n\n- Search crew to frobnicate the index\n- A guide to the pool\n- The queue, once and for all\n- 按目录分组运行测试\n", []string{"Search crew to frobnicate the index", "A guide to the pool", "The queue, once and for all", "按目录分组运行测试"}},
	{"of the review, with boxes", "## Action items\n\n- [ ] This postmortem for all teams\n- [ ] Add an alert\n", []string{"This postmortem for all teams {mark open}", "Add an alert {mark open}"}},
	{"rules for a case", "## Action items\n\n- If the queue grows: restart the worker\n- If the queue grows: restart the worker (owner: sre)\n", []string{"If the queue grows: restart the worker {doubtful}", "If the queue grows: restart the worker {owner sre}"}},
	{"a form's questions that were answered no", "## What changed\n\n- [x] Alert changed: no\n- [x] Test added: the queue's depth\n", []string{"Test added: the queue's depth {mark done}"}},
	{"what stands below a label that only hints", "## Remaining risk\n\n- The queue may fill up again\n- Old rows are ambiguous\n", []string{"The queue may fill up again {doubtful}", "Old rows are ambiguous {doubtful}"}},
	{"a group that is none", "## Prevention\n\n### Signs of it\n\n- Full disks\n- Slow queries on the pool\n", nil},
	{"names of groups", "## Action items\n\n- Infrastructure improvements\n- Short term\n", []string{"Infrastructure improvements {doubtful}", "Short term {doubtful}"}},
	{"what could have been", "## What could be improved\n\n- Split the pool\n", nil},
	{"do and don't", "## Do\n\n- Use the queue\n\n## Don't\n\n- Use the pool\n", nil},
	{"a table of thresholds", "## Prevention\n\n| Condition | Severity |\n| --- | --- |\n| Health check failing for a minute | Warning |\n| Health check failing for an hour | Critical |\n", []string{"Health check failing for a minute {prio Warning} {doubtful}", "Health check failing for an hour {prio Critical} {doubtful}"}},
	{"a table of counts", "## Reviews\n\n| Review | Action items |\n| --- | --- |\n| Queue | 4/7 |\n| Pool | 5 / 5 done |\n", nil},
	{"cases of a plan", "## Queue\n\n### Actions\n\n- Full disks\n- Restart the worker\n\n## Pool\n\n### Actions\n\n- Split the pool\n\n## Disk\n\n### Actions\n\n- Drop the logs\n", []string{"Restart the worker {doubtful}", "Split the pool {doubtful}", "Drop the logs {doubtful}"}},
	{"verbs that no list knows", "## Action items\n\n- Frobnicate all pages\n- Blockieren eines Ports prüfen\n- Podar los registros\n- Purgare i vecchi dati\n", []string{"Frobnicate all pages", "Blockieren eines Ports prüfen", "Podar los registros", "Purgare i vecchi dati"}},
}
