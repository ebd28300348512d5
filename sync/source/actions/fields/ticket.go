package fields

import (
	"slices"
	"strings"
	"unicode"

	"github.com/followthrough/followthrough/internal/sieve"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

// isTracker tells whether an address is one of an item in a tracker.
func isTracker(url string) bool {
	return (words.HasDigit(url) && trackerPath.MatchString(url) || trackerName.MatchString(url) || fileURL.MatchString(url) || isSideAddress(url)) && !isNoTracker(url)
}

// isSideAddress tells whether an address is one of those beside an item's own
// that earlier versions did not read.
func isSideAddress(url string) bool {
	return trackerKey.MatchString(url) || trackerPane.MatchString(url)
}

// unknown tells whether earlier versions, which the text is read as, knew no item
// under the link's address. Else what is read is new where they did not.
func (f *Fields) unknown(s document.Span) bool {
	if !isSideAddress(s.URL) || isKey(f.r.Text[s.From:s.To]) {
		return false
	}
	f.novel = true
	return f.before
}

// isNoTracker tells whether an address is one of a place that calls its errors
// issues, or of a form for a new one.
func isNoTracker(url string) bool {
	url = strings.ToLower(url)
	return slices.ContainsFunc([]string{"sentry.io/", "bugsnag.com/", "rollbar.com/", "/issues/new"}, func(w string) bool { return strings.Contains(url, w) })
}

// isFileLink tells whether a link is one to an item in a backlog file.
func isFileLink(text, url string) bool {
	return fileURL.MatchString(url) && fileKey.MatchString(text)
}

// isKey tells whether a text is a bare item key.
func isKey(text string) bool {
	text = strings.TrimSpace(text)
	if len(text) > 60 || !words.HasDigit(text) {
		return false
	}
	if strings.IndexByte(text, '-') >= 0 && (bareKey.MatchString(text) && !notKey.MatchString(text) || isFileKey(text)) {
		return true
	}
	return strings.ContainsAny(text, "#!") && numberKey.MatchString(text) || namedKey.MatchString(text)
}

// isFileKey tells whether a text is the bare key of an item in a backlog file
// ("payments-3f9a2c"); a word with a hyphen ("re-facade") has no digit.
func isFileKey(text string) bool {
	m := fileKey.FindStringSubmatch(text)
	return m != nil && words.HasDigit(m[1]) && !notFileKey.MatchString(text)
}

// ticketOf is the item that a link names; nil: it leads elsewhere.
func ticketOf(text string, s *document.Span) *review.Ticket {
	ours := isFileLink(text, s.URL) || unmade.MatchString(text)
	if !ours && !isTracker(s.URL) && !isKey(text) {
		return nil
	}
	t := &review.Ticket{URL: s.URL}
	if isKey(text) || ours {
		t.Text = strings.TrimSpace(text)
	}
	return t
}

// LinkedBehind tells whether a text ends in a link to an item in brackets, as links are
// written behind an action.
func LinkedBehind(r document.Rich) bool {
	end := len(r.Text) - 1
	if end < 0 || r.Text[end] != ')' {
		return false
	}
	s := r.LinkTo(end)
	return s != nil && strings.HasSuffix(r.Text[:s.From], " (") && ticketOf(r.Text[s.From:s.To], s) != nil && saysNothing(r.Text[s.From:s.To], s.URL)
}

// saysNothing tells whether a link text is only the ticket's name.
func saysNothing(text, url string) bool {
	text = strings.TrimSpace(text)
	return text == url || text != "" && strings.HasSuffix(url, "/"+text) || isKey(strings.Trim(text, "()[]")) || isFileLink(text, url) || unmade.MatchString(text) ||
		reference.MatchString(text) || strings.HasPrefix(text, "http")
}

// TicketIn is the ticket of a ticket cell or value: its last link or key.
func TicketIn(r document.Rich) *review.Ticket {
	for i := len(r.Spans) - 1; i >= 0; i-- {
		if s := r.Spans[i]; s.Kind == document.Link && !isNoTracker(s.URL) {
			if t := ticketOf(r.Text[s.From:s.To], &s); t != nil {
				return t
			}
		}
	}
	if !words.HasDigit(r.Text) {
		return nil
	}
	ws := strings.FieldsFunc(r.Text, func(c rune) bool { return strings.ContainsRune(" \t\n,;()[]", c) })
	for i := len(ws) - 1; i >= 0; i-- {
		if w := strings.Trim(ws[i], ".:"); isKey(w) {
			return &review.Ticket{Text: w}
		}
	}
	if t := strings.TrimSpace(r.Text); isKey(t) {
		return &review.Ticket{Text: t}
	}
	return nil
}

// cellKey is the key that a word of a ticket's cell is, in whatever case it is
// written; "": it is none.
func cellKey(word string) string {
	upper := strings.ToUpper(word)
	switch {
	case isKey(word):
		return word
	case bareKey.MatchString(upper) && !notKey.MatchString(upper) && words.HasDigit(upper):
		return upper
	}
	return ""
}

// ticketOfCell is the ticket of a cell that is there for tickets: as TicketBeside,
// and keys in lower case.
func ticketOfCell(r document.Rich) *review.Ticket {
	if t := TicketBeside(r); t != nil {
		return t
	}
	ws := strings.FieldsFunc(withoutAnswers(r).Text, func(c rune) bool { return strings.ContainsRune(" \t\n,;()[]", c) })
	for _, w := range slices.Backward(ws) {
		if key := cellKey(strings.Trim(w, ".:")); key != "" {
			return &review.Ticket{Text: key}
		}
	}
	return nil
}

// soleTicket is the tracker's item that a text links to in its midst, set apart
// from the sentence, where it links to no other. Within the sentence ("undo what
// #12 brought") it is a mention, as a bare key there is.
func soleTicket(r document.Rich, before bool) *review.Ticket {
	var found *review.Ticket
	for _, s := range r.Spans {
		if s.Kind != document.Link || s.To > len(r.Text) || !isTracker(s.URL) {
			continue
		}
		t := ticketOf(strings.TrimSpace(r.Text[s.From:s.To]), &s)
		if t == nil || found != nil && found.Link() != t.Link() {
			return nil
		}
		if before || aparted(r, s) {
			found = t
		}
	}
	return found
}

// aparted tells whether a link in the midst of a text is set apart from its
// sentence: behind words that lead to a ticket ("tracked in", "a ticket (…)"), or
// as the last of a sentence, in brackets or behind a dash, or of all of the text, but
// for a name in brackets that may be the owner's.
func aparted(r document.Rich, s document.Span) bool {
	head := strings.TrimRight(r.Text[:s.From], " \t\n([（【")
	bracketed := strings.ContainsAny(r.Text[len(head):s.From], "([（【")
	if bracketed && ticketNoun.MatchString(tail(head, 60)) || ticketLead.MatchString(tail(head, 60)) || ticketLead.MatchString(tail(r.Text[:s.To], 60)) {
		return true
	}
	if nameBehind.MatchString(r.Text[s.To:]) {
		return true
	}
	rest := strings.TrimLeft(r.Text[s.To:], ")]）】")
	ends := rest == "" || strings.ContainsAny(rest[:1], ".;\n") || strings.HasPrefix(rest, "。")
	return ends && (bracketed || strings.HasSuffix(head, "-") || strings.HasSuffix(head, "–") || strings.HasSuffix(head, "—") || strings.HasSuffix(head, ":")) || strings.Trim(head, " ") == ""
}

// peelTicketEnd takes the reference at the end of the text, with the brackets
// and the dash around it. A link whose text means something stays.
func (f *Fields) peelTicketEnd() bool {
	r := &f.r
	end := len(strings.TrimRight(r.Text, " .,;\u3002"))
	core := strings.TrimRight(r.Text[:end], ")]）】")
	closers := end - len(core)
	if s := r.LinkTo(len(core)); s != nil {
		return f.peelLinkEnd(*s, closers)
	}
	if s := r.LinkTo(end); s != nil { // an address that ends in a bracket
		return f.peelLinkEnd(*s, 0)
	}
	return f.peelKeyEnd(core, closers)
}

func (f *Fields) peelLinkEnd(s document.Span, closers int) bool {
	r := &f.r
	text := r.Text[s.From:s.To]
	t := ticketOf(strings.TrimSpace(text), &s)
	if t == nil || f.unknown(s) || closers == 0 && f.governed(s.From) {
		return false
	}
	f.setTicket(t)
	if !saysNothing(text, s.URL) {
		return false
	}
	return f.cutReference(s.From, closers)
}

// cutReference cuts from the reference to the end, with the openers and the
// words that lead to it. Nothing is cut where nothing would be left.
func (f *Fields) cutReference(from, closers int) bool {
	head := f.r.Text[:from]
	if closers > 0 {
		trimmed := strings.TrimRight(head, "([（【")
		if trimmed == head { // "(see also X)": the bracket opened earlier
			i := strings.LastIndexAny(head, "([")
			if i < 0 || len(head)-i > 40 || !isKeyList(head[i+1:]) && !leadIn.MatchString(" "+strings.TrimSpace(head[i+1:])) {
				return false
			}
			trimmed = head[:i]
		}
		head = strings.TrimRight(trimmed, " \t\n")
	} else {
		head = strings.TrimRight(head, " \t\n")
		head = cutLeadIn(head)
	}
	if closers == 0 {
		head = strings.TrimRight(head, "|→>&+/ \t\n:–—-,;")
	}
	if strings.Trim(head, " .") == "" {
		return false
	}
	if doneLead.MatchString(f.r.Text[len(head):]) {
		SetState(&f.A, review.Done, "")
	}
	f.r.Cut(len(head), len(f.r.Text))
	return true
}

// cutLeadIn cuts the words that lead to a reference off the end.
func cutLeadIn(head string) string {
	for _, lead := range []pattern{leadApart, leadPlain} {
		if m := atEnd(lead, head); m != nil {
			return head[:m[0]]
		}
	}
	return head
}

// isKeyList: only keys and what joins them.
func isKeyList(text string) bool {
	for _, w := range strings.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune(" ,;&/+", c) }) {
		if !isKey(w) && w != "and" {
			return false
		}
	}
	return true
}

