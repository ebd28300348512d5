package fields

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/followthrough/followthrough/internal/sieve"
	"github.com/followthrough/followthrough/sync/source/actions/words"
	"github.com/followthrough/followthrough/sync/source/document"
)

const (
	mailAddress = `[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}`
	nameWord    = `\p{Lu}[\p{L}\p{M}'’.-]{0,40}`
	nameWords   = nameWord + `(?: (?:` + nameWord + `|van|von|de|der|den|da|di|du|la|le|bin|al|del|dos|ten|ter)){0,3}`
)

var (
	mailOnly = regexp.MustCompile(`^` + mailAddress + `$`)
	// mention is how chats write somebody into their exports: "<@U123>",
	// "<@U123|bo>", "<!subteam^S1|@payments>", "<mailto:bo@example.test|Bo>".
	mentionHead = sieve.MustCompile(`^<(?:@|!subteam\^|mailto:)([\w.@+%-]{1,120})(?:\|([^<>|]{1,80}))?>`)
	mentionTail = sieve.MustCompile(`<(?:@|!subteam\^|mailto:)([\w.@+%-]{1,120})(?:\|([^<>|]{1,80}))?>$`)
	// named is "Bo Sample <bo@example.test>", with brackets of either kind or,
	// where they made a link, without.
	namedHead = regexp.MustCompile(`^@?(` + nameWords + `) ?[<(]?(` + mailAddress + `)[>)]?`)
	namedTail = regexp.MustCompile(`@?(` + nameWords + `) ?[<(]?(` + mailAddress + `)[>)]?$`)
	mailHead  = regexp.MustCompile(`^[<(]?(?i:mailto:)?(` + mailAddress + `)(?:\?[^\s<>()]*)?[>)]?`)
	mailTail  = regexp.MustCompile(`[<(]?(?i:mailto:)?(` + mailAddress + `)(?:\?[^\s<>()]*)?[>)]?$`)
	// fullHead is "@Bo Sample", as editors write who a line is assigned to.
	fullHead = regexp.MustCompile(`^@(` + nameWord + ` ` + nameWord + `(?: ` + nameWord + `)?)`)
	fullTail = regexp.MustCompile(`@(` + nameWord + ` ` + nameWord + `(?: ` + nameWord + `)?)$`)

	personJoin  = regexp.MustCompile(`^ ?(?:[,;/&+] ?|(?:and|und|y|e|et) )?`)
	joinedBy    = regexp.MustCompile(`(?: ?[,;/&+] ?| (?:and|und|y|e|et) )$`)
	personLeads = regexp.MustCompile(`^ ?(?:[:：–—]|->?|→|,|(?:is |are )?to\b|will\b|should\b|must\b|needs? to\b|\(?owner\)?:?)? *`)
	personLead  = regexp.MustCompile(`(?i)(?:assigned to|assignee|owner|owners|owned by|dri|responsible|lead)[:：]?$`)
)

// person is somebody whom a text names: by a link, an address or a mention.
type person struct {
	from, to int
	name     string // as shown; an address or an account's id where no name is
	contact  string // an address or an account's id; "": none
	sure     bool   // a link or a mention: nothing else can be meant
}

// isMail tells whether a span is a link to a mail address, or a mention.
func isMail(s document.Span) bool {
	return s.Kind == document.Person || s.Kind == document.Link && len(s.URL) > len("mailto:") && strings.EqualFold(s.URL[:len("mailto:")], "mailto:")
}

// linked is the person of a span.
func (f *Fields) linked(s document.Span) person {
	contact := ""
	name := strings.TrimSpace(f.r.Text[s.From:s.To])
	if s.Kind == document.Link {
		contact, _, _ = strings.Cut(s.URL[len("mailto:"):], "?")
	}
	if id, shown, ok := strings.Cut(contact, "|"); ok { // a chat's "<mailto:bo@example.test|Bo>", "<!subteam^S1|@payments>"
		if group, isGroup := strings.CutPrefix(id, "!subteam^"); isGroup {
			id = "@" + group
		}
		contact, name = id, shown
	}
	if name = strings.TrimPrefix(strings.TrimPrefix(name, "mailto:"), "@"); name == "" {
		name = contact
	}
	return person{from: s.From, to: s.To, name: name, contact: contact, sure: true}
}

// maxPersons is how many people stand at one end at most.
const maxPersons = 8

// mayNamePerson spares the patterns where no sign of a person is there.
func (f *Fields) mayNamePerson(part string) bool {
	return strings.IndexByte(part, '@') >= 0 || strings.Contains(part, "<!") || slices.ContainsFunc(f.r.Spans, isMail)
}

