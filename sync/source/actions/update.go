package actions

import (
	"regexp"

	"github.com/followthrough/followthrough/internal/sieve"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions/fields"
	"github.com/followthrough/followthrough/sync/source/document"
)

var (
	// updateOpening is how an update begins that was added below an action: with a day,
	// in brackets or before a colon; "Update the runbook" is an order.
	updateOpening = sieve.MustCompile(`^(?i:(?:status )?update|edit|actualizaci[oó]n|atualiza[cç][aã]o|mise à jour|aktualisierung|nachtrag|stand|aggiornamento|обновление|更新|追記|追记|업데이트)\s*(?:[:：]|[(（\[][^()（）\[\]]{0,30}\d[^()（）\[\]]{0,20}[)）\]]\s*[:：–—-]?|,?\s[^:：]{0,25}\d[^:：]{0,15}[:：])`)
	// notDone is said of what goes on, and isDone of what does not.
	notDone = regexp.MustCompile(`(?i)\b(?:not|n't|still|yet|partly|partially|will|to be|wait\w*|progress|ongoing|pending|blocked|half|but|except|only|revert\w*|undone|rolled back|staging|canary|one of|some of|part of|pero|salvo|mas|exceto|mais|sauf|aber|außer|teil\w*|aún|todavía|ainda|encore|pas|noch|nicht|ancora|non)\b|未|まだ|尚|但|一部|아직`)
	isDone  = regexp.MustCompile(`(?i)\b(?:addressed|done|fixed|implemented|deployed|completed|merged|resolved|shipped|released|rolled out|finished|live|hecho|resuelt[oa]|desplegad[oa]|implementad[oa]|completad[oa]|feito|conclu[ií]d[oa]|resolvid[oa]|implantad[oa]|fait|déployée?|terminée?|corrigée?|résolue?|erledigt|behoben|umgesetzt|fatto|completat[oa]|risolt[oa])\b|已完成|已修复|已上线|完了|対応済|완료`)
	// filed leads to the ticket that was made for an action.
	filed = sieve.MustCompile(`(?i)\b(?:(?:added|filed|opened|created|raised|logged) (?:a|an|the|this)? ?(?:\w+ )?(?:ticket|issue|bug|task|story|card)|tracked (?:in|as|by|at|under)|(?:creado|abierto) (?:un|el) ticket|ticket (?:angelegt|erstellt))\b`)
)

// isUpdate: a paragraph tells how what stands above it went on.
func isUpdate(text string) bool { return updateOpening.MatchString(text) }

// heard takes what a paragraph below an action says of it: the ticket that was made,
// and, of an update, the state.
func heard(a *review.Action, text document.Rich) {
	if m := filed.FindStringIndex(text.Text); m != nil && a.Ticket == nil {
		a.Ticket = fields.TicketIn(text.Slice(m[1], len(text.Text)))
	}
	m := updateOpening.FindStringIndex(text.Text)
	if m == nil {
		return
	}
	rest := text.Slice(m[1], len(text.Text))
	if isDone.MatchString(rest.Text) && !notDone.MatchString(rest.Text) {
		fields.SetState(a, review.Done, "")
	}
	if a.Ticket == nil {
		a.Ticket = fields.TicketIn(rest)
	}
}
