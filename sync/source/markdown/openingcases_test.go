package markdown

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/followthrough/followthrough/sync/source/actions"
)

// openingCases: words that announce an action open a line, wherever it stands; rows and
// labels that are counted.
var openingCases = []formCase{
	{"a paragraph below a label of something else", "## Root cause\n\nThe queue was full.\n\n**Action:** Add an alert on depth\n\n**Next step:** ask the vendor for limits\n\nAction – Split the pool\n", []string{"Add an alert on depth {doubtful}", "ask the vendor for limits {doubtful}", "Split the pool {doubtful}"}},
	{"a line of a paragraph", "## Root cause\n\n**Lesson:** alerts were noisy\n**Action:** Tune the alerts\n**Owner:** sre\n", []string{"Tune the alerts {doubtful}"}},
	{"an item, and one below another", "## Lessons learned\n\n- Alerts were noisy\n  - Action: Tune the alerts\n- Follow-up: Lower the timeout\n", []string{"Tune the alerts {doubtful}", "Lower the timeout {doubtful}"}},
	{"initials of an item", "## Root cause\n\nAI: Bo to add a test\n\nAI: the model was wrong\n", []string{"Bo to add a test {doubtful}"}},
	{"what only may announce one needs an order", "## Root cause\n\n**Prevention:** Add a lint rule\n\n**Prevention:** alerts on depth\n\n**Follow-up:** the customer confirmed it\n", []string{"Add a lint rule {doubtful}"}},
	{"what was done is none", "## Timeline\n\n- Action: restarted the host\n- Action: the team was told\n", nil},
	{"in other languages", "## Ursache\n\n**Maßnahme:** Alarm hinzufügen\n\n**Prochaine étape :** ajouter une alerte\n\n**Azione:** aggiungere un avviso\n\n**Tiltak:** legg til et varsel\n\n**Działanie:** dodać alert\n\n**Действие:** добавить оповещение\n\n対策：アラートを追加する\n\n改进措施：增加告警\n", []string{
		"Alarm hinzufügen {doubtful}", "ajouter une alerte {doubtful}", "aggiungere un avviso {doubtful}", "legg til et varsel {doubtful}", "dodać alert {doubtful}", "добавить оповещение {doubtful}", "アラートを追加する {doubtful}", "增加告警 {doubtful}"}},
	{"a heading that is one", "## Lessons learned\n\n### Action: Add a dashboard\n\nDepth was seen by nobody.\n\n### Action item 2: Tune the alerts\n\n- Owner: sre\n", []string{"Add a dashboard {doubtful}", "Tune the alerts {owner sre} {doubtful}"}},
	{"counted headings with groups' words", "## Prevention\n\n### Sofort-Maßnahme 1 — Neue Regel\n\nJeder fragt:\n\n- nach dem Zweig\n\n### Sofort-Maßnahme 2 — Zweite Regel\n\nSie gilt immer.\n", []string{"Sofort-Maßnahme 1 — Neue Regel {doubtful}", "Sofort-Maßnahme 2 — Zweite Regel {doubtful}"}},
	{"a counted heading with an off word in passing", "## Preventive measures\n\n### 1. Mandatory spec verification protocol\n\nIt is binding.\n\n### 2. Add the definition of done to the guide\n\nIt is missing.\n", []string{"Mandatory spec verification protocol", "Add the definition of done to the guide"}},
	{"a counted heading of something else", "## Preventive measures\n\n- Add an alert\n\n### 2. Root cause of the outage\n\n- Add a lot of load\n", []string{"Add an alert"}},
	{"boxes below a label below each heading", "## Prevention\n\n### 1. Tests as in production\n\n**Problem**: It was slow\n\n**Measures**:\n\n- [ ] A staging host\n- [ ] Smoke tests\n\n### 2. Changes of vendors\n\n**Problem**: We were not told\n\n**Measures**:\n\n- [ ] Read their notes\n", []string{"A staging host {mark open}", "Smoke tests {mark open}", "Read their notes {mark open}"}},
	{"a paragraph that leads to names", "## Corrective actions\n\nWe removed three records that pointed to:\n\n- static\n- maps\n\nAdd a rule of the linter for it:\n\n```\nmake lint\n```\n", []string{"Add a rule of the linter for it"}},
	{"wants and plans", "## Next steps\n\n- https://github.com/acme/shop/issues/320\n\nI also want to tell those who were hit.\n", []string{"https://github.com/acme/shop/issues/320 {ticket https://github.com/acme/shop/issues/320}"}},
	{"verbs that stand first or last in other languages", "## A\n\n## B\n\n## C\n\n## D\n\n## E\n\n## F\n\n## G\n\n## Sonstiges\n\n- Alarm für die Queue hinzufügen\n- Die Queue ist grün\n\n## Varios\n\n- Ampliar el disco\n- El disco es nuevo\n\n## Autres\n\n- Renforcer les alertes\n\n## Overig\n\n- Alarm toevoegen\n\n## Altro\n\n- Rimuovere il vecchio host\n\n## Ostatní\n\n- Doplnit testy\n\n## Muut\n\n- Lisää hälytys\n", []string{
		"Alarm für die Queue hinzufügen {doubtful}", "Ampliar el disco {doubtful}", "Renforcer les alertes {doubtful}", "Alarm toevoegen {doubtful}", "Rimuovere il vecchio host {doubtful}", "Doplnit testy {doubtful}", "Lisää hälytys {doubtful}"}},
	{"figures are none", "## Prevention\n\n- Add an alert\n\n### Limits that hold\n\n- Functions: 300s\n- Fetch: 180s\n", []string{"Add an alert"}},
	{"numbers of other rows", "## Action items\n\n- Add an alert\n- Split the pool\n\n## Actions taken\n\n| Recommendation | Result |\n| --- | --- |\n| #1 | Notes appended |\n| #2 | Told to the team |\n", []string{"Add an alert", "Split the pool"}},
	{"numbers beside the words", "## Action items\n\n| Action | Description | Owner |\n| --- | --- | --- |\n| A1 | Add an alert | sre |\n| A2 | Split the pool | web |\n", []string{"Add an alert {owner sre}", "Split the pool {owner web}"}},
	{"numbers that look like keys", "## Next steps\n\n| Task | What we will do |\n| --- | --- |\n| AI-1 | Add a gauge |\n| AI-2 | Add a flag |\n", []string{"Add a gauge", "Add a flag"}},
	{"numbers with an owner", "## Action items\n\n| Action | Owner | Due |\n| --- | --- | --- |\n| 1 | sre | 2026-12-03 |\n| 2 | web | 2026-12-04 |\n", []string{"1 {owner sre} {due 2026-12-03} {doubtful}", "2 {owner web} {due 2026-12-04} {doubtful}"}},
}

