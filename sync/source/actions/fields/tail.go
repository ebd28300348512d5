package fields

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/followthrough/followthrough/internal/sieve"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

var (
	leadIn = sieve.MustCompile(`(?i)(?:^|[\s,;–—-])(?:see(?: also)?|via|in|tracked (?:in|by|at|via|as)|tracking|tracker|ref|refs|reference|fixes|closes|issue|issues|ticket|tickets|jira|pr|prs|mr|bug|bugs|filed (?:as|in)|done in|per|with|here|link|follow(?:ed)? (?:up )?(?:in|at)|github issue|github|gitlab issue|task|addressed in|implemented in|by|ticket no\.?|チケット)\s*[:：#]?$`)
	// leadPlain leads to a reference wherever it stands, leadApart (words of
	// leadIn) only after a sign that sets it apart.
	leadPlain = sieve.MustCompile(`(?i)(?:^|[\s,;–—-])(?:see(?: also)?|via|tracked (?:in|by|at|via|as)|tracking (?:issue|bug|ticket|in)|refs?\.?|filed (?:as|in|under)|done in|follow(?:ed)? up (?:in|at)|addressed (?:in|by)|implemented (?:in|by)|fixed (?:in|by)|merged in|ticket no\.?)\s*[:：#]?$`)
	leadApart = sieve.MustCompile(`(?i)[.,;:–—(|-]\s*(?:see|issue|issues|ticket|tickets|jira|pr|prs|mr|bug|bugs|link|github|github issue|gitlab issue|task|tracking|tracker|reference|fixes|closes|ref|チケット)\s*[:：#]?$`)
	// ticketLead says of a link behind it, in a sentence, that it is the action's own.
	ticketLead = sieve.MustCompile(`(?i)(?:^|[\s,;–—(-])(?:tracked (?:in|by|at|via|as|under)|tracking(?: (?:issue|bug|ticket|it|this))?(?: in| at)?|filed(?: (?:it|this|a ticket|an issue))?(?: as| in| under)|(?:created|added|opened|filed|raised|logged|have|wrote|made) (?:a|an|the|this) (?:\w+ )?(?:ticket|issue|card|story|task|bug|item|pr|pull request))\s*[:：#]?$`)
	// ticketNoun does so of one in brackets.
	ticketNoun = sieve.MustCompile(`(?i)\b(?:a|an|the|this|our) (?:\w+ )?(?:ticket|issue|card|story|task|bug)(?: (?:to|in|on|for|at) (?:the|our) \w+)?$`)
	// doneLead opens a reference that says that the action is done.
	doneLead = sieve.MustCompile(`(?i)^[\s(\[（,;–—-]*(?:already |now )?(?:done|fixed|merged|implemented|resolved|completed|addressed|shipped|landed) (?:in|by|via|with)\b`)
	// priorityTail is a priority after a bracket, a dash or a comma.
	priorityTail = sieve.MustCompile(`(?:[)\]] |[,;|–—] ?| - )([Pp][0-5])\.?$`)
	keyHead      = regexp.MustCompile(`^[\[(（【]?([A-Z][A-Z0-9_]{1,14}-\d{1,7}|(?:[\w.-]+/[\w.-]+)?#\d{1,7}|[\p{L}\p{N}][\p{L}\p{M}\p{N}_.-]*-[0-9a-f]{6,12}(?:-\d{1,3})?|(?i:bug|issue|gh|pr)[ #-]{1,2}\d{1,8})[\])）】]?\s*(?:[:：–—]|\s-\s|[\])）】]\s?)`)
)

// tokenEnd takes one token off the end.
func (f *Fields) tokenEnd() bool {
	return f.colonEnd() || f.answer() || f.declined() || f.peelTicketEnd() || f.fieldsEnd() || f.keyValueEnd() || f.personEnd() || f.personBracket() || f.handleEnd() || f.emojiEnd() || f.dueEnd() || f.bracketEnd() || f.stateEnd() || f.priorityEnd()
}

// colonEnd takes the colon behind a bracket, where details stand below: "Alert on
// depth (PAY-12):".
func (f *Fields) colonEnd() bool {
	if f.before || !strings.HasSuffix(f.r.Text, "):") && !strings.HasSuffix(f.r.Text, "]:") {
		return false
	}
	f.r.Cut(len(f.r.Text)-1, len(f.r.Text))
	f.novel = true
	return true
}

