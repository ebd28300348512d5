package markdown

var tableCases = []formCase{
	// Columns are what their cells are
	{"names below a header that nobody knows", "## Action items\n\n| Task | Champion | Lands |\n|---|---|---|\n| Add an alert | Ada Muster | 2026-12-01 |\n| Split the pool | Bo Sample | 2026-12-05 |\n", []string{"Add an alert {owner Ada Muster} {due 2026-12-01}", "Split the pool {owner Bo Sample} {due 2026-12-05}"}},
	{"parts of a system are nobody", "## Action items\n\n| Task | Component |\n|---|---|\n| Add an alert | Billing Core |\n| Split the pool | Search Index |\n", []string{"Add an alert", "Split the pool"}},
	{"states below a header that may name actions", "## Follow-ups\n\n| Item | Follow-up |\n|---|---|\n| Add an alert on the rate | done |\n| Split the pool of workers | in progress |\n", []string{"Add an alert on the rate {mark done}", "Split the pool of workers {mark in_progress}"}},
	{"signs below a sign", "## Action items\n\n| Task | 🚦 |\n|---|---|\n| Add an alert | ✅ |\n| Split the pool | 🔄 |\n", []string{"Add an alert {mark done}", "Split the pool {mark in_progress}"}},
	{"tickets below a header that may name actions", "## Action items\n\n| Item | What we will do |\n|---|---|\n| PAY-1 | Add an alert on the rate |\n| PAY-2 | Split the pool of workers |\n", []string{"Add an alert on the rate {ticket PAY-1}", "Split the pool of workers {ticket PAY-2}"}},
	{"days that are over", "## Action items\n\n| Task | Created |\n|---|---|\n| Add an alert | 2026-11-20 |\n| Split the pool | 2026-11-21 |\n", []string{"Add an alert", "Split the pool"}},
	{"priorities below no header", "## Action items\n\n| | Task |\n|---|---|\n| P1 | Add an alert |\n| P2 | Split the pool |\n", []string{"Add an alert {prio P1}", "Split the pool {prio P2}"}},
	// Tables of something else
	{"names of calls", "## Corrective actions\n\n| Resolver | Query |\n|---|---|\n| **Office** | office |\n| | offices |\n| **Region** | region |\n| | regions |\n\nOther:\n\n- Add an alert\n", []string{"Add an alert"}},
	{"before and after", "## Improvements\n\n| Item | Before | After |\n|---|---|---|\n| Time of the whole checkout | 900 ms | 200 ms |\n| Errors of each minute | 12 | 0 |\n", nil},
	{"thresholds", "## Prevention\n\n| Alert on what | Threshold | Window |\n|---|---|---|\n| Depth of the queue | > 500 | 5m |\n| Errors of the pool | > 1% | 10m |\n", nil},
	{"measures in German", "## Verbesserungen\n\n| Was | Vorher | Nachher |\n|---|---|---|\n| Dauer der ganzen Anfrage | 900 ms | 200 ms |\n", nil},
	{"measures in Chinese", "## 改进措施\n\n| 项目 | 改善前 | 之后 | 阈值 |\n|---|---|---|---|\n| 队列延迟时间 | 900 ms | 200 ms | 300 ms |\n\n- 增加队列告警\n", []string{"增加队列告警"}},
	{"actions with estimates are none", "## Action items\n\n| Action | Points |\n|---|---|\n| Add an alert | 3 |\n| Split the pool | 5 |\n", []string{"Add an alert", "Split the pool"}},
	{"what was done when", "## Actions\n\n| Time | Event |\n|---|---|\n| 10:00 | Restarted the pods |\n| 10:05 | Paged the team |\n", nil},
	// Rows
	{"group rows in bold", "## Action items\n\n| Action | Owner |\n|---|---|\n| **Prevention** | |\n| Split the pool | sre |\n| **Detection** | |\n| Add an alert | web |\n| **Fix the flaky probe** | |\n", []string{"Split the pool {owner sre} {type Prevention}", "Add an alert {owner web} {type Detection}", "Fix the flaky probe {type Detection}"}},
	{"group rows with a state", "## Action items\n\n| # | Action | Owner |\n|---|---|---|\n| **Completed** | | |\n| 1 | Split the pool | sre |\n| **Open** | | |\n| 2 | Add an alert | web |\n", []string{"Split the pool {owner sre} {mark done}", "Add an alert {owner web} {mark open}"}},
	{"group rows of what is none", "## Action items\n\n| Action | Owner |\n|---|---|\n| **What went well** | |\n| The alert fired | |\n| **Follow-ups** | |\n| Add an alert | web |\n", []string{"Add an alert {owner web}"}},
	{"a group over the whole width", "## Action items\n\n<table>\n<tr><th>Action</th><th>Owner</th></tr>\n<tr><td colspan=\"2\">Prevention</td></tr>\n<tr><td>Split the pool</td><td>sre</td></tr>\n</table>\n", []string{"Split the pool {owner sre} {type Prevention}"}},
	{"names in the first row", "## Action items\n\n| | | |\n|---|---|---|\n| Action | Owner | Status |\n| Add an alert | sre | done |\n| Split the pool | web | |\n", []string{"Add an alert {owner sre} {mark done}", "Split the pool {owner web}"}},
	{"cells that are missing at the end", "## Action items\n\n| Action | Owner | Status |\n|---|---|---|\n| Add an alert | sre |\n| Split the pool |\n", []string{"Add an alert {owner sre}", "Split the pool"}},
	{"no row of dashes", "## Action items\n\n| Action | Owner |\n| Add an alert | sre |\n| Split the pool | web |\n", []string{"Add an alert {owner sre}", "Split the pool {owner web}"}},
}