// whoAndWhenCases: who does it and until when, in brackets and before colons; what stands
// behind a struck text; tickets that are subjects, and columns that are of none.
var whoAndWhenCases = []formCase{
	{"roles", "## Action items\n\n- Add an alert (SRE lead)\n- Add a gauge (on-call)\n- SRE lead: add a dashboard\n- On-call: add a runbook\n- Rotate keys (incident commander)\n- Alarm hinzufügen (Bereitschaft)\n- 알림 추가 (당직)\n", []string{
		"Add an alert {owner SRE lead}", "Add a gauge {owner on-call}", "add a dashboard {owner SRE lead}", "add a runbook {owner On-call}", "Rotate keys {owner incident commander}", "Alarm hinzufügen {owner Bereitschaft}", "알림 추가 {owner 당직}"}},
	{"words in brackets that are no roles", "## Action items\n\n- Add an alert (package manager)\n- Split the pool (lead to one host)\n- Developer docs: add a page\n", []string{"Add an alert (package manager)", "Split the pool (lead to one host)", "Developer docs: add a page"}},
	{"a team and until when", "## Action items\n\n- Ajouter une alerte (équipe paiements, avant le 15 décembre)\n- Add an alert (team payments, by Dec 15)\n- Alarm hinzufügen (Team Post, bis 15. Dezember)\n- Añadir alerta (equipo pagos, antes del 15 de diciembre)\n- Add a gauge (@bo, until 2026-12-03)\n", []string{
		"Ajouter une alerte {owner équipe paiements} {due 15 décembre}", "Add an alert {owner team payments} {due Dec 15}", "Alarm hinzufügen {owner Team Post} {due 15. Dezember}", "Añadir alerta {owner equipo pagos} {due 15 de diciembre}", "Add a gauge {owner @bo} {due 2026-12-03}"}},
	{"fields with a time in words", "## Action items\n\n- Add an alarm (due: tomorrow, P3)\n- Add a gauge (owner: sre; due: soon)\n- Add a page (due: next sprint; P1)\n- Add a test (due: whenever it fits, P3)\n", []string{
		"Add an alarm {due tomorrow} {prio P3}", "Add a gauge {owner sre} {due soon}", "Add a page {due next sprint} {prio P1}", "Add a test (due: whenever it fits, P3)"}},
	{"what is still to come behind a struck text", "## Action items\n\n- ~~Rename the host~~ will be done next week\n- ~~Rename the pool~~ later\n- ~~Den Rechner umbenennen~~ wird nächste Woche erledigt\n- ~~Renommer le serveur~~ demain\n- ~~Rename the flag~~ not needed\n- ~~Rename the flux~~ will not be done, too dear\n- ~~Rename the queue~~ replaced by the new one\n", []string{
		"Rename the host {unclear}", "Rename the pool {unclear}", "Den Rechner umbenennen {unclear}", "Renommer le serveur {unclear}", "Rename the flag {mark declined} {reason not needed}", "Rename the flux {mark declined} {reason will not be done, too dear}", "Rename the queue {mark declined} {reason replaced by the new one}"}},
	{"a reference with its name", "## Action items\n\n- PR #12 (retry limits): merge the fix\n- PAY-12 (limits): raise them\n- PR #12 (retry limits) broke it, add a test\n", []string{"PR #12 (retry limits): merge the fix {ticket PR #12}", "PAY-12 (limits): raise them {ticket PAY-12}", "PR #12 (retry limits) broke it, add a test"}},
	{"a column of problems", "## Action items\n\n| Bug | Action | Owner |\n| --- | --- | --- |\n| flaky | Add an alert | sre |\n| OOM | Split the pool | web |\n\n## Follow-ups\n\n| Ticket | Action | Owner |\n| --- | --- | --- |\n| flaky | Add a gauge | sre |\n", []string{"Add an alert {owner sre}", "Split the pool {owner web}", "Add a gauge {owner sre} {unclear}"}},
}