// closes: the text ends in a bracket, maybe with the sentence's last sign.
func closes(text string) bool {
	if text == "" || text[len(text)-1] >= 'A' && text[len(text)-1] <= 'Z' || text[len(text)-1] >= 'a' && text[len(text)-1] <= 'z' {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text, " .。"))
	return openerOf(last) != ""
}

// answer takes what a person answered us in brackets.
func (f *Fields) answer() bool {
	if !closes(f.r.Text) {
		return false
	}
	m := atEnd(answerAtEnd, f.r.Text)
	if m == nil || m[0] == 0 {
		return false
	}
	value := ""
	if m[4] >= 0 {
		value = strings.TrimSpace(f.r.Text[m[4]:m[5]])
	}
	setAnswer(&f.A, f.r.Text[m[2]:m[3]], value)
	f.r.Cut(m[0], len(f.r.Text))
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
	case "action":
		a.Answer.Action = true
	case "no action":
		a.Answer.NoAction = true
	default:
		a.Mark, a.Reason = review.Declined, value
	}
}

// keyValueEnd takes "Owner: x" and its like, also in brackets, also several.
func (f *Fields) keyValueEnd() bool {
	from := max(0, len(f.r.Text)-110)
	for from > 0 && from < len(f.r.Text) && !utf8.RuneStart(f.r.Text[from]) {
		from++
	}
	sign := lastJoin(f.r.Text[from:])
	if sign < 0 {
		return false
	}
	key := f.r.Text[from : from+sign]
	_, size := utf8.DecodeRuneInString(f.r.Text[from+sign:])
	word, at := keyWord(key)
	fd := words.FieldOf(word)
	if fd == "" || fd == words.FieldAction || fd == words.FieldDetail || fd == words.FieldID {
		return false
	}
	start, value := from+at, f.r.Text[from+sign+size:]
	head := strings.TrimRight(f.r.Text[:start], " \t\n([（,;|–—-*")
	if head == "" || goesOn(value) || f.asNow(fd == words.FieldOwner && ordersIn(value)) || f.asNow(f.mentionsField(fd, start, len(head))) || !f.Value(fd, unclosed(value), f.r.Slice(from+sign+size, len(f.r.Text))) {
		return false
	}
	f.r.Cut(len(head), len(f.r.Text))
	return true
}

// ordersIn tells whether what stands behind a word for an owner is what to do, so that
// the word is of who does it ("SRE lead: add a test").
func ordersIn(value string) bool {
	ws := words.Split(value)
	return len(ws) > 1 && words.Imperative(ws[0])
}

// mentionsField tells whether a key that stands at a byte, before which the text
// ends at another, is a part of the sentence: in code, or behind words that lead
// into it ("alert on status: failed").
func (f *Fields) mentionsField(fd words.Field, start, end int) bool {
	if f.r.InCode(start) {
		return true
	}
	first, _ := utf8.DecodeRuneInString(f.r.Text[start:])
	if strings.Trim(f.r.Text[end:start], " \t*_") != "" || strings.Contains(f.r.Text[end:start], "\n") || unicode.IsUpper(first) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(f.r.Text[:end])
	if fd == words.FieldOwner || fd == words.FieldDue || strings.ContainsRune(".:;)]>", last) {
		return endsInPreposition(f.r.Text[:end])
	}
	return true
}

// lastJoin is where the last sign stands that joins a key to its value; -1:
// none is there.
func lastJoin(text string) int {
	at := max(strings.LastIndexByte(text, ':'), strings.LastIndexByte(text, '='))
	if !strings.Contains(text, "：") {
		return at
	}
	return max(at, strings.LastIndex(text, "："))
}

// unclosed is a value without the sentence's last signs and the brackets that
// opened before it; those that it opens itself are its own.
func unclosed(value string) string {
	for {
		value = strings.TrimRight(value, " .,;|")
		r, size := utf8.DecodeLastRuneInString(value)
		open := openerOf(r)
		if open == "" || open == "【" || strings.Count(value, open) >= strings.Count(value, string(r)) {
			return value
		}
		value = value[:len(value)-size]
	}
}

// goesOn: the bracket of the value is closed, and more follows it.
func goesOn(value string) bool {
	value = unclosed(value)
	depth := 0
	for _, r := range value {
		switch {
		case closerOf(r) != "":
			depth++
		case openerOf(r) != "":
			depth--
		}
		if depth < 0 {
			return true
		}
	}
	return false
}

