package words

import (
	"regexp"
	"strings"
)

// pointing are the words that open a text which only points elsewhere.
var pointing = wordSet(`see voir siehe véase ver vedi zie se ref refs cf 参见 参照 详见 詳見 см див`)

// PointsElsewhere tells whether a text says only where more stands.
func PointsElsewhere(text string) bool {
	var room [maxPointer + 1]string
	if first := wordsInto(room[:0], text, 1); len(first) > 0 && pointing[strings.ToLower(first[0])] {
		return len(wordsInto(room[:0], text, len(room))) <= maxPointer
	}
	return strings.HasPrefix(text, "http") && !strings.ContainsAny(text, " \n")
}

// maxPointer is how many words such a text has at most.
const maxPointer = 12

// remarking are the leads of what is remarked, and not to be done.
var remarking = wordSet(`note notes nota nb observation observations observação observación result results resultado résultat ergebnis outcome remark remarque hinweis anmerkung example caveat reason why 注 备注 備考 примечание`)

// Remarks tells whether a text opens with a lead that only remarks something: "Note: …".
func Remarks(text string) bool {
	lead, _, ok := strings.Cut(text[:min(len(text), maxRemark)], ":")
	return ok && remarking[strings.ToLower(strings.Trim(lead, " *_"))]
}

// maxRemark is how many bytes such a lead has at most.
const maxRemark = 24

// answersNo is a question of a form, or a name, to which somebody answered no.
var answersNo = regexp.MustCompile(`(?i)^[^:：.]{2,60}[:：?]\s*(?:no|none|nothing|n/?a|not (?:needed|required|necessary|applicable|done)|nein|non|keine[rs]?|ninguno|ninguna|nenhum|nenhuma|aucune?|nessuno|无|無|なし|不要|нет|ні)(?:$|[\s.,;()–—-])`)

// AnswersNo tells whether a text only answers no: "Alert changed: no".
func AnswersNo(text string) bool {
	return len(text) < maxAnswer && strings.ContainsAny(text, ":：?") && answersNo.MatchString(text)
}

// maxAnswer is how many bytes such a text has at most.
const maxAnswer = 120
