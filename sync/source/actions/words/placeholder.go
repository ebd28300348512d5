package words

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/followthrough/followthrough/internal/sieve"
)

// maxPlaceholder is how many words a text has at most that says nothing.
const maxPlaceholder = 7

// emptyWords: template words, signs, or "none".
func emptyWords(text string) bool {
	if strings.Count(text, " ") > maxPlaceholder+2 { // a number and a box may stand before
		return false
	}
	text = CutNumbering(text)
	text = strings.Trim(strings.Trim(text, " *_`\"'"), "[](){}<>\"“”")
	if rest := strings.TrimLeft(text, ".… "); rest != "" {
		text = rest
	}
	return atMostFields(text, maxPlaceholder) && (onlySigns(text) || placeholder.MatchString(text) || placeholderWord.MatchString(text))
}

// onlySigns: no letter opens the text, and signs are all of it.
func onlySigns(text string) bool {
	return (text == "" || !isWordByte(text[0])) && placeholderSigns.MatchString(text)
}

// atMostFields: white space parts a text into so many parts at most.
func atMostFields(text string, most int) bool {
	n := 0
	for range strings.FieldsSeq(text) {
		if n++; n > most {
			return false
		}
	}
	return true
}

// CutNumbering takes "1.", "A3)" and their like off the start of a text that
// goes on.
func CutNumbering(text string) string { return text[Numbered(text):] }

// Numbered is how many bytes of numbering open a text that goes on.
func Numbered(text string) int {
	if !mayBeNumbered(text) {
		return 0
	}
	if n := len(numbering.FindString(text)); n < len(text) {
		return n
	}
	return 0
}

// mayBeNumbered tells whether a text opens with a figure of some sort, maybe in a
// bracket or behind up to three letters, or like a word for a task ("Action 2:"): else
// the pattern need not be tried.
func mayBeNumbered(text string) bool {
	if text == "" {
		return false
	}
	letters := 0
	for letters < len(text) && isWordByte(text[letters]) && !isDigit(text[letters]) {
		letters++
	}
	if letters == 0 {
		first, _ := utf8.DecodeRuneInString(text)
		return isDigit(text[0]) && endsNumber(text) || strings.ContainsRune("(#-一二三四五六七八九十", first)
	}
	if letters <= 4 && letters < len(text) && (isDigit(text[letters]) || text[letters] == '-' || text[letters] == '.') {
		return true
	}
	return HasDigit(text[:min(len(text), maxNumbering)]) && slices.ContainsFunc(numberedWords, func(w string) bool {
		return len(w) <= len(text) && strings.EqualFold(text[:len(w)], w)
	})
}

// endsNumber tells whether a sign that numbers end in stands behind up to three figures.
func endsNumber(text string) bool {
	n := 1
	for n < len(text) && isDigit(text[n]) {
		n++
	}
	return n <= 3 && n < len(text) && (strings.IndexByte(".):- \t\n\f\r", text[n]) >= 0 || text[n] >= utf8.RuneSelf)
}

// numberedWords are the beginnings of words for a task that a number may follow.
var numberedWords = []string{"action", "item", "task", "acci", "aç", "mesure", "ma"}

// maxNumbering is how many bytes such a word has at most with its number.
const maxNumbering = 60

// IsPlaceholder tells whether a text holds nothing of an author: left-over
// template words, a dash, "none".
func IsPlaceholder(text string) bool {
	text = unboxed(text)
	return saysNothing(text) || len(text) <= maxHoles && HasHoles(text) && onlyHoles(text)
}

// MayBeFilled tells whether a text holds nothing of an author, or a place that one should
// fill.
func MayBeFilled(text string) bool { return saysNothing(unboxed(text)) || HasHoles(text) }

// maxHoles is how many bytes a text has at most that is hardly more than places to fill.
const maxHoles = 600

// unboxed is a text without the box that opens it and the space around.
func unboxed(text string) string {
	text = strings.TrimSpace(text)
	if strings.HasPrefix(text, "[") {
		text = strings.TrimSpace(text[len(BoxAtStart.FindString(text)):])
	}
	return text
}

// saysNothing tells whether a text is left-over template words, a dash or "none".
func saysNothing(text string) bool {
	return NoResponse(text) || SaysNothing(text) || len(text) < 80 && emptyWords(text) || toBeFilled(text)
}

// toBeFilled: a text says that it is to be filled in, or is one place to fill.
func toBeFilled(text string) bool {
	return len(text) <= maxUnfilled && (opensFilling(text) || bracketed(text))
}

// onlyHoles: a text is hardly more than places to fill.
func onlyHoles(text string) bool {
	left := holes.ReplaceAllStringFunc(text, func(hole string) string {
		if strings.HasPrefix(hole, "<mailto:") {
			return hole
		}
		return " "
	})
	return len(left) != len(text) && Count(left) <= 3 && Count(left)*2 <= Count(text) || strings.Trim(left, " .,:;()-@") == ""
}

