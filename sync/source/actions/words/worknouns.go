package words

import "slices"

// workEndings are how nouns end that name work, in whatever language has them.
var workEndings = []string{
	"tion", "tions", "sion", "ment", "ments", "ing", "ings", "ance", "ence", "ization", "ción", "cion", "sión", "ciones", "miento", "mientos", "ção", "cao", "ções", "são", "mento", "mentos",
	"ung", "ungen", "zione", "zioni", "menti", "ning", "else", "ande", "ende", "ing", "minen", "anie", "enie", "acja", "cja", "ání", "ení", "ması", "mesi", "mak", "mek",
	"ние", "ния", "ация", "ция", "ення", "ання", "ція",
}

// workNouns are nouns of work without an ending of their own.
var workNouns = wordSet(`test tests alert alerts check checks audit audits review reviews upgrade upgrades update updates fix fixes cleanup rollback rollout removal renewal refactor rewrite backup backups limit limits rename retry retries audit monitor guard guards drill drills probe probes lint linter hardening validation runbook runbooks playbook playbooks`)

// NamesWork tells whether one of the first words of a text names a kind of work.
func NamesWork(text string) bool {
	var room [64]string
	ws := splitInto(room[:0], text)
	return slices.ContainsFunc(ws[:min(len(ws), maxNaming)], func(w string) bool {
		return workNouns[w] || len(w) > 5 && endsIn(w, workEndings...)
	})
}

// maxNaming is among how many words of a text the work is named.
const maxNaming = 8
