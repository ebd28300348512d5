package markdown

import (
	"regexp"
	"strings"

	"github.com/followthrough/followthrough/sync/review"
)

var (
	leadIn  = regexp.MustCompile(`(?i)(?:^|[\s,;–—-])(?:see(?: also)?|via|in|tracked (?:in|by|at|via|as)|tracking|tracker|ref|refs|reference|fixes|closes|issue|issues|ticket|tickets|jira|pr|prs|mr|bug|bugs|filed (?:as|in)|done in|per|with|here|link|follow(?:ed)? (?:up )?(?:in|at)|github issue|github|gitlab issue|task|addressed in|implemented in|by|ticket no\.?|チケット)\s*[:：#]?$`)
	keyHead = regexp.MustCompile(`^[\[(（【]?([A-Z][A-Z0-9_]{1,14}-\d{1,7}|(?:[\w.-]+/[\w.-]+)?#\d{1,7}|(?i:bug|issue|gh|pr)[ #-]{1,2}\d{1,8})[\])）】]?\s*(?:[:：–—]|\s-\s|[\])）】]\s?)`)
	tailKV  = regexp.MustCompile(`(?:^|[\s(\[（,;|.–—-])(?:\*\*)?([\p{L}][\p{L} -]{1,24}?)\s*[:：=]\s*([^:：]{1,80})$`)
)

// tokenEnd takes one token off the end.
func (f *fields) tokenEnd() bool {
	return f.answer() || f.declined() || f.peelTicketEnd() || f.keyValueEnd() || f.handleEnd() || f.emojiEnd() || f.dueEnd() || f.bracketEnd() || f.stateEnd()
}

// answer takes what a person answered us in brackets.
func (f *fields) answer() bool {
	m := answerAtEnd.FindStringSubmatchIndex(f.r.text)
	if m == nil || m[0] == 0 {
		return false
	}
	value := ""
	if m[4] >= 0 {
		value = strings.TrimSpace(f.r.text[m[4]:m[5]])
	}
	setAnswer(&f.a, f.r.text[m[2]:m[3]], value)
	f.r.cut(m[0], len(f.r.text))
	return true
}

func setAnswer(a *review.Action, word, value string) {
	switch w := strings.ToLower(word); w {
	case "same":
		a.Answer.Same = value
	case "separate":
		a.Answer.Separate = true
	case "team":
		a.Answer.Team = value
	default:
		a.Mark, a.Reason = review.Declined, value
	}
}

// declined takes "– won't do: reason" off the end.
func (f *fields) declined() bool {
	m := declinedTag.FindStringSubmatchIndex(f.r.text)
	if m == nil || m[0] == 0 || strings.Trim(f.r.text[:m[0]], " ") == "" {
		return false
	}
	f.a.Mark, f.a.Reason = review.Declined, trimSigns(f.r.text[m[2]:m[3]])
	f.r.cut(m[0], len(f.r.text))
	return true
}

// keyValueEnd takes "Owner: x" and its like, also in brackets, also several.
func (f *fields) keyValueEnd() bool {
	from := max(0, len(f.r.text)-140)
	m := tailKV.FindStringSubmatchIndex(f.r.text[from:])
	if m == nil {
		return false
	}
	word, at := keyWord(f.r.text[from:][m[2]:m[3]])
	fd := fieldOf(word)
	if fd == "" || fd == fieldAction || fd == fieldDetail || fd == fieldID {
		return false
	}
	start, value := from+m[2]+at, f.r.text[from+m[4]:]
	head := strings.TrimRight(f.r.text[:start], " \t\n([（,;|–—-*")
	if head == "" || !f.value(fd, strings.TrimRight(value, " )]）.,;|"), f.r.slice(from+m[4], len(f.r.text))) {
		return false
	}
	f.r.cut(len(head), len(f.r.text))
	return true
}

// keyWord is the shortest end of the words that names a field, and where in
// them it begins: in "done. Owner" it is "Owner".
func keyWord(words string) (string, int) {
	at := 0
	for {
		if fieldOf(words[at:]) != "" {
			return words[at:], at
		}
		i := strings.IndexByte(words[at:], ' ')
		if i < 0 {
			return "", 0
		}
		at += i + 1
	}
}