// Instructs tells whether a text tells the author what to write.
func Instructs(text string) bool {
	if len(text) >= maxInstruction {
		return false
	}
	text = strings.TrimLeft(text, " *_([<")
	return instructVerb.MatchString(text) || instructLead.MatchString(text)
}

// maxInstruction is how many bytes an instruction has at most.
const maxInstruction = 400

// opensUnfilled is what stands for all of a text that is to be filled in, whatever its
// remark says.
var opensUnfilled = sieve.MustCompile(`(?i)^` + toFill)

// opensFilling tells whether a text begins so, behind signs of markup.
func opensFilling(text string) bool {
	return opensUnfilled.MatchString(strings.TrimLeft(text, "_*`([<{ "))
}

// bracketed tells whether all of a text is one place to fill: in braces or angle
// brackets, or an example in square ones.
func bracketed(text string) bool {
	if !holdsOne(text, "}]>") {
		return false
	}
	text = strings.Trim(CutNumbering(text), " *_`\"'.")
	if len(text) < 3 {
		return false
	}
	inside := text[1 : len(text)-1]
	switch {
	case strings.ContainsAny(inside, "{}[]<>"):
		return false
	case text[0] == '{' && text[len(text)-1] == '}', text[0] == '<' && text[len(text)-1] == '>' && !strings.Contains(inside, "://"):
		return true
	}
	return text[0] == '[' && text[len(text)-1] == ']' && bracketNote.MatchString(inside)
}

// bracketNote opens what stands in brackets for an author to replace.
var bracketNote = sieve.MustCompile(`(?i)^(?:e\.?g\.?|ex\b|ex\.|i\.e\.|for example|example|exemplo?|exemple|ejemplo|por ejemplo|beispiel|z\. ?b\.|esempio|voorbeeld|exempel|eksempel|esimerkki|przykład|příklad|örnek|пример|приклад|예시|例|action(?: item)?|task|item|todo|follow[- ]?up|acci[oó]n|tarea|ação|tarefa|tâche|maßnahme|aufgabe|azione|actie|åtgärd|tiltak|tiltag|toimenpide|działanie|zadanie|opatření|aksiyon|действие|мера|задача|조치|hành động|tindakan|行动项?|措施|アクション|対策|insert|your|enter|add|describe|description|fill|list|what|who|who's|when|link|title|name|owner|date)(?:$|[^\pL\pM])`)

// holes are the places that an author should fill.
var holes = sieve.MustCompile(`\$\{[^}]*\}|\{\{[^}]*\}\}|<[A-Za-z][^<>]{1,160}>|` +
	`\[(?:insert|your|name|action|owner|description|date|link|team|title|add|describe|enter|list|item|task|todo|what|who|when|ticket|fill)\b[^\]]{0,120}\]|` +
	`___+|<<[^<>]+>>|\b(?:YYYY|yyyy)[-/](?:MM|mm)[-/](?:DD|dd)\b`)

// toFill is how it is said that something is still to be filled in.
const toFill = `(?:à (?:remplir|compléter|renseigner)|a (?:rellenar|completar)|por (?:rellenar|completar|definir)|(?:a )?preencher|(?:to be (?:filled|completed|written|added|determined))|fill (?:me )?in|fill this|auszufüllen|bitte ausfüllen|noch auszufüllen|da (?:compilare|completare)|in te vullen|fylls i|fyll inn?|udfyldes|täytä|do uzupełnienia|k doplnění|doplnit|заполнить|заповнити|doldurulacak|điền vào|isi di sini|작성 ?(?:필요|예정)|入力してください|要記入|待填写?|待补充|待補充)[_*)\]>} ]*(?:$|[(:：.…–—-])`

// unfilledForms are what stands where an author should write a day, a time, a
// number, or anything.
var (
	unfilledDate = regexp.MustCompile(`\b(?:[Yy]{3,4}|A{4}|J{4}|Г{4})[-/.年](?:[Mm]{2}|М{2})[-/.月](?:[Dd]{2}|J{2}|T{2}|Д{2})|\b(?:DD|dd|JJ|TT|ДД|GG)[-/.](?:MM|mm|ММ|AA)[-/.](?:YY|yy|AA|JJ|ГГ|YYYY)|\b(?:HH|hh|XX|xx|ЧЧ|SS)[:h](?:MM|mm|XX|xx|ММ|DD)\b|(?:^|[^\pL\d])(?:[A-Z]{2,8}-|#)[XxN]{2,}\b|[~(: ](?:X{1,3}|N) ?(?:m|h|min|minutes?|hours?|heures?|horas?|minutos|Stunden|Minuten|%|users?|requests)\b|Month DD`)
	unfilledEnd  = regexp.MustCompile(`[:：] *(?:…|\.\.\.|_{3,}|<[^<>]+>|\{+[^{}]+\}+|\[(?:[^\]\[]{2,60})\])$`)
)

