package fields

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

// SetState takes a state that the action's own line gives: the first one, which
// a check box is. Another that contradicts it makes the action unclear.
func SetState(a *review.Action, s review.State, rest string) {
	if a.Mark != "" {
		contradict(a, s)
		return
	}
	a.Mark = s
	if s == review.Declined {
		a.Reason = words.TrimSigns(rest)
	}
}

// contradict tells what is unclear where one sign says that an action is settled
// and another that it is not.
func contradict(a *review.Action, s review.State) {
	if settled(a.Mark) != settled(s) && a.Unclear == "" {
		a.Unclear = fmt.Sprintf("one sign says %s, another %s: take one of them out", stateName(a.Mark), stateName(s))
	}
}

func settled(s review.State) bool { return s == review.Done || s == review.Declined }

// stateName is a state as people write it.
func stateName(s review.State) string { return strings.ReplaceAll(string(s), "_", " ") }

// struck: the line is struck through; what follows is the reason.
func (f *Fields) struck() {
	for _, s := range f.r.Spans {
		if s.Kind == document.Strike && strings.Trim(f.r.Text[:s.From], " *_") == "" && s.To-s.From > 2 {
			f.A.Struck = true
			return
		}
	}
}

// arrows stand between a struck text and what became of it.
const arrows = " →⇒➜➔=>-–—:\t"

// finishStruck takes what follows a struck text: a state, or why it is not done.
func (f *Fields) finishStruck() {
	end := 0
	for _, s := range f.r.Spans {
		if s.Kind == document.Strike {
			end = max(end, s.To)
		}
	}
	if f.A.Mark == review.Done {
		return
	}
	outcome := strings.TrimLeft(f.r.Text[end:], arrows+"([（")
	f.r.Cut(end, len(f.r.Text))
	s, rest, known := words.State(outcome)
	why := words.TrimSigns(outcome)
	switch {
	case known && s == review.Done:
		f.A.Mark, f.A.Reason = review.Done, ""
	case known && s != review.Declined:
		f.A.Mark = s
		contradict(&f.A, review.Declined)
	case known && rest != "":
		f.A.Mark, f.A.Reason = review.Declined, why
	case f.A.Mark == review.Declined && f.A.Reason != "":
	case f.A.Mark == "" && asksBehind(outcome) != "":
		f.A.Unclear = asksBehind(outcome)
	default:
		f.A.Mark, f.A.Reason = review.Declined, why
	}
}

// asksBehind is what is not clear of what stands behind a struck text; "": nothing.
func asksBehind(outcome string) string {
	switch {
	case saysLittle(outcome):
		return "it is struck through, and what follows says neither that it is done nor that it is not: write one of them"
	case comes(outcome):
		return "it is struck through, and what follows says that it is still to come: write that it is done or why it is not, or take the stroke out"
	case words.Hear(outcome).Does(words.Orders):
		return "it is struck through, and what follows is an action of its own: give that a line, or take the struck text out"
	}
	return ""
}

// saysLittle: the outcome may mean that it was done ("Passed") or why it was not.
func saysLittle(outcome string) bool {
	ws := words.Split(outcome)
	return len(ws) > 0 && slices.Contains(outcomes, ws[0])
}

// comes: the outcome opens with when, or says that something will be.
func comes(outcome string) bool {
	ws := words.Split(outcome)
	for _, w := range ws[:min(len(ws), 3)] {
		if slices.Contains(denials, w) {
			return false
		}
	}
	for _, w := range ws[:min(len(ws), 2)] {
		if slices.Contains(coming, w) {
			return true
		}
	}
	return len(ws) > 0 && len(ws) <= 4 && words.IsTime(outcome) || slices.ContainsFunc(comingSigns, func(w string) bool { return strings.Contains(outcome, w) })
}

// coming are words behind a struck text that say that it is still to be done, and
// comingSigns those of scripts that part no words; denials take them back.
var (
	coming      = strings.Fields("will later soon next tomorrow upcoming será hará luego después depois sera bientôt demain wird später nächste nächsten morgen sarà domani wordt volgende senare senere næste neste nästa myöhemmin później zostanie bude později будет позже потом буде пізніше 나중에 다음 sẽ akan nanti")
	comingSigns = []string{"後で", "今後", "以后", "稍后", "之后再"}
	denials     = strings.Fields("not no never nicht nie no não nunca ne pas non niet nooit inte ikke aldrig ei nie nigdy ne nikdy değil asla не никогда ніколи không tidak")
)

// outcomes are words behind a struck text that say neither that it is done nor
// that it is not.
var outcomes = strings.Fields("passed pass passing ok okay works worked succeeded success successful tested validated confirmed reviewed decided moved noted bestanden geprüft superado aprobado aprovado validé réussi superato geslaagd godkänd godkjent 通過 通过 合格 통과 пройдено")

