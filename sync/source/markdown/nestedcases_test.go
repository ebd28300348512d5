package markdown

// nestedCases are lists of lists: which of the two holds the actions.
var nestedCases = []formCase{
	{"a numbered list with plain details", "## Prevention\n\n1. **Make the migration explicit**\n   - run it before the start\n   - stop if it fails\n2. **Pin the compose file**\n   - in the script\n   - not on the host\n", []string{"Make the migration explicit", "Pin the compose file"}},
	{"short numbered parents", "## Action items\n\n1. Harden the proxy\n   - limits for each client\n   - longer queues\n2. Fix retries\n   - with jitter\n", []string{"Harden the proxy", "Fix retries"}},
	{"numbered parents in Japanese", "## 再発防止策\n\n1. **監視の強化**\n   - 主要なAPIも\n   - 状態も\n2. **手順書の整備**\n   - 復旧手順\n   - 連絡先\n", []string{"監視の強化", "手順書の整備"}},
	{"numbered parents in Spanish", "## Acciones\n\n1. **Agregar alertas de disco**\n   - umbral de 80 %\n   - con aviso al equipo\n2. **Documentar la migración**\n   - paso a paso\n   - con ejemplos\n", []string{"Agregar alertas de disco", "Documentar la migración"}},
	{"numbered parents in German", "## Maßnahmen\n\n1. **Alarme für die Warteschlange ergänzen**\n   - ab 80 %\n   - nachts auch\n2. **Migration dokumentieren**\n   - Schritt für Schritt\n   - mit Beispiel\n", []string{"Alarme für die Warteschlange ergänzen", "Migration dokumentieren"}},
	{"numbered groups", "## Action items\n\n1. **Short term**\n   - Add an alert\n   - Fix the docs\n2. **Long term**\n   - Split the pool\n   - Test restores\n", []string{"Add an alert", "Fix the docs", "Split the pool", "Test restores"}},
	{"numbered parents over orders", "## Action items\n\n1. **Queue layer**\n   - Add an alert\n   - Fix the docs\n2. **Storage layer**\n   - Split the pool\n   - Test restores\n", []string{"Add an alert", "Fix the docs", "Split the pool", "Test restores"}},
	{"numbered parents over boxes", "## Action items\n\n1. **Queue depth**\n   - [ ] Add an alert\n   - [x] Fix the docs\n2. **Disk space**\n   - [ ] Split the pool\n", []string{"Add an alert {mark open}", "Fix the docs {mark done}", "Split the pool {mark open}"}},
	{"numbered parents over owners", "## Action items\n\n1. **Queue depth**\n   - alerts (owner: payments)\n   - docs (owner: search)\n2. **Disk space**\n   - a larger pool (owner: sre)\n", []string{"alerts {owner payments}", "docs {owner search}", "a larger pool {owner sre}"}},
	// What a finding says follows from it
	{"an action below a finding", "## Action items\n\n- **Shared schemas:** both sides keep their own copy.\n  - *Action:* Generate the types from one file.\n- **Strict enums:** new values break the page.\n  - **Action:** Let unknown values pass.\n", []string{"Generate the types from one file.", "Let unknown values pass."}},
	{"an action behind a dash or an arrow", "## Action items\n\n- The queue grew unseen.\n  - Action - add an alert on its depth\n- Nobody was paged.\n  - → Action: page the second level, too\n", []string{"add an alert on its depth", "page the second level, too"}},
	{"a TODO below a finding", "## Action items\n\n- The queue grew unseen for hours.\n  - TODO: add an alert on its depth\n- The disk was full.\n  - TODO: rotate the logs\n", []string{"add an alert on its depth", "rotate the logs"}},
	{"actions below findings in other languages", "## Action items\n\n- キューが溢れた。\n  - 対応: アラートを追加する\n- La cola creció sin aviso.\n  - Acción: agregar una alerta\n- Die Platte war voll.\n  - Maßnahme: Protokolle rotieren\n- Le disque était plein.\n  - Mesure : ajouter une alerte\n- 队列溢出了。\n  - 措施：增加告警\n", []string{"アラートを追加する", "agregar una alerta", "Protokolle rotieren", "ajouter une alerte", "增加告警"}},
	{"the fields beside such an action", "## Action items\n\n- The queue grew unseen for hours.\n  - Owner: @acme/payments\n  - Action: add an alert on its depth\n  - Due: 2026-12-01\n", []string{"add an alert on its depth {owner @acme/payments} {due 2026-12-01}"}},
	{"parts of a task", "## Action items\n\n- Replace the queue of the shop\n  - DONE: choose a new one\n  - TODO: move the consumers\n", []string{"Replace the queue of the shop"}},
}

