package markdown

// filled is most of a review that somebody has written.
const filled = "## Summary\n\nThe checkout was down for half an hour.\n\n## Timeline\n\n- 10:00 the pool was full\n- 10:05 Ana paged the team\n- 10:20 the pool was split\n- 10:30 all was well\n\n## Root cause\n\nOne tenant took all workers.\n\n"

var templateCases = []formCase{
	// Places to fill
	{"single braces", "# {short title}\n\n## Corrective measures\n\n- Add an alert\n", nil},
	{"items in single braces", "## Corrective measures\n\n- {Description of measure 1}\n- {Description of measure 2}\n- Cache `{tenant}` in the router\n", []string{"Cache {tenant} in the router"}},
	{"examples in brackets", filled + "## Action items\n\n1. [Action item - e.g., \"Add an alert on the rate\"]\n2. [Example: Add a runbook]\n3. [Ejemplo: añadir una alerta]\n4. [z. B. Alarm hinzufügen]\n5. [例：增加告警]\n6. [payments] Add an alert\n", []string{"Add an alert {owner payments}"}},
	{"to be filled in", filled + "## Actions\n\n- __À REMPLIR__ (qui fait quoi, pour quand)\n- To be filled in\n- 待填写\n- To be filled queues need an alert\n", []string{"To be filled queues need an alert"}},
	{"questions below a title that names nothing", "# Incident Postmortem\n\n## Impact\n\nWho was affected?\n\n## Root cause\n\nWhat caused it?\n\n## Resolution\n\nHow was it fixed?\n\n## Action items\n\n- Add monitoring\n", nil},
	{"one question below such a title", "# Incident Report\n\n" + filled + "Who pays for it?\n\n## Action items\n\n- Add monitoring\n", []string{"Add monitoring"}},
	{"a title that Markdown takes for a tag", "# Postmortem: <incident title>\n\n## Action items\n\n- Add an alert\n", nil},
	{"names of fields", "## Action items\n\nEach item must have:\n\n- Description\n- Owner\n- Target date\n\n## Follow-ups\n\n- Add an alert\n", []string{"Add an alert"}},
	{"names of fields in other languages", "## Acciones\n\n- Descripción\n- Responsable\n- Fecha límite\n\n## Maßnahmen\n\n- Beschreibung\n- Verantwortlich (Team)\n- Frist\n", nil},
	{"a field's name as a task of its own", "## Action items\n\n- Documentation\n- Add an alert\n- Status page\n", []string{"Documentation {doubtful}", "Add an alert", "Status page {doubtful}"}},
	{"rows of places to fill", "## Action items\n\n| Action | Owner | Due | Status |\n|---|---|---|---|\n| Add an alert on the rate | @owner | YYYY-MM-DD | Not started |\n| Action 2 | TBD | TBD | TBD |\n| | | | Not started |\n| Split the pool | TBD | TBD | Not started |\n", []string{"Split the pool {mark open}"}},
	{"rows of choices", "## Action items\n\n| Action | Owner | Priority | Ticket |\n|---|---|---|---|\n| Fix the leak | [name] | P0 / P1 / P2 | TICK-XXX |\n| Split the pool | sre | P1 | TICK-12 |\n", []string{"Split the pool {owner sre} {prio P1} {ticket TICK-12}"}},
	// What tells that a document is one
	{"blank keys and questions", "# Blameless review\n\n## Summary\n\n- Incident ID:\n- Severity:\n- Commander:\n\n## What happened\n\nDescribe the events in order.\n\n## Detection\n\n- How was it detected?\n- Could it have been detected earlier?\n\n## Action items\n\n- Add a test for what failed\n", nil},
	{"days and times to fill", "# Outage\n\nDate: YYYY-MM-DD\nDuration: HH:MM to HH:MM\nUsers affected: ~N users\n\n## Summary\n\nTwo sentences.\n\n## Timeline\n\n- HH:MM alert\n- HH:MM fixed\n\n## Action items\n\n- [ ] Add an alert\n", nil},
	{"a French one", "# Revue d'incident\n\n- Date : JJ/MM/AAAA\n- Gravité :\n- Auteur :\n\n## Résumé\n\nDécrire l'incident en trois phrases.\n\n## Cause\n\n- Quelle est la cause ?\n- Pourquoi maintenant ?\n\n## Actions\n\n- [ ] Ajouter une alerte\n", nil},
	{"a Czech one", "# Zpráva\n\n**Datum:**\n**Čas:**\n**Osoba:**\n\n## Popis\n\n- Co se stalo?\n- Jak byl incident detekován?\n\n## Nápravná opatření\n\n- Jaká opatření byla přijata?\n", nil},
	{"a Russian one", "# Отчёт\n\n- Дата: ГГГГ-ММ-ДД\n- Автор:\n- Уровень:\n\n## Причина\n\n- Почему это произошло:\n- Кто пострадал:\n\n## План действий\n\n- Кто отслеживает выполнение:\n- Как проверяем эффективность:\n", nil},
	{"a title of its front matter", "---\ntitle: Security incident template\n---\n\n## Action items\n\n- Add an alert\n", nil},
	{"a form of which nothing is filled", "### Title\n\n_No response_\n\n### Action items\n\n- [ ] Add an alert\n", nil},
	{"a title below a heading that asks for one", "### Title\n\nDescribe the incident in a few words\n\n### Action items\n\n- [ ] Add an alert\n", nil},
	// What is none
	{"a form with its title", "### Title\n\nMail was down\n\n### Action items\n\n- [ ] Add an alert\n\n### Services\n\n_No response_\n", []string{"Add an alert {mark open}"}},
	{"a review that kept some of its notes", filled + "## Detection\n\n- How was the incident detected?\n\n*Describe how the team learned of it.*\n\nDate of the review: YYYY-MM-DD\n\n## Action items\n\n- Add an alert\n", []string{"Add an alert"}},
	{"a review with open questions", "Authors: Ada\nStatus:\n\n## Questions\n\n- Why did the pool fill?\n- Why was there no alert?\n- Who else uses the pool?\n- How do we test this?\n- What about the other region?\n\n## Action items\n\n- Add an alert\n", []string{"Add an alert"}},
	{"prose that opens like a question", "When the pool filled, the checkout stopped.\n\nHow that came is not known.\n\nWhat we saw was a queue.\n\nWhich tenant it was is known.\n\nWhy? Nobody knows.\n\n## Action items\n\n- Add an alert\n", []string{"Add an alert"}},
	{"a note to copy the page", "> Copy this page for every incident.\n\n## What will we do?\n\n- Improve alerts\n", nil},
	{"a stub", "## Summary\nTODO\n\n## Impact\nTODO\n\n## Root cause\nTODO\n\n## Action items\n- [ ] TODO\n- [ ] Add monitoring\n", nil},
	{"forms of days in a review", filled + "## Action items\n\n- Reject days that are not written as YYYY-MM-DD in the form\n- Show HH:MM on the page of the orders\n- Log `<tenant>` with each error of the pool\n", []string{"Reject days that are not written as YYYY-MM-DD in the form", "Show HH:MM on the page of the orders", "Log <tenant> with each error of the pool"}},
	{"a title with a path", "# Errors 500 of `/v1/{id}`\n\n## Action items\n\n- Add an alert\n", []string{"Add an alert"}},
	{"tasks that open like notes", "## Action items\n\n- Document why we page twice\n- Document how you roll back\n- Please add an alert on the pool\n- Please describe the limits in the runbook\n- Describe the new pool in the docs\n- List the tenants that have no quota\n", []string{
		"Document why we page twice", "Document how you roll back", "Please add an alert on the pool", "Please describe the limits in the runbook", "Describe the new pool in the docs", "List the tenants that have no quota",
	}},
	{"a short review of such tasks", "**Date:** 2026-11-20\n\n## Action items\n\n- [ ] Do the switch by hand\n- [ ] Describe the pool\n- [ ] List the tenants\n- [ ] Include the queue\n- Replace the probe\n- Identify the callers\n", []string{
		"Do the switch by hand {mark open}", "Describe the pool {mark open}", "List the tenants {mark open}", "Include the queue {mark open}", "Replace the probe", "Identify the callers",
	}},
	{"none, with a sentence", "## Action items\n\n- None. Alerts came as expected and the team was ready.\n", nil},
}
