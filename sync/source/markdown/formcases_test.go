package markdown

var formCases = []formCase{
	// Labels
	{"setext heading", "Action items\n------------\n\n* Add an alert\n* Fix the docs\n\nOther\n-----\n\n* Not this\n", []string{"Add an alert", "Fix the docs"}},
	{"numbered heading with emoji", "## 7. :rocket: Next Steps\n\n1. Add an alert\n2. Fix the docs\n\n## 8. Appendix\n\n- no\n", []string{"Add an alert", "Fix the docs"}},
	{"emoji heading", "## ✅ Action Items\n- Add an alert\n", []string{"Add an alert"}},
	{"remark in brackets", "### Follow-ups (to be tracked in Jira):\n- Add an alert\n", []string{"Add an alert"}},
	{"heading without its space", "##Action items\n- Add an alert\n\n##Timeline\n- 10:00 down\n", []string{"Add an alert"}},
	{"bold line", "**Action items:**\n\n- Add an alert\n\n**Timeline**\n\n- 10:00 down\n", []string{"Add an alert"}},
	{"bold item", "- **Summary**: it was down\n- **Follow-up actions**:\n  - Add an alert\n  - Fix the docs\n- **Timeline**:\n  - 10:00 down\n", []string{"Add an alert", "Fix the docs"}},
	{"plain line", "We were lucky.\n\nNext steps:\n- Add an alert\n\nTimeline:\n- 10:00 down\n", []string{"Add an alert"}},
	{"not an action section", "## Transaction pooling\n- one\n\n## GitHub Actions outage\n- two\n\n## Follow-up timeline\n- three\n\n## Questions for follow up\n- four\n", nil},
	{"mitigation and resolution", "## Mitigation\n- Restarted the pods\n\n## Resolution\n- Rolled back\n\n## Response\n- Paged the team\n", nil},
	{"lessons", "## Lessons learned\n\n### What went well\n- Alerts fired\n\n### Where we got lucky\n- It was night\n", nil},
	{"actions below lessons", "## Lessons learned\n\n- Know your queues\n\n### Action items\n\n- Add an alert\n\n## Timeline\n\n- 10:00\n", []string{"Add an alert"}},
	{"soft labels as groups", "## Action items\n\n### Mitigation\n\n- Add a kill switch\n\n### Detection\n\n- Add an alert\n", []string{"Add a kill switch {type Mitigation}", "Add an alert {type Detection}"}},
	{"off label inside", "## Action items\n\n- Add an alert\n\n### Timeline\n\n- 10:00 down\n", []string{"Add an alert"}},
	{"for readers", "## What should you do?\n\n- Rotate your keys\n\n## Call to action\n\n- Subscribe\n", nil},
	{"question heading", "## What are we doing to prevent this from happening again?\n\n- Adding an alert\n", []string{"Adding an alert"}},
	{"making it less likely", "## How are we making incidents like this less likely or less impactful?\n\n- We have fixed the bug. (Completed)\n- We will add an alert. (Estimated completion: June 2026)\n", []string{"We have fixed the bug. {mark done}", "We will add an alert. {due June 2026}"}},
	{"remediation alone", "## Remediation\n\n- Add an alert\n", []string{"Add an alert"}},
	{"remediation beside actions", "## Remediation\n\n- Restarted it\n\n## Action items\n\n- Add an alert\n", []string{"Add an alert"}},
	{"recommendations untracked", "## Recommendations\n\n- Use two factors\n- Rotate keys\n", nil},
	{"recommendations tracked", "## Recommendations\n\n- [ ] Use two factors\n- [ ] Rotate keys\n", []string{"Use two factors {mark open}", "Rotate keys {mark open}"}},
	{"table of contents", "- [Summary](#summary)\n- [Action items](#action-items)\n  - [Short term](#short-term)\n\n## Action items\n\n- Add an alert\n", []string{"Add an alert"}},
	{"author's checklist", "## Action items\n\n- Add an alert\n\n## Review checklist\n\n- [ ] Publish this\n", []string{"Add an alert"}},
	{"none", "## Action items\n\nNone.\n", nil},
	{"none in a list", "## Action items\n\n- N/A\n", nil},
	// Lists
	{"nested labels", "## Action items\n\n- Payments team\n  - Add an alert\n- Monitoring:\n  - Fix the dashboard\n", []string{"Add an alert {owner Payments team}", "Fix the dashboard"}},
	{"nested details", "## Action items\n\n- Add an alert on queue depth\n  - page after five minutes\n  - Owner: @acme/payments\n  - Due: 2026-12-01\n", []string{"Add an alert on queue depth {owner @acme/payments} {due 2026-12-01}"}},
	{"nested ticket", "## Action items\n\n- Add an alert on queue depth\n  - https://acme.example/browse/PAY-4\n- Split the pool of workers\n  - Done in [#12](https://github.com/acme/shop/pull/12)\n", []string{"Add an alert on queue depth {ticket https://acme.example/browse/PAY-4}", "Split the pool of workers {mark done}"}},
	{"group headings with state", "## Follow-ups\n\n### Completed\n\n- Added an alert\n\n### In progress\n\n- Splitting the pool\n\n### Planned\n\n- Chaos test\n", []string{"Added an alert {mark done}", "Splitting the pool {mark in_progress}", "Chaos test {mark open}"}},
	{"actions taken and planned", "**Actions taken:**\n\n- Added an alert\n\n**Actions planned:**\n\n- Split the pool\n", []string{"Added an alert {mark done}", "Split the pool {mark open}"}},
	{"boxes", "## Action items\n\n- [ ] one task\n- [x] two tasks\n- [X] three tasks\n- [*] four tasks\n- [] five tasks\n- ☑ six tasks\n- ✅ seven tasks\n- [-] eight tasks\n", []string{"one task {mark open}", "two tasks {mark done}", "three tasks {mark done}", "four tasks {mark done}", "five tasks {mark open}", "six tasks {mark done}", "seven tasks {mark done}", "eight tasks {mark declined}"}},
	{"placeholders", "## Action items\n\n- [ ] \n- ...\n- <action>\n- {{ action }}\n- ${first item}\n- [Action 1]\n- Item 2\n- another item\n- TBD\n", nil},
	{"quoted and fenced", "## Action items\n\n> - quoted instruction\n\n```\n- code\n```\n\n<!-- - comment -->\n\n- Add an alert\n", []string{"Add an alert"}},
	{"causes first", "## Prevention\n\nThe outage was caused by:\n\n- a full disk\n- no alert\n\nWe will:\n\n- Add an alert\n", []string{"Add an alert"}},
	// Fields
	{"owners", "## Action items\n\n- [payments] Add one alert\n- (search team) Add two alerts\n- Add three alerts @acme/sre\n- Add four alerts (Owner: Jo)\n- @jo: Add five alerts\n- Team Billing: add six alerts\n- Add seven alerts (billing team)\n- Add eight alerts [billing]\n- Add nine alerts as asked by @jo\n- Add ten alerts (optional)\n- Add more alerts - Owner: payments, Due: 2026-12-01\n", []string{
		"Add one alert {owner payments}", "Add two alerts {owner search team}", "Add three alerts {owner @acme/sre}", "Add four alerts {owner Jo}", "Add five alerts {owner @jo}", "add six alerts {owner Team Billing}", "Add seven alerts {owner billing team}", "Add eight alerts {owner billing}", "Add nine alerts as asked by @jo", "Add ten alerts (optional)", "Add more alerts {owner payments} {due 2026-12-01}",
	}},
	{"states in words", "## Action items\n\n- Add one alert (done)\n- Add two alerts - done\n- [done] Add three alerts\n- DONE: Add four alerts\n- TODO: Add five alerts\n- Add six alerts ✅\n- Already added seven alerts\n- Add eight alerts [in progress]\n", []string{
		"Add one alert {mark done}", "Add two alerts {mark done}", "Add three alerts {mark done}", "Add four alerts {mark done}", "Add five alerts {mark open}", "Add six alerts {mark done}", "Already added seven alerts {mark done}", "Add eight alerts {mark in_progress}",
	}},
	{"declined", "## Action items\n\n- ~~Add one alert~~ covered by the new one\n- Add two alerts (won't do: too noisy)\n- Add three alerts - won't do: not worth it\n- [x] ~~Add four alerts~~\n", []string{
		"Add one alert {mark declined} {reason covered by the new one}", "Add two alerts {mark declined} {reason too noisy}", "Add three alerts {mark declined} {reason not worth it}", "Add four alerts {mark done}",
	}},
	{"answers", "## Action items\n\n- Add one alert (same: PAY-12)\n- Add two alerts (separate)\n- Add three alerts (team: payments)\n- Add four alerts (team: payments) ([PAY-1](https://acme.example/browse/PAY-1))\n", []string{
		"Add one alert {same PAY-12}", "Add two alerts {separate}", "Add three alerts {team payments}", "Add four alerts {ticket https://acme.example/browse/PAY-1} {team payments}",
	}},
	{"tickets", "## Action items\n\n- Add one alert ([PAY-1](https://acme.example/browse/PAY-1))\n- Add two alerts (PAY-2)\n- PAY-3: Add three alerts\n- [#4](https://github.com/a/b/issues/4) Add four alerts\n- Add five alerts https://gitlab.com/a/b/-/issues/5\n- Add what PAY-6 lacks to the board\n- [Add seven alerts](https://linear.app/acme/issue/OPS-7/x)\n- Add eight alerts (see [docs](https://acme.example/docs))\n- bug 99 - Add nine alerts\n- Add ten alerts - tracked in [#10][t]\n- Add more alerts ([payments-3f9a2c-2](../backlogs/payments.md#3f9a2c))\n- https://github.com/a/b/issues/12\n- Use UTF-8\n\n[t]: https://github.com/a/b/issues/10\n", []string{
		"Add one alert {ticket https://acme.example/browse/PAY-1}", "Add two alerts {ticket PAY-2}", "Add three alerts {ticket PAY-3}", "Add four alerts {ticket https://github.com/a/b/issues/4}", "Add five alerts {ticket https://gitlab.com/a/b/-/issues/5}", "Add what PAY-6 lacks to the board",
		"Add seven alerts {ticket https://linear.app/acme/issue/OPS-7/x}", "Add eight alerts (see docs)", "Add nine alerts {ticket bug 99}", "Add ten alerts {ticket https://github.com/a/b/issues/10}", "Add more alerts {ticket ../backlogs/payments.md#3f9a2c}", "https://github.com/a/b/issues/12 {ticket https://github.com/a/b/issues/12}", "Use UTF-8",
	}},
	{"due", "## Action items\n\n- Add one alert by 2026-12-01\n- Add two alerts (due 1 December 2026)\n- Add three alerts, ETA: Q1 2027\n- Add four alerts (2026-12-04)\n- Add five alerts until Dec 5, 2026\n", []string{
		"Add one alert {due 2026-12-01}", "Add two alerts {due 1 December 2026}", "Add three alerts {due Q1 2027}", "Add four alerts {due 2026-12-04}", "Add five alerts {due Dec 5, 2026}",
	}},
	{"tags", "## Action items\n\n- **HIGH** Add one alert\n- [P1] Add two alerts\n- Add three alerts (P2)\n- [detect] Add four alerts\n- **Monitoring**: add five alerts\n- **Open Telemetry**: add six spans\n", []string{
		"Add one alert {prio HIGH}", "Add two alerts {prio P1}", "Add three alerts {prio P2}", "Add four alerts {type detect}", "Monitoring: add five alerts", "Open Telemetry: add six spans",
	}},
	// Tables
	{"table without outer pipes", "## Action items\n\nAction | Owner | Status\n--- | --- | ---\nAdd an alert | payments | Done\nFix the docs | |\n", []string{"Add an alert {owner payments} {mark done}", "Fix the docs"}},
	{"table with another order", "## Corrective actions\n\n| ID | Owner | What | By when | Priority | Type | Jira | State |\n|---|---|---|---|---|---|---|---|\n| 1 | @acme/sre | Add an alert | 2026-12-01 | High | Detect | PAY-1 | in progress |\n| 2 | ? | Fix the docs | TBD | | | | won't do: obsolete |\n", []string{
		"Add an alert {owner @acme/sre} {due 2026-12-01} {prio High} {type Detect} {mark in_progress} {ticket PAY-1}", "Fix the docs {mark declined} {reason obsolete}",
	}},
	{"action item table elsewhere", "## Notes\n\n| Action item | Owner |\n|---|---|\n| Add an alert | sre |\n\n## Timeline\n\n| Time | Action |\n|---|---|\n| 10:00 | Restarted |\n", []string{"Add an alert {owner sre}"}},
	{"table of actions with a legend", "## Action items\n\nTypes:\n\n- Prevent: so that it does not happen\n- Detect: so that we know\n\n| Action Item | Type |\n|---|---|\n| Add an alert | Detect |\n", []string{"Add an alert {type Detect}"}},
	{"issue and action columns", "## Follow-up actions\n\n| Issue | Owner | Action items | Documentation |\n|---|---|---|---|\n| No alert | sre | Add an alert | link |\n", []string{"Add an alert {owner sre}"}},
	{"table per group", "## Action items\n\n### Prevent\n\n| Task | Who |\n|---|---|\n| Add an alert | sre |\n\n### Detect\n\n| Task | Who |\n|---|---|\n| Fix the docs | |\n", []string{"Add an alert {owner sre} {type Prevent}", "Fix the docs {type Detect}"}},
	// Headings and prose
	{"heading per action", "## Action items\n\n### A1. Add an alert on the queue\n\n**Owner:** payments\n**Priority:** High\n\nWe page after five minutes.\n\n### A2. Fix the docs\n\n**Status:** Done\n\n## Timeline\n\nx\n", []string{"Add an alert on the queue {owner payments} {prio High}", "Fix the docs {mark done}"}},
	{"bold heading per action", "## What we are changing\n\n**Splitting the pool of workers**\n\nWe will give each tenant its own.\n\n**Alerting on the queue depth**\n\nWe will page after five minutes.\n", []string{"Splitting the pool of workers", "Alerting on the queue depth"}},
	{"paragraphs", "## Next steps\n\nWe will add an alert on the queue depth.\n\nThe queue is a nice thing.\n\nWe are going to split the pool.\n", []string{"We will add an alert on the queue depth.", "We are going to split the pool."}},
	{"bare lines", "## Action items\n\nAdd an alert on the queue\nFix the docs of the pool\n", []string{"Add an alert on the queue", "Fix the docs of the pool"}},
	{"markers", "## Timeline\n\n**Action item:** Add an alert. Owner: sre\n\nTODO fix the docs\n\n- Action point: split the pool\n- [ ] not an action\n", []string{"Add an alert. {owner sre}", "fix the docs {mark open}", "split the pool"}},
	// Languages
	{"spanish", "## Acciones correctivas\n\n- [ ] Agregar una alerta. Responsable: Equipo Pagos\n\n## Próximos pasos\n\n- Documentar el proceso\n\n## Lecciones aprendidas\n\n- no\n\n## Cronología\n\n- 10:00 caída\n", []string{"Agregar una alerta. {owner Equipo Pagos} {mark open}", "Documentar el proceso"}},
	{"spanish table", "## Plan de acción\n\n| Acción | Responsable | Fecha límite | Estado | Prioridad |\n|---|---|---|---|---|\n| Agregar una alerta | Pagos | 2026-12-01 | Pendiente | Alta |\n", []string{"Agregar una alerta {owner Pagos} {due 2026-12-01} {prio Alta} {mark open}"}},
	{"portuguese", "## Itens de ação\n\n| Ação | Responsável | Prazo | Status |\n|---|---|---|---|\n| Adicionar um alerta | SRE | 01/12/2026 | Concluído |\n\n## Próximos passos\n\n- Revisar o runbook\n\n## Linha do tempo\n\n- 10:00\n\n## O que deu errado\n\n- x y z\n", []string{"Adicionar um alerta {owner SRE} {due 01/12/2026} {mark done}", "Revisar o runbook"}},
	{"french", "## Plan d'action\n\n- Ajouter une alerte (équipe paiements)\n\n## Actions correctives et préventives\n\n- Documenter le processus\n\n## Chronologie\n\n- 10h\n\n## Ce qui s'est bien passé\n\n- x\n", []string{"Ajouter une alerte {owner équipe paiements}", "Documenter le processus"}},
	{"german", "## Maßnahmen\n\n| Maßnahme | Verantwortlich | Frist | Status |\n|---|---|---|---|\n| Alarm hinzufügen | SRE | 01.12.2026 | erledigt |\n\n## Nächste Schritte\n\n- Doku schreiben\n", []string{"Alarm hinzufügen {owner SRE} {due 01.12.2026} {mark done}", "Doku schreiben"}},
	{"italian", "## Azioni correttive\n\n- Aggiungere un allarme\n\n## Prossimi passi\n\n- Scrivere la documentazione\n", []string{"Aggiungere un allarme", "Scrivere la documentazione"}},
	{"japanese", "## アクションアイテム\n\n| 内容 | 担当 | 期限 | ステータス |\n|---|---|---|---|\n| アラートを追加する | SRE | 2026-12-01 | 完了 |\n\n## 再発防止策\n\n- 手順書を書く\n\n## タイムライン\n\n- 10:00 停止\n", []string{"アラートを追加する {owner SRE} {due 2026-12-01} {mark done}", "手順書を書く"}},
	{"chinese", "## 改进措施\n\n| 措施 | 负责人 | 截止日期 | 状态 |\n|---|---|---|---|\n| 增加队列告警 | 支付组 | 2026-12-01 | 进行中 |\n\n## 后续行动\n\n1. 完善文档\n2. 增加测试（负责人：张组）\n\n## 时间线\n\n- 10:00 故障\n\n## 影响\n\n- 用户\n", []string{"增加队列告警 {owner 支付组} {due 2026-12-01} {mark in_progress}", "完善文档", "增加测试 {owner 张组}"}},
}
