package words

import "slices"

// workEndings are how nouns end that name work, in whatever language has them.
var workEndings = []string{
	"tion", "tions", "sion", "ment", "ments", "ing", "ings", "ción", "cion", "sión", "ciones", "miento", "mientos", "ção", "cao", "ções", "são", "mento", "mentos",
	"ung", "ungen", "zione", "zioni", "menti", "ning", "else", "ande", "ende", "minen", "anie", "enie", "acja", "cja", "ání", "ení", "ması", "mesi", "mak", "mek",
	"ние", "ния", "ация", "ция", "ення", "ання", "ція",
}

// workNouns are nouns of work without an ending of their own.
var workNouns = wordSet(`test tests alert alerts check checks audit audits review reviews upgrade upgrades update updates fix fixes cleanup rollback rollout removal renewal refactor rewrite backup backups limit limits rename retry retries audit monitor guard guards drill drills probe probes lint linter hardening validation runbook runbooks playbook playbooks maintenance maintenances`)

// noWork end like such nouns, and name none.
var noWork = wordSet(`everything nothing something anything during morning evening being string strings spring thing things ceiling sibling
environment environments department departments element elements document documents segment segments comment comments moment moments argument arguments statement statements instrument
version versions session sessions permission permissions question questions option options condition conditions section sections application applications production location locations function functions position station mission regions
incidente incidentes momento momentos elemento elementos departamento documento`)

// NamesWork tells whether one of the first words of a text names a kind of work.
func NamesWork(text string) bool {
	var room [64]string
	ws := splitInto(room[:0], text)
	return slices.ContainsFunc(ws[:min(len(ws), maxNaming)], func(w string) bool {
		return workNouns[w] || len(w) > 5 && !noWork[w] && endsIn(w, workEndings...)
	})
}

// maxNaming is among how many words of a text the work is named.
const maxNaming = 8
