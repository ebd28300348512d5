package words

import (
	"slices"
	"strings"
	"sync"
)

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

// workEndingsBy are workEndings by their last byte.
var workEndingsBy = sync.OnceValue(func() *[256][]string {
	var by [256][]string
	for _, end := range workEndings {
		last := end[len(end)-1]
		by[last] = append(by[last], end)
	}
	return &by
})

// NamesWork tells whether one of the first words of a text names a kind of work.
func NamesWork(text string) bool {
	endings := workEndingsBy()
	var room [maxNaming]string
	return slices.ContainsFunc(wordsInto(room[:0], text, maxNaming), func(w string) bool {
		w = strings.ToLower(w)
		return workNouns[w] || len(w) > 5 && !noWork[w] && endsIn(w, endings[w[len(w)-1]]...)
	})
}

// maxNaming is among how many words of a text the work is named.
const maxNaming = 8