// priorityEnd takes a "P1" at the end that a bracket or a sign sets apart.
func (f *Fields) priorityEnd() bool {
	if !strings.ContainsAny(tail(f.r.Text, 2), "012345") {
		return false
	}
	m := atEnd(priorityTail, f.r.Text)
	if m == nil || f.inCode(m[0]) {
		return false
	}
	f.A.Priority = First(f.A.Priority, f.r.Text[m[2]:m[3]])
	f.r.Cut(m[2], len(f.r.Text))
	return true
}

// keyWord is the longest end of a text that names a field ("Due date"), of
// three words at most, and where in the text it begins.
func keyWord(text string) (string, int) {
	end := len(strings.TrimRight(text, " *_"))
	best, at := "", end
	for range 3 {
		i := strings.LastIndexFunc(text[:at], func(r rune) bool { return r != '-' && !unicode.IsLetter(r) })
		_, size := utf8.DecodeRuneInString(text[max(i, 0):])
		if i < 0 {
			size = 0
		}
		if begin := max(i, 0) + size; words.FieldOf(text[begin:end]) != "" {
			best = text[begin:end]
		}
		if i < 0 || text[i] != ' ' {
			break
		}
		at = i
	}
	return best, end - len(best)
}

// Value takes the value of a named field; false: it is none.
func (f *Fields) Value(fd words.Field, text string, r document.Rich) bool {
	text = strings.TrimSpace(text)
	if words.NoResponse(text) {
		return true
	}
	switch fd {
	case words.FieldOwner:
		return f.ownerValue(text, r)
	case words.FieldDue:
		if !words.HasDay(text) {
			return false
		}
		f.A.Due = First(f.A.Due, text)
	case words.FieldPriority:
		f.A.Priority = First(f.A.Priority, text)
	case words.FieldType:
		f.A.Type = First(f.A.Type, text)
	case words.FieldStatus:
		s, rest, ok := words.State(text)
		if !ok {
			return false
		}
		SetState(&f.A, s, rest)
	case words.FieldTicket:
		t := TicketIn(r)
		if t == nil {
			return false
		}
		f.setTicket(t)
	}
	return true
}

// handleEnd takes a closing "@x" that is set apart; "as asked by @x" is prose.
func (f *Fields) handleEnd() bool {
	if !strings.Contains(tail(f.r.Text, 120), "@") {
		return false
	}
	m := atEnd(handles, f.r.Text)
	if m == nil || f.A.Owner != "" {
		return false
	}
	head := strings.TrimRight(f.r.Text[:m[2]], " \t\n")
	if at := len(head) - len(assigned); at > 1 && strings.EqualFold(head[at:], assigned) {
		head = strings.TrimRight(head[:at], " \t\n") + ","
	}
	bare := strings.TrimRight(head, "([–—:,;>-→.")
	if strings.TrimSpace(bare) == "" || bare == head && endsInPreposition(head) {
		return false
	}
	f.A.Owner = strings.TrimRight(f.r.Text[m[2]:m[3]], ".")
	f.r.Cut(len(strings.TrimRight(head, " \t\n([–—:,;>-→")), len(f.r.Text))
	return true
}

// assigned leads to the owner at the end of a text.
const assigned = "assigned to"

func endsInPreposition(text string) bool {
	ws := strings.Fields(strings.ToLower(text))
	switch ws[len(ws)-1] {
	case "by", "with", "to", "from", "for", "of", "and", "or", "via", "at", "per", "cc", "on", "in", "about", "into", "against", "like", "after", "ask", "tell", "por", "con", "a", "par", "avec", "von", "mit", "thanks", "contact", "email", "mail", "e-mail", "write", "notify", "the":
		return true
	}
	return false
}

func (f *Fields) emojiEnd() bool {
	if last := f.r.Text[len(f.r.Text)-1]; last != ':' && last != ')' && last < utf8.RuneSelf {
		return false
	}
	if f.A.Mark == "" && !f.before {
		if m := atEnd(emojiBeforeRemark, f.r.Text); m != nil && m[0] > 0 && !f.inCode(m[2]) {
			SetState(&f.A, f.emojiState(f.r.Text[m[2]:m[3]]), "")
		}
	}
	m := atEnd(emojiTail, f.r.Text)
	if m == nil || m[0] == 0 || f.inCode(m[2]) {
		return false
	}
	SetState(&f.A, f.emojiState(f.r.Text[m[2]:m[3]]), "")
	f.r.Cut(m[0], len(f.r.Text))
	return true
}

