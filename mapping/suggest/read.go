package suggest

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/followthrough/followthrough/mapping"
)

// written is a text that names an owner, as often as it was met.
type written struct {
	Text
	judged
	key   string // its likeness
	order int    // as it was met
	owned int    // of the times, those that lead to a team already
	// beside are the texts that stood beside it in one owner, by how often: whose
	// member somebody is, say.
	beside map[string]int
}

// reading is all that was read of owners.
type reading struct {
	vocabulary
	in     Input
	texts  map[string]*written
	order  []*written
	whole  map[string]int // how often a text of several parts is written
	alone  map[string]int // by likeness: how often by itself
	known  map[string]bool
	joined map[string]*joined
	counts Counts
}

var (
	bracketRE = regexp.MustCompile(`^([^()\[\]]+?)\s*[(\[]([^()\[\]]+)[)\]]$`)
	dashRE    = regexp.MustCompile(`^(.+?)(?:\s+[-–—]\s+|:\s+)(.+)$`)
	arrowRE   = regexp.MustCompile(`\s*(?:[→⇒➜➔]|[-=]+>)\s*`)
	mailboxRE = regexp.MustCompile(`^"?[^"<>@]*[^"<>@\s]"?\s*<[^<>\s@]+@[^<>\s@]+>$`)
)

// read takes all owners up: what stands alone first, since by it is told whether
// "Trust and Safety" is one team or two owners.
func read(in Input) *reading {
	r := &reading{vocabulary: newVocabulary(), in: in, texts: map[string]*written{}, whole: map[string]int{}, alone: map[string]int{}, known: map[string]bool{}, joined: map[string]*joined{}}
	r.learn()
	r.each(func(text string, _ Says, _ Where, _ bool) {
		if parts := mapping.Parts(text); len(parts) > 1 {
			r.whole[r.likeness(text)]++
		} else if len(parts) == 1 {
			r.alone[r.likeness(text)]++
		}
	})
	r.each(r.take)
	return r
}

// learn takes up what is known by its name, whoever writes it.
func (r *reading) learn() {
	for _, t := range r.in.Mapping.Teams() {
		for _, name := range append(append([]string{t.Name}, t.Formerly...), t.Aliases...) {
			r.known[r.likeness(name)] = true
		}
	}
	for _, k := range r.in.Known {
		for _, name := range append([]string{k.Name}, k.Handles...) {
			r.known[r.likeness(name)] = true
		}
	}
	for _, t := range r.in.Trackers {
		for _, p := range t.Places {
			if key := r.likeness(p.Name); strings.Contains(p.Name, " ") {
				r.known[key] = true
			}
		}
	}
}

// each visits all owners in order.
func (r *reading) each(visit func(text string, says Says, at Where, led bool)) {
	for _, rev := range r.in.Reviews {
		at := Where{Review: rev.Name}
		for _, own := range []struct {
			text string
			says Says
		}{{rev.Team, SaysTeam}, {rev.Owner, ""}} {
			if text := cleaned(own.text); text != "" {
				visit(text, own.says, at, r.in.Mapping.Leads(own.text) != nil)
			}
		}
		for _, o := range rev.Owners {
			at.Line = o.Line
			for _, text := range append([]string{o.Text}, o.Contacts...) {
				if text = cleaned(text); text != "" {
					visit(text, o.Says, at, o.Led != "")
				}
			}
		}
	}
}

// take takes one owner up, in its parts.
func (r *reading) take(text string, says Says, at Where, led bool) {
	if utf8.RuneCountInString(text) > longestName {
		r.counts.TooLong++
		return
	}
	pieces, paired := r.pieces(text)
	var found []*written
	for _, piece := range pieces {
		w := r.note(piece, says, at, led)
		if w.kind == nobody {
			r.counts.Nobody++
			continue
		}
		found = append(found, w)
	}
	if len(found) > 1 && len(mapping.Parts(text)) == 1 {
		r.join(text, at, found)
	}
	if paired && len(found) == 2 {
		found[0].beside[found[1].Text.Text]++
		found[1].beside[found[0].Text.Text]++
	}
}

// note counts a text.
func (r *reading) note(text string, says Says, at Where, led bool) *written {
	w := r.texts[text]
	if w == nil {
		w = &written{Text: Text{Text: text, First: at}, judged: r.judge(text, says), key: r.likeness(text), order: len(r.order), beside: map[string]int{}}
		r.texts[text] = w
		r.order = append(r.order, w)
	}
	if again := r.judge(text, says); w.kind == unsure && again.kind == team { // one place says so
		w.judged = again
	}
	w.Count++
	if led {
		w.owned++
	}
	return w
}

// pieces are the owners that a text names; paired tells that they are one: a
// person with a team ("Anna Smith (Payments)").
func (r *reading) pieces(text string) (pieces []string, paired bool) {
	if mailboxRE.MatchString(text) || r.one(text) {
		return []string{text}, false
	}
	for _, re := range []*regexp.Regexp{bracketRE, dashRE} {
		m := re.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		left, right := cleaned(m[1]), cleaned(m[2])
		if len(mapping.Parts(left)) == 1 && len(mapping.Parts(right)) == 1 {
			return []string{left, right}, true
		}
	}
	for _, side := range arrowRE.Split(text, -1) {
		for _, part := range mapping.Parts(side) {
			pieces = append(pieces, r.sides(cleaned(part))...)
		}
	}
	return pieces, false
}

// sides are what stands around a slash, where that is no handle of a team.
func (r *reading) sides(part string) []string {
	if !strings.Contains(part, "/") || strings.Contains(part, "@") || strings.Contains(part, "://") || r.one(part) {
		return []string{part}
	}
	var out []string
	for side := range strings.SplitSeq(part, "/") {
		if side = cleaned(side); side != "" {
			out = append(out, side)
		}
	}
	return out
}

// one tells whether a text of several parts is the name of one team: it is known
// as such, or is written again while no part of it is written alone.
func (r *reading) one(text string) bool {
	parts := mapping.Parts(text)
	if len(parts) < 2 && !strings.Contains(text, "/") {
		return false
	}
	key := r.likeness(text)
	if r.known[key] {
		return true
	}
	if len(parts) < 2 || r.whole[key] < 2 {
		return false
	}
	for _, part := range parts {
		j := r.judge(cleaned(part), "")
		if r.alone[r.likeness(part)] > 0 || j.kind == person {
			return false
		}
	}
	return true
}