// plainCases: documents that were written as plain text, or parts of them. They have
// no title that could stand above them.
var plainCases = []formCase{
	{"labels in lines of their own", "Summary\nMail stood.\n\nPrevention plan\n\t• Add an alert\n\t• Drop the old host\n\nRoot cause\n\t• Add nothing here\n", []string{"Add an alert", "Drop the old host"}},
	{"labels in capitals, and sentences", "MAIL OUTAGE\n\nPREVENTIVE ACTIONS\n\nWe will test changes first.\n\nROOT CAUSE\n\nWe will see.\n", []string{"We will test changes first."}},
	{"lists that are code by their indentation", "# Mail outage\n\nAction items\n\n    1. Add a check\n    2. Rename it\n\nLessons learned\n\n    1. Add nothing here\n", []string{"Add a check {doubtful}", "Rename it {doubtful}"}},
	{"with tabs and stars", "# Mail outage\n\n## Action items\n\n\t* Add a check\n\t* [ ] Rename it\n", []string{"Add a check {doubtful}", "Rename it {mark open} {doubtful}"}},
	{"code is none", "# Mail outage\n\n## Action items\n\n- Add an alert\n\nMore\n\n    make alert\n    - make it again\n", []string{"Add an alert"}},
	{"a label before a sentence that goes on", "Summary:\nMail stood.\n\nCorrective and preventative measures:\nTo prevent it again:\n- Add tests\n- Add alerts\n", []string{"Add tests", "Add alerts"}},
	{"in another language", "Zusammenfassung\nDie Post stand.\n\nMaßnahmen\n• Alarm hinzufügen\n• Rechner abschalten\n\nUrsache\n• Alarm fehlte\n", []string{"Alarm hinzufügen", "Rechner abschalten"}},
	{"in a script without spaces", "概要\nメールが停止した。\n\n再発防止策\n・アラートを追加する\n・手順を見直す\n", []string{"アラートを追加する", "手順を見直す"}},
	{"a short paragraph beside headings", "# Mail outage\n\n## Background\n\nPlans\n\nThe team met.\n", nil},
}