// dueEnd takes "by 31 March 2026", "(due 2026-03-31)".
func (f *Fields) dueEnd() bool {
	if f.pairEnd() {
		return true
	}
	from := max(0, len(f.r.Text)-60)
	if !words.HasDigit(tail(f.r.Text, 14)) {
		return false
	}
	m := words.DueTail.FindStringSubmatchIndex(f.r.Text[from:])
	if m == nil && !f.before {
		m = words.DashDay.FindStringSubmatchIndex(f.r.Text[from:])
		f.novel = f.novel || m != nil
	}
	if m == nil || from+m[0] == 0 || f.inCode(from+m[2]) {
		return false
	}
	f.A.Due = First(f.A.Due, strings.TrimSpace(f.r.Text[from+m[2]:from+m[3]]))
	f.r.Cut(from+m[0], len(f.r.Text))
	return true
}

// pairEnd takes a bracket of an owner and until when off the end, "(équipe x, avant le
// 15 décembre)", before its day is taken alone.
func (f *Fields) pairEnd() bool {
	if f.before || !closes(f.r.Text) {
		return false
	}
	m := bracketAtEnd(f.r.Text)
	if m == nil || m[0] == 0 || f.overlapsLink(m[0], len(f.r.Text)) || f.r.InCode(m[2]) {
		return false
	}
	inside, _ := unbracketed(f.r.Text[m[2]:m[3]])
	if !words.HasDigit(inside) || !strings.ContainsAny(inside, ",;|") || !f.pair(inside) {
		return false
	}
	f.r.Cut(m[0], len(f.r.Text))
	f.novel = true
	return true
}

// bracketEnd takes "(done)", "[P1]", "(payments team)", "[x]".
func (f *Fields) bracketEnd() bool {
	if !closes(f.r.Text) {
		return false
	}
	m := bracketAtEnd(f.r.Text)
	if m == nil || m[0] == 0 || f.overlapsLink(m[0], len(f.r.Text)) || f.inCode(m[2]) {
		return false
	}
	inside, square := unbracketed(f.r.Text[m[2]:m[3]])
	named := f.A.Owner == "" && (square && words.BracketOwner(inside, 3) || words.HasTeam(inside) && len(strings.Fields(inside)) <= words.OwnerSlip || f.asNow(words.IsRole(inside)))
	if !f.tag(inside) && !f.pair(inside) && !(named && f.owner(inside)) {
		return false
	}
	f.r.Cut(m[0], len(f.r.Text))
	return true
}

// bracketAtEnd is the match of bracketTail, which is looked for from where the last
// bracket of its kind opens.
func bracketAtEnd(text string) []int {
	end := strings.TrimRight(text, " .。")
	open := strings.LastIndex(end, openerOf(lastRune(end)))
	if open < 0 {
		return nil
	}
	from := len(strings.TrimRight(text[:open], " \t\n\f\r"))
	m := bracketTail.FindStringSubmatchIndex(text[from:])
	for i := range m {
		m[i] += from
	}
	return m
}

// inCode tells whether a byte stands in code, whose signs are the text's own.
func (f *Fields) inCode(at int) bool { return f.asNow(f.r.InCode(at)) }

// asNow is what holds now and did not for earlier versions, which read a title of
// their own there.
func (f *Fields) asNow(holds bool) bool {
	f.novel = f.novel || holds
	return holds && !f.before
}

// brackets are those that open and close a remark.
var brackets = [][2]string{{"(", ")"}, {"[", "]"}, {"（", "）"}, {"【", "】"}}

// openerOf is the sign that opens what another closes; "": it closes nothing.
func openerOf(r rune) string {
	for _, b := range brackets {
		if b[1] == string(r) {
			return b[0]
		}
	}
	return ""
}

// closerOf is the sign that closes what another opens; "": it opens nothing.
func closerOf(r rune) string {
	for _, b := range brackets {
		if b[0] == string(r) {
			return b[1]
		}
	}
	return ""
}

func firstRune(text string) (rune, int) { return utf8.DecodeRuneInString(text) }

func lastRune(text string) rune {
	r, _ := utf8.DecodeLastRuneInString(text)
	return r
}

func (f *Fields) overlapsLink(from, to int) bool {
	for _, s := range f.r.Spans {
		if s.Kind == document.Link && s.From < to && s.To > from {
			return true
		}
	}
	return false
}