// lastWord is where the last word of a text begins.
func lastWord(text string) int {
	at := strings.LastIndexAny(text, " \t\n([,;") + 1
	if wide := strings.LastIndex(text[at:], "（"); wide >= 0 {
		at += wide + len("（")
	}
	return at
}

func (f *Fields) peelKeyEnd(core string, closers int) bool {
	at := lastWord(core)
	word := core[at:]
	if namedAt := strings.LastIndexAny(strings.TrimRight(core[:at], " "), " \t\n([") + 1; namedAt < at && endsInDigit(core) && namedKey.MatchString(core[namedAt:]) {
		at, word = namedAt, core[namedAt:]
	}
	if !isKey(word) || f.r.InCode(at) {
		return false
	}
	if closers == 0 && at > 0 && !joined(core[:at]) && !bareKey.MatchString(word) && !isFileKey(word) && mentions(core[:at]) || closers == 0 && bareKey.MatchString(word) && f.governed(at) {
		return false // "fix what broke in #12": a mention
	}
	f.setTicket(&review.Ticket{Text: word})
	return f.cutReference(at, closers)
}

// governed tells whether a reference at the end of a text, from a byte on, belongs
// to the word before it ("undo the workaround for PAY-12"): it is another item.
// Earlier versions took it for the action's own.
func (f *Fields) governed(at int) bool {
	head := strings.TrimRight(f.r.Text[:at], " \t\n[(<")
	if f.before || head == "" || joined(head) {
		return false
	}
	word := strings.ToLower(head[strings.LastIndexFunc(head, func(c rune) bool { return !unicode.IsLetter(c) })+1:])
	if !slices.Contains(governing, word) {
		return false
	}
	f.novel, f.mention = true, true
	return true
}