// maxUnfilled is how many bytes a text has at most that is looked at for such.
const maxUnfilled = 300

// Unfilled tells whether a text holds what nobody leaves in a review but who has
// still to fill it: the form of a day, a time or a number, "to be filled in", a key
// with three dots.
func Unfilled(text string) bool {
	if text == "" || len(text) > maxUnfilled {
		return false
	}
	last := text[len(text)-1]
	return mayHoldForm(text) && unfilledDate.MatchString(text) || asksToFill(text) ||
		(strings.IndexByte("_>}]", last) >= 0 || strings.HasSuffix(text, "…") || strings.HasSuffix(text, "...")) && strings.ContainsAny(text, ":：") && unfilledEnd.MatchString(text)
}

// mayHoldForm: a word is one of the letters of which the forms of days and times are
// made, again and again, or alone where a number could stand: where none is, the
// pattern need not be tried.
func mayHoldForm(text string) bool {
	inWord := false
	for i := 0; i+1 < len(text); i++ {
		opens := !inWord
		if inWord = isWordByte(text[i]); !inWord || !opens {
			continue
		}
		switch text[i] {
		case 'Y', 'y', 'A', 'J', 'T', 'H', 'h', 'X', 'x', 'D', 'N', 'S', 'G', 'M':
			if opensForm(text[i:]) {
				return true
			}
		}
	}
	return strings.Contains(text, "ГГ") || strings.Contains(text, "ДД") || strings.Contains(text, "ЧЧ")
}

// opensForm: the text opens with one letter again and again as a word, or with one
// that stands for a number.
func opensForm(text string) bool {
	end := 1
	for end < len(text) && text[end] == text[0] {
		end++
	}
	number := text[0] == 'X' || text[0] == 'N'
	if end == len(text) || !isWordByte(text[end]) {
		return end > 1 || number
	}
	return number && (text[end] == 'm' || text[end] == 'h') || strings.HasPrefix(text, "Month DD")
}

// asksToFill: the text, or what stands behind one of its colons or bars, says that it
// is still to be filled in.
func asksToFill(text string) bool {
	if opensFilling(text) {
		return true
	}
	return slices.ContainsFunc([]string{":", "：", "|"}, func(sign string) bool {
		for _, rest, is := strings.Cut(text, sign); is; _, rest, is = strings.Cut(rest, sign) {
			if opensFilling(rest) {
				return true
			}
		}
		return false
	})
}

// example is who, when or which ticket in the example row of a template.
var example = regexp.MustCompile(`(?i)^[\x60*_]*(?:@(?:owner|name|user(?:name)?|handle|assignee|someone|person|team|team-?name|responsable|nombre|nom|nome|xxx*)|(?:team|owner|person|your) name|(?:[A-Z]+-)?(?:#|[A-Z]{2,8}-)(?:x+|n+|123|1234|000+)|\[(?:link|ticket|owner|name|date|team|lien|enlace|nom|nombre|nome)[^\[\]]{0,30}\]|P[0-3](?: ?[/|] ?P[0-3])+)[\x60*_]*$`)

// IsExample tells whether a cell is one that a template shows as an example.
func IsExample(text string) bool {
	return text != "" && len(text) <= maxFieldName && (example.MatchString(text) || Unfilled(text) || bracketed(text) || HasChoice(text))
}

// choice offers values between bars or slashes of which an author should take one.
var choice = regexp.MustCompile(`(?:^|[:：(\x60*] *)\pL[\pL\d -]{0,24}(?: [|/] [\pL\d][\pL\d -]{0,24}){2,}[\x60*) ]*$|^\S{1,24}(?: \| \S{1,24})+$`)

// HasChoice tells whether a text ends in values of which its author should take one.
func HasChoice(text string) bool {
	return holdsOne(text, "|/") && (strings.Contains(text, " | ") || strings.Count(text, " / ") > 1) && choice.MatchString(text)
}

// HasHoles tells whether a text holds a place that an author should fill.
func HasHoles(text string) bool {
	return (holdsOne(text, "${<[_") || strings.Contains(text, "yyyy") || strings.Contains(text, "YYYY")) && holes.MatchString(text)
}

// holdsOne tells whether one of some signs of ASCII is in a text; a byte alone is found
// much faster than any of several.
func holdsOne(text, signs string) bool {
	for i := range len(signs) {
		if strings.IndexByte(text, signs[i]) >= 0 {
			return true
		}
	}
	return false
}