// TestPlain: one case a form, as it stands.
func TestPlain(t *testing.T) {
	for _, c := range plainCases {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, shorts(Read([]byte(c.doc), Settings{Doubtful: actions.Hold}))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Labels that announce what is to come, in the words of many: nothing below one of them
// is passed over.
func TestLabelsOfWhatIsToCome(t *testing.T) {
	for _, label := range []string{
		"Where we go from here", "Road ahead", "How we keep this from happening again", "Making sure this never happens again", "What could we do better?", "What we should do better", "Steps forward", "Further steps", "Issues to create", "Problems to solve", "Gaps to close", "Pending work", "Deferred items", "To-dos", "Tracking", "Linked issues", "Future considerations", "For the future",
		"Try", "Action plan and timeline", "Para el futuro", "Solución definitiva", "Para o futuro", "Pour l'avenir", "Suite à donner", "Et maintenant ?", "Für die Zukunft", "Was wir ändern", "Ausblick", "Per il futuro", "Contromisure", "Wat gaan we anders doen?", "Framtida arbete", "Tulevaisuus", "Dalsze kroki", "Opatření do budoucna", "Yapılacak işler", "Как избежать в будущем", "Экшн-айтемы", "Що ми зробимо",
		"앞으로의 계획", "今後に向けて", "宿題", "残作業", "未来规划", "长期解决方案", "Giải pháp lâu dài", "Empfehlungen", "Rekomendacje", "Doporučení", "Öneriler", "Рекомендации", "Rekomendasi",
	} {
		v := Read([]byte("# Mail outage\n\n## Summary\n\nMail stood.\n\n## Root cause\n\nThe queue was full.\n\n## "+label+"\n\n- Alerts on the depth of the queue\n- A second pool of workers\n"), Settings{Doubtful: actions.Hold})
		if len(v.Actions) != 2 {
			t.Errorf("%s: %v, want two lines that are, or may be, actions", label, shorts(v))
		}
	}
	for _, label := range []string{"Future updates", "Advantages", "Bekannte Nachteile", "What went better than expected", "Timeline", "Who was hit"} {
		v := Read([]byte("# Mail outage\n\n## "+label+"\n\n- Alerts on the depth of the queue\n- A second pool of workers\n"), Settings{Doubtful: actions.Hold})
		if len(v.Actions) > 0 {
			t.Errorf("%s: %v, want none", label, shorts(v))
		}
	}
}

// wildCases: forms that are none in Markdown, or that hide what they hold.
var wildCases = []formCase{
	{"a table whose row of dashes is misplaced", "## Action items\n\n| Action | Type | Owner |\n| Add an alert | fix | sre |\n| --- | --- | --- |\n| Split the pool | fix | web |\n", []string{"Add an alert {owner sre} {type fix}", "Split the pool {owner web} {type fix}"}},
	{"bars in a sentence are none", "## Action items\n\n- Add an alert\n\n|x| stands for the size\nof the queue.\n", []string{"Add an alert"}},
	{"lists in a quote", "## Action items\n\n- Add an alert\n\n> - [ ] Split the pool\n> - Add a gauge\n> - The queue is green\n", []string{"Add an alert", "Split the pool {mark open} {doubtful}", "Add a gauge {doubtful}"}},
	{"letters before items", "## Action items\n\na. Add an alert\nb. Split the pool\n\n## Follow-ups\n\n- Add a gauge\n\na. Add a page\nb. Add a test\n", []string{"Add an alert", "Split the pool", "Add a gauge", "Add a page {doubtful}", "Add a test {doubtful}"}},
	{"an item's link behind a line, below any label", "## Action items\n\n- Add an alert\n\n## Root cause\n\n- Split of the pool ([payments-3f9a2c](../backlogs/payments.md#3f9a2c))\n- 11:26 told the team ([payments-3f9a2d](../backlogs/payments.md#3f9a2d))\n- The pool was full\n", []string{"Add an alert", "Split of the pool {ticket ../backlogs/payments.md#3f9a2c} {doubtful}"}},
	{"a worded line that was wrapped", "## Root cause\n\n**Lesson:** alerts were noisy and\nnobody looked.\n**Action:** Add an alert that is\nless noisy.\n", []string{"Add an alert that is less noisy. {doubtful}"}},
}