// subject tells whether what follows a reference that ends at a byte says something
// of it ("PAY-12 needs to be split"): the sentence would have none without it.
func (f *Fields) subject(to int) bool {
	if f.before || !says.MatchString(f.r.Text[to:]) {
		return false
	}
	f.novel = true
	return true
}

// says is how a sentence goes on behind its subject.
var says = sieve.MustCompile(`(?i)^ (?:needs? to|has to|have to|must|should|still needs)\s+\w`)

// governing are words that what stands behind them completes.
var governing = strings.Fields(`
for from of to by on with than as like after before since until during against behind beyond without unlike
de du des pour depuis para por desde como für von zu aus nach mit wie voor van naar met per di da för från til fra`)

// mentions tells whether the word before a number makes it a part of the
// sentence, or the number of something else: "broke in #12", "step #3".
func mentions(before string) bool {
	before = strings.TrimRight(before, " \t")
	if strings.HasSuffix(before, ")") || strings.HasSuffix(before, "]") {
		return false // the bracket ends the sentence
	}
	at := strings.LastIndexFunc(before, func(c rune) bool { return !unicode.IsLetter(c) }) + 1
	word := strings.ToLower(before[at:])
	return word == "" || slices.Contains(beforeMentions, word)
}

// beforeMentions are words after which a number is no item's at the end of a
// text: what leads into an object, and what is numbered without a tracker.
var beforeMentions = strings.Fields(`
in of for from by to with than as at on into onto about after before like per since until during against behind beyond near over under around
through without within between and or not the a an this that these those is are was were be been
step steps rule phase part point item items section question page chapter table figure line row column slide option action note lesson finding
incident incidents outage priority severity level node server host machine shard replica region pod rack disk port channel room version release
build runbook playbook attempt try round week day sprint milestone number`)

