package publication

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/followthrough/followthrough/sync/review"
)

// shortcode is an emoji by its name.
var shortcode = regexp.MustCompile(`:[a-z0-9_+-]{2,40}:`)

// site is the sign of a building site, which says so by itself.
const site = "🚧"

// cleaned is a folded text without shortcodes.
func cleaned(text string) string {
	text = review.Fold(text)
	if strings.Count(text, ":") < 2 {
		return text
	}
	text = strings.ReplaceAll(text, ":construction:", site)
	return shortcode.ReplaceAllString(text, " ")
}

// wordsOf are the words of a folded text: letters and figures; all else parts them.
func wordsOf(text string) []string {
	var room [64]string
	return slices.Clone(addWords(room[:0], text))
}

// addWords adds the words of a folded text.
func addWords(out []string, text string) []string {
	from := -1
	for i, r := range text {
		switch parts := partsWords(r); {
		case !parts && from < 0:
			from = i
		case parts && from >= 0:
			out, from = append(out, text[from:i]), -1
		}
	}
	if from >= 0 {
		out = append(out, text[from:])
	}
	return out
}

func partsWords(r rune) bool {
	if r < utf8.RuneSelf {
		return !(r|0x20 >= 'a' && r|0x20 <= 'z' || r >= '0' && r <= '9')
	}
	return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsNumber(r)
}

// clausesOf parts a folded text at the signs that end a statement.
func clausesOf(text string) []string {
	text = spacedDash.Replace(text)
	return strings.FieldsFunc(text, func(r rune) bool {
		if r < utf8.RuneSelf {
			return r == 0 || strings.IndexByte(",;()[]{}<>/|:!?=\n", byte(r)) >= 0
		}
		return strings.ContainsRune("•·—–―‒−⸺→、。，；：（）【】「」《》｜", r)
	})
}

// spacedDash marks where a hyphen parts a text, and not a word.
var spacedDash = strings.NewReplacer(" - ", " \u0000 ", "- ", " \u0000 ", " -", " \u0000 ", " ~ ", " \u0000 ", ". ", " \u0000 ")

// standing is what a text says of how far a document has come.
type standing int

const (
	silent standing = iota
	draft
	final
)

// standingOf reads the value of a status.
func standingOf(value string) standing {
	text := cleaned(value)
	if strings.Contains(text, site) {
		return draft
	}
	out := silent
	for i, clause := range clausesOf(text) {
		ws := wordsOf(clause)
		if len(ws) == 0 {
			continue
		}
		switch {
		case draftIn(clause, ws), opens(clause, ws), i == 0 && whole(known().unready, clause, ws):
			return draft
		case out == silent && i == 0 && begins(known().finals, clause, ws):
			out = final
		}
	}
	return out
}

// draftIn tells whether a clause says anywhere that a document is a draft.
func draftIn(clause string, ws []string) bool {
	v := known()
	if unparted(clause) && (denied(clause, v.drafts.in(clause)) || v.notYet.in(clause) >= 0) {
		return true
	}
	for i := range ws {
		switch {
		case v.drafts.at(ws, i) > 0 && !slices.ContainsFunc(ws[max(0, i-3):i], denial):
			return !behind(ws, i)
		case v.notYet.at(ws, i) > 0 && !ofIncident(ws[:i]):
			return true
		case v.nots.at(ws, i) > 0 && ends(ws[i+v.nots.at(ws, i):]) && !ofIncident(ws[:i]):
			return true
		}
	}
	return false
}

// denied tells whether a sign stands in a clause, from a byte on, and is not denied.
func denied(clause string, at int) bool {
	if at < 0 {
		return false
	}
	for _, no := range []string{"非", "不是", "不再是"} {
		if strings.HasSuffix(clause[:at], no) {
			return false
		}
	}
	return !strings.Contains(clause[at:], "ではない") && !strings.Contains(clause[at:], "아님")
}

func denial(w string) bool { return known().denials.at([]string{w}, 0) > 0 }

// behind tells whether a word behind a draft's takes it back (Turkish), or makes
// it what somebody did ("drafted by").
func behind(ws []string, i int) bool { return i+1 < len(ws) && ws[i+1] == "değil" }

// ofIncident tells whether words before a denial name something of the incident,
// which is what is not yet there.
func ofIncident(before []string) bool {
	return slices.ContainsFunc(before, func(w string) bool {
		return slices.Contains([]string{"cause", "causes", "action", "actions", "fix", "fixes", "item", "items", "ticket", "tickets", "mitigation", "impact", "customers", "users"}, w)
	})
}

// ends tells whether what a document becomes is among the next words, or "yet".
func ends(ws []string) bool {
	v := known()
	for i := range ws[:min(len(ws), 5)] {
		if i > 0 && (ws[i] == "public" || ws[i] == "external" || ws[i] == "general") {
			return false // is for those inside
		}
		if ws[i] == "yet" || v.endsAs.at(ws, i) > 0 {
			return i == 0 || slices.ContainsFunc(ws[:i+1], func(w string) bool { return w == "yet" }) || fillers(ws[:i])
		}
	}
	return false
}

// fillers tells whether words say nothing between a denial and what it denies.
func fillers(ws []string) bool {
	return !slices.ContainsFunc(ws, func(w string) bool {
		return !slices.Contains([]string{"been", "yet", "fully", "officially", "ready", "for", "to", "be", "ancora", "aún", "ainda", "encore", "noch", "été", "ha", "sido", "foi", "je", "bylo", "была", "jest", "ole", "vielä", "blitt", "blevet", "blivit"}, w)
	})
}

// opens tells whether a clause begins with what a document is in, or waits for.
func opens(clause string, ws []string) bool {
	v := known()
	for len(ws) > 1 && slices.Contains([]string{"still", "currently", "now", "status", "is", "está", "ist", "noch", "encore", "aktuell", "derzeit"}, ws[0]) {
		ws = ws[1:]
	}
	if begins(v.openers, clause, ws) || begins(v.weak, clause, ws) {
		return true
	}
	n := v.waits.at(ws, 0)
	for i := n; n > 0 && i < min(len(ws), n+3); i++ {
		if v.endings.at(ws, i) > 0 {
			return true
		}
	}
	return false
}

// begins tells whether a clause begins with one of the phrases, also where its words
// are written as one.
func begins(p phrases, clause string, ws []string) bool {
	if i := p.in(clause); i >= 0 && strings.TrimLeftFunc(clause[:i], func(r rune) bool { return !unicode.IsLetter(r) }) == "" {
		return true
	}
	return p.at(ws, 0) > 0
}

// whole tells whether a clause is one of the phrases.
func whole(p phrases, clause string, ws []string) bool {
	return p.at(ws, 0) == len(ws) || slices.Contains(p.signs, strings.TrimSpace(clause))
}