// personAt is the person that begins at a byte.
func (f *Fields) personAt(at int) (person, bool) {
	for _, s := range f.r.Spans {
		if isMail(s) && (s.From == at || s.From == at+1 && f.r.Text[at] == '@') && !f.namedBefore(s) {
			p := f.linked(s)
			p.from = at
			return p, true
		}
	}
	text := head(f.r.Text[at:], 300)
	if m := mentionHead.FindStringSubmatch(text); m != nil {
		return mentioned(at, at+len(m[0]), m[1], m[2]), true
	}
	if mayHoldMail(text) {
		if m := namedHead.FindStringSubmatch(text); m != nil && !opensTask(m[1]) {
			return person{from: at, to: at + len(m[0]), name: m[1], contact: m[2]}, true
		}
		if m := mailHead.FindStringSubmatch(text); m != nil {
			return person{from: at, to: at + len(m[0]), name: m[1], contact: m[1]}, true
		}
	}
	if m := fullHead.FindStringSubmatch(text); m != nil {
		if name := withoutTask(m[1]); name != "" {
			return person{from: at, to: at + 1 + len(name), name: "@" + name}, true
		}
	}
	return person{}, false
}

// namedBefore: the span is an address that a name stands before.
func (f *Fields) namedBefore(s document.Span) bool {
	return s.From > 1 && mailOnly.MatchString(f.r.Text[s.From:s.To])
}

// personTo is the person that ends at a byte.
func (f *Fields) personTo(to int) (person, bool) {
	text := tail(f.r.Text[:to], 300)
	off := to - len(text)
	if p, ok := f.linkedTo(to, text); ok {
		return p, true
	}
	if m := mentionTail.FindStringSubmatchIndex(text); m != nil {
		name := ""
		if m[4] >= 0 {
			name = text[m[4]:m[5]]
		}
		return mentioned(off+m[0], to, text[m[2]:m[3]], name), true
	}
	if mayHoldMail(text) {
		if m := namedTail.FindStringSubmatchIndex(text); m != nil && apart(text, m[0]) {
			name := lastName(text[m[2]:m[3]])
			from := m[3] - len(name)
			if from > 0 && text[from-1] == '@' {
				from--
			}
			return person{from: off + from, to: to, name: name, contact: text[m[4]:m[5]]}, name != ""
		}
		if m := mailTail.FindStringSubmatchIndex(text); m != nil && apart(text, m[0]) {
			return person{from: off + m[0], to: to, name: text[m[2]:m[3]], contact: text[m[2]:m[3]]}, true
		}
	}
	if m := fullTail.FindStringSubmatchIndex(text); m != nil && apart(text, m[0]) {
		return person{from: off + m[0], to: to, name: text[m[0]:m[1]]}, true
	}
	return person{}, false
}

// mayHoldMail tells whether a text holds what an address does: a dot behind an @.
func mayHoldMail(text string) bool {
	_, host, is := strings.Cut(text, "@")
	return is && strings.IndexByte(host, '.') >= 0
}

// linkedTo is the person whose link ends at a byte, unless it is an address
// that a name stands before in the text.
func (f *Fields) linkedTo(to int, text string) (person, bool) {
	for _, s := range f.r.Spans {
		if !isMail(s) || s.To != to {
			continue
		}
		p := f.linked(s)
		if p.name == p.contact && namedTail.MatchString(text) {
			continue
		}
		if p.from > 0 && f.r.Text[p.from-1] == '@' {
			p.from--
		}
		if at := p.from - len("mailto:"); at >= 0 && strings.EqualFold(f.r.Text[at:p.from], "mailto:") {
			p.from = at
		}
		return p, true
	}
	return person{}, false
}

// apart: no word touches what begins at the byte.
func apart(text string, at int) bool {
	if at == 0 {
		return true
	}
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	return !unicode.IsLetter(before) && !unicode.IsDigit(before) && !strings.ContainsRune("/.@+-_", before)
}

// mentioned is somebody as a chat's export names them.
func mentioned(from, to int, id, name string) person {
	p := person{from: from, to: to, name: strings.TrimSpace(name), contact: id, sure: true}
	if !strings.Contains(id, "@") {
		p.contact = "@" + id
	}
	if p.name == "" {
		p.name = p.contact
	}
	return p
}

// opensTask: the first word of what looks like a name orders something.
func opensTask(name string) bool {
	first, _, _ := strings.Cut(name, " ")
	return words.Imperative(strings.ToLower(first))
}

// withoutTask is a name up to the word that opens the task; "": it has but one
// word.
func withoutTask(name string) string {
	ws := strings.Fields(name)
	for i, w := range ws {
		if i > 0 && words.Imperative(strings.ToLower(w)) {
			ws = ws[:i]
			break
		}
	}
	if len(ws) < 2 {
		return ""
	}
	return strings.Join(ws, " ")
}

// lastName is the end of capitalised words that may be a name: two of them,
// with what joins them.
func lastName(text string) string {
	ws := strings.Fields(text)
	n, big := len(ws), 0
	for n > 0 && big < 2 {
		n--
		if r, _ := utf8.DecodeRuneInString(ws[n]); unicode.IsUpper(r) {
			big++
		}
	}
	if len(ws)-n == 2 && words.Imperative(strings.ToLower(ws[n])) {
		n++
	}
	return strings.Join(ws[n:], " ")
}