func endsInDigit(text string) bool {
	return text != "" && text[len(text)-1] >= '0' && text[len(text)-1] <= '9'
}

// joined: what stands before the key sets it apart.
func joined(before string) bool {
	trimmed := strings.TrimRight(before, " \t")
	return trimmed == "" || strings.ContainsRune(":–—-,;.([|/&+>→", []rune(trimmed[len(trimmed)-1:])[0]) || atEnd(leadPlain, trimmed) != nil || strings.HasSuffix(trimmed, "→")
}

// peelTicketStart takes "[#12]:", "PAY-12 -", "bug 123 -" and a leading link.
func (f *Fields) peelTicketStart() bool {
	r := &f.r
	open := len(r.Text) - len(strings.TrimLeft(r.Text, "[(（【"))
	if s := r.LinkAt(open); s != nil {
		return f.peelLinkStart(s)
	}
	if word, _, _ := strings.Cut(r.Text, " "); !f.before && isKey(word) && f.stateOfLink(len(word)) {
		f.leadTicket(&review.Ticket{Text: word})
		return true
	}
	if !words.HasDigit(firstFields(r.Text)) {
		return false
	}
	if m := keyWithName.FindStringSubmatchIndex(r.Text); m != nil && !f.before && isKey(r.Text[m[2]:m[3]]) && !f.subject(m[1]) {
		f.leadTicket(&review.Ticket{Text: r.Text[m[2]:m[3]]}) // its name stays in the title
		return false
	}
	m := keyHead.FindStringSubmatchIndex(r.Text)
	if m == nil || !isKey(r.Text[m[2]:m[3]]) || f.subject(m[3]) {
		return false
	}
	f.leadTicket(&review.Ticket{Text: r.Text[m[2]:m[3]]})
	return f.stateOfLink(m[3]) || f.cutLead(m[3])
}

// peelLinkStart takes a leading link to an item, unless it is what the sentence is about.
func (f *Fields) peelLinkStart(s *document.Span) bool {
	text := f.r.Text[s.From:s.To]
	t := ticketOf(strings.TrimSpace(text), s)
	if t == nil || f.unknown(*s) || f.subject(s.To) {
		return false
	}
	f.leadTicket(t)
	if !saysNothing(text, s.URL) {
		return false
	}
	return f.stateOfLink(s.To) || f.cutLead(s.To)
}

// keyWithName is a reference with its name in brackets before what is to be done: "PR #12
// (retry limits): merge it".
var keyWithName = sieve.MustCompile(`^((?i:(?:pr|mr|issue|bug|ticket|gh)[ ]?#?\d{1,7})|#\d{1,7}|[A-Z][A-Z0-9_]{1,14}-\d{1,7}) ?\([^()\n]{1,60}\) ?[:：–—]`)

// stateOfLink takes a state that is all that follows a ticket up to the byte
// ("https://… - DONE", "PAY-12 (closed)"): the ticket is the title.
func (f *Fields) stateOfLink(to int) bool {
	if f.before {
		return false
	}
	rest := strings.Trim(f.r.Text[to:], " \t\n()[]（）【】:：–—-→.,;")
	s, more, ok := words.State(rest)
	if !ok || !words.OnlyState(more) || more != "" && f.r.InCode(to+strings.Index(f.r.Text[to:], rest)) {
		return false
	}
	SetState(&f.A, s, more)
	f.r.Cut(to, len(f.r.Text))
	f.novel = true
	return true
}

// cutLead cuts up to the offset and what joins it to the rest.
func (f *Fields) cutLead(to int) bool {
	rest := strings.TrimLeft(f.r.Text[to:], " \t\n)]）】:：–—-.,")
	if rest == "" {
		return false
	}
	f.r.Cut(0, len(f.r.Text)-len(rest))
	return true
}

// setTicket takes a ticket at the end: of several the last, which comes first.
func (f *Fields) setTicket(t *review.Ticket) {
	if f.A.Ticket == nil || f.lead {
		f.A.Ticket, f.lead = t, false
	}
}

// leadTicket takes one at the start, unless the end has one.
func (f *Fields) leadTicket(t *review.Ticket) {
	if f.A.Ticket == nil {
		f.A.Ticket, f.lead = t, true
	}
}