// trackedCases are tables whose header says that they track actions, below labels that
// announce none, and numbered headings over lists of details.
var trackedCases = []formCase{
	{"a table that tracks actions", "## Systemic mitigation\n\n| Action | Prevents | Status |\n|---|---|---|\n| Check for long transactions | Locks | Done |\n| Share the schedule | Collisions | In progress |\n", []string{"Check for long transactions {mark done}", "Share the schedule {mark in_progress}"}},
	{"one in German", "## Nachbetrachtung\n\n| Maßnahme | Verantwortlich |\n|---|---|\n| Alarm ergänzen | Zahlungen |\n| Doku schreiben | Suche |\n", []string{"Alarm ergänzen {owner Zahlungen}", "Doku schreiben {owner Suche}"}},
	{"one in Spanish", "## Tabla\n\n| Acción | Responsable | Estado |\n|---|---|---|\n| Agregar una alerta | pagos | pendiente |\n", []string{"Agregar una alerta {owner pagos} {mark open}"}},
	{"one in Chinese", "## 表格\n\n| 措施 | 负责人 |\n|---|---|\n| 增加告警规则 | 支付 |\n", []string{"增加告警规则 {owner 支付}"}},
	{"one in Japanese", "## 一覧\n\n| アクション | 担当 |\n|---|---|\n| アラートを追加する | 決済 |\n", []string{"アラートを追加する {owner 決済}"}},
	{"one of what was done when", "## Course\n\n| Time | Action | Owner |\n|---|---|---|\n| 10:02 | Restart the pods | ana |\n| 10:09 | Drain the queue | bo |\n", nil},
	{"one with a clock", "## Course\n\n| Action | Owner | Begin |\n|---|---|---|\n| Restart the pods | ana | 10:02 |\n| Drain the queue | bo | 10:09 |\n", nil},
	{"one below a timeline", "## Timeline\n\n| Action | Owner |\n|---|---|\n| Restart the pods | ana |\n", nil},
	{"one below what ended it", "## Mitigation\n\n| Action | Status |\n|---|---|\n| Restart the pods | Done |\n", []string{"Restart the pods {mark done} {doubtful}"}},
	{"one that tracks nothing", "## Systemic mitigation\n\n| Action | Effect |\n|---|---|\n| Restarted the pods | none |\n", nil},
	{"numbered headings over details", "## Prevention\n\n### 1. Upload monitoring\n\nAdd figures to the dashboard for:\n\n- successes\n- sizes\n\n### 2. Upload alerts\n\nCreate an alert in the manager:\n\n```yaml\nx: y\n```\n\n### 3. Browser tests\n\nAdd tests to the pipeline for:\n\n- Fox\n- Surf\n", []string{"Upload monitoring {doubtful}", "Upload alerts {doubtful}", "Browser tests {doubtful}"}},
}

// recordedCases are items that name commits or hold configuration, and tables of what
// became of the actions: none is an action.
var recordedCases = []formCase{
	{"commits", "## Actions\n\n- `54eb12e` — `feat: add a page`\n- 3163fbc: reduce duplicates\n- `9a1c4de` (fix the build)\n- Add an alert\n", []string{"Add an alert"}},
	{"configuration", "## Actions\n\n- `location ^~ /x/ { return 404; }`\n- `MAX_SIZE=100`\n- `timeout = 30s`\n- Add an alert\n", []string{"Add an alert"}},
	{"a command is none of these", "## Actions\n\n- Run `make check` before each release\n- Set `timeout = 30s`\n", []string{"Run make check before each release", "Set timeout = 30s"}},
	{"a box before a commit", "## Actions\n\n- [ ] `54eb12e` — revert\n", []string{"54eb12e — revert {mark open}"}},
	{"what closes the review", "## Action items\n\n- Add an alert\n\n## Closing criteria\n\n- [ ] The cause is proven\n- [x] The fix is deployed\n\n## Closure review\n\n- [ ] No words of customers\n\n## 关闭审核\n\n- [ ] 同类代码扫描完成\n\n## Critérios de encerramento\n\n- [ ] Causa provada\n\n## クローズ条件\n\n- [ ] 原因が確認された\n", []string{"Add an alert"}},
	{"words like a hash", "## Actions\n\n- Deadbeef: add an alert\n- Facade: split it into two\n", []string{"Deadbeef: add an alert", "Facade: split it into two"}},
}