// value takes the value of a named field; false: it is none.
func (f *fields) value(fd field, text string, r rich) bool {
	text = strings.TrimSpace(text)
	switch fd {
	case fieldOwner:
		if len(strings.Fields(text)) > ownerSlip {
			return false
		}
		return f.owner(text)
	case fieldDue:
		if !hasDay(text) {
			return false
		}
		f.a.Due = first(f.a.Due, text)
	case fieldPriority:
		f.a.Priority = first(f.a.Priority, text)
	case fieldType:
		f.a.Type = first(f.a.Type, text)
	case fieldStatus:
		s, rest, ok := stateOf(text)
		if !ok {
			return false
		}
		setState(&f.a, s, rest)
	case fieldTicket:
		t := ticketIn(r)
		if t == nil {
			return false
		}
		f.setTicket(t)
	}
	return true
}

// handleEnd takes a closing "@x" that is set apart; "as asked by @x" is prose.
func (f *fields) handleEnd() bool {
	m := handles.FindStringSubmatchIndex(f.r.text)
	if m == nil || f.a.Owner != "" {
		return false
	}
	head := strings.TrimRight(f.r.text[:m[2]], " \t\n")
	bare := strings.TrimRight(head, "([–—:,;>-→.")
	if strings.TrimSpace(bare) == "" || bare == head && endsInPreposition(head) {
		return false
	}
	f.a.Owner = f.r.text[m[2]:m[3]]
	f.r.cut(len(strings.TrimRight(head, " \t\n([–—:,;>-→")), len(f.r.text))
	return true
}

func endsInPreposition(text string) bool {
	words := strings.Fields(strings.ToLower(text))
	switch words[len(words)-1] {
	case "by", "with", "to", "from", "for", "of", "and", "or", "via", "at", "per", "cc", "on", "in", "ask", "tell", "por", "con", "a", "par", "avec", "von", "mit", "thanks", "contact", "the":
		return true
	}
	return false
}

func (f *fields) emojiEnd() bool {
	m := emojiTail.FindStringSubmatchIndex(f.r.text)
	if m == nil || m[0] == 0 {
		return false
	}
	setState(&f.a, emojiState(f.r.text[m[2]:m[3]]), "")
	f.r.cut(m[0], len(f.r.text))
	return true
}

// dueEnd takes "by 31 March 2026", "(due 2026-03-31)".
func (f *fields) dueEnd() bool {
	from := max(0, len(f.r.text)-60)
	m := dueTail.FindStringSubmatchIndex(f.r.text[from:])
	if m == nil || from+m[0] == 0 {
		return false
	}
	f.a.Due = first(f.a.Due, strings.TrimSpace(f.r.text[from+m[2]:from+m[3]]))
	f.r.cut(from+m[0], len(f.r.text))
	return true
}

// bracketEnd takes "(done)", "[P1]", "(payments team)", "[x]".
func (f *fields) bracketEnd() bool {
	m := bracketTail.FindStringSubmatchIndex(f.r.text)
	if m == nil || m[0] == 0 || f.overlapsLink(m[0], m[1]) {
		return false
	}
	inside, square := group(f.r.text, m)
	named := f.a.Owner == "" && (square && bracketOwner(inside, 3) || teamIn(inside) && len(strings.Fields(inside)) <= ownerSlip)
	if !f.tag(inside) && !f.pair(inside, m) && !(named && f.owner(inside)) {
		return false
	}
	f.r.cut(m[0], len(f.r.text))
	return true
}

// pair takes "(owner, due)" in brackets: "(@x, 2026-03-31)".
func (f *fields) pair(inside string, m []int) bool {
	parts := strings.FieldsFunc(inside, func(c rune) bool { return c == ',' || c == ';' || c == '|' })
	if len(parts) < 2 {
		return hasOnlyDay(inside) && f.value(fieldDue, inside, rich{})
	}
	trial := *f
	for _, p := range parts {
		p = strings.TrimSpace(p)
		switch {
		case hasOnlyDay(p):
			trial.a.Due = first(trial.a.Due, p)
		case strings.HasPrefix(p, "@") || teamIn(p):
			trial.owner(p)
		case trial.tag(p):
		default:
			return false
		}
	}
	f.a = trial.a
	return true
}

func (f *fields) overlapsLink(from, to int) bool {
	for _, s := range f.r.spans {
		if s.kind == spanLink && s.from < to && s.to > from {
			return true
		}
	}
	return false
}

// stateEnd takes "- done", "– fixed".
func (f *fields) stateEnd() bool {
	m := stateTail.FindStringSubmatchIndex(f.r.text)
	if m == nil || m[0] == 0 {
		return false
	}
	word := f.r.text[m[2]:m[3]]
	s, rest, ok := stateOf(word)
	if !ok || rest != "" {
		return false
	}
	setState(&f.a, s, "")
	f.r.cut(m[0], len(f.r.text))
	return true
}