// declined takes "– won't do: reason" off the end. The same words within a
// sentence ("payments that are declined: by card") or in code are its own.
func (f *Fields) declined() bool {
	m := atEnd(declinedTag, f.r.Text)
	if m == nil || m[0] == 0 || strings.Trim(f.r.Text[:m[0]], " ") == "" || f.within(m[0], m[2]) {
		return false
	}
	f.A.Mark, f.A.Reason = review.Declined, words.TrimSigns(f.r.Text[m[4]:m[5]])
	f.r.Cut(m[0], len(f.r.Text))
	return true
}

// within tells whether the word at a byte, before which the sign at from stands,
// is a part of the sentence: in code, or set apart by nothing.
func (f *Fields) within(from, at int) bool {
	if f.before || f.inCode(at) {
		return !f.before
	}
	if strings.Trim(f.r.Text[from:at], " \t") != "" && strings.Trim(f.r.Text[from:at], " \t") != ":" {
		return from > 0 && f.r.Text[from] == '-' // "re-declined"
	}
	lower := strings.ToLower(f.r.Text[at:])
	if !strings.HasPrefix(lower, "won") {
		return true
	}
	before := strings.Fields(strings.ToLower(f.r.Text[:from]))
	return len(before) == 0 || slices.Contains(subjects, before[len(before)-1])
}

// subjects are words after which "won't do" goes on with a sentence.
var subjects = strings.Fields("i we you they he she it that which who what this these those there and or but so then also still users clients people")

// endStates are signs that set a state at the end of a text apart, and endStarts the
// bytes that they begin with.
var endStates = []string{"- ", "–", "—", ". ", "; ", ";", "。", "；", ", "}

const endStarts = "-\xe2.;\xe3\xef,"

// lastSign is where the last of those stands in a text, and where it ends; -1: none is
// there.
func lastSign(text string) (at, to int) {
	for at = len(text) - 1; at >= 0; at-- {
		if strings.IndexByte(endStarts, text[at]) < 0 {
			continue
		}
		for _, sign := range endStates {
			if strings.HasPrefix(text[at:], sign) {
				return at, at + len(sign)
			}
		}
	}
	return -1, 0
}

// stateEnd takes "- done", "– fixed", "; completed as of 2026-10-29".
func (f *Fields) stateEnd() bool {
	if _, _, ok := words.State(setApartAtEnd(f.r.Text)); !ok {
		return f.sentenceEnd()
	}
	m := atEnd(stateTail, f.r.Text)
	if m == nil || m[0] == 0 || f.inCode(m[2]) {
		return f.sentenceEnd()
	}
	s, rest, ok := words.State(f.r.Text[m[2]:m[3]])
	if !ok || rest != "" || !f.before && listsStates(f.r.Text[:m[0]]) {
		return f.sentenceEnd()
	}
	SetState(&f.A, s, "")
	f.r.Cut(m[0], len(f.r.Text))
	return true
}

// setApartAtEnd is what stands at the end of a text behind a sign that may set a state
// apart, but for letters, spaces and hyphens within words nothing; "": no such sign is
// there.
func setApartAtEnd(text string) string {
	text = strings.TrimRight(text, ".!")
	for i := len(text); i > 0; {
		r, size := utf8.DecodeLastRuneInString(text[:i])
		i -= size
		switch r {
		case '–', '—', ':', ',', ';':
			return text[i+size:]
		case '-':
			if i > 0 && (isSpace(text[i-1]) || text[i-1] == '-') {
				return text[i+size:]
			}
		default:
			if !unicode.IsLetter(r) && r != '\'' && !isSpace(byte(min(r, utf8.RuneSelf))) {
				return ""
			}
		}
	}
	return ""
}

// isSpace tells whether a byte is white space for a pattern.
func isSpace(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' && c != '\v' }

// listsStates: the text before a state ends in another ("open, pending"): both
// are what the text speaks of.
func listsStates(text string) bool {
	last := text[strings.LastIndexAny(text, " \t\n")+1:]
	_, rest, ok := words.State(strings.Trim(last, " ,;"))
	return ok && rest == "" && last != text
}

// sentenceEnd takes a last part that says when, where or by what it was done:
// "; completed as of 2026-10-29", "– done in v2".
func (f *Fields) sentenceEnd() bool {
	if f.before {
		return false
	}
	window := tail(f.r.Text, maxOutcome)
	off := len(f.r.Text) - len(window)
	at, to := lastSign(window)
	if at < 0 || off+at == 0 || f.r.InCode(off+to) {
		return false
	}
	s, rest, ok := words.State(strings.TrimRight(window[to:], " .!。"))
	if !ok || s != review.Done || !words.OnlyState(rest) || rest == "" || window[at] == ',' && !strings.EqualFold(head(window[to:], 4), "done") {
		return false
	}
	SetState(&f.A, s, "")
	f.r.Cut(off+at, len(f.r.Text))
	f.novel = true
	return true
}

// maxOutcome is how many bytes a part that says how an action came out has.
const maxOutcome = 60
