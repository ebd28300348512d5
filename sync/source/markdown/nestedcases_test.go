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
