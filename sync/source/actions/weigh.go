package actions

import (
	"regexp"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions/evidence"
	"github.com/followthrough/followthrough/sync/source/actions/words"
)

// weigh notes what each candidate shows.
func (r *reader) weigh(o *outline, all []candidate) {
	announced, surely := false, false
	for i := range all {
		announced = announced || all[i].announced()
		surely = surely || all[i].surely()
	}
	few, repeated := o.fewChapters(), o.repeated()
	for i := range all {
		c := &all[i]
		c.note(evidence.FewChapters, few)
		c.note(evidence.LabelRepeated, len(repeated) > 0 && c.section != nil && c.section.node != nil && repeated[review.Normalise(c.section.text)])
		c.note(evidence.OddGroup, r.inOddGroup(c))
		c.note(evidence.SectionElsewhere, announced && !c.announced())
		c.note(evidence.StrongerElsewhere, surely && !c.surely())
		c.note(evidence.TellsBeside, surely && !c.surely() && c.does.Does(words.Tells))
		c.note(evidence.EarlyOn, c.section != nil && c.section.index*2 < len(o.labels))
		c.ofLabel()
		c.ofText()
		c.ofTextBare()
		c.ofFields()
		c.ofForm()
	}
	r.besideCertain(all)
}

// besideCertain notes whether the document has actions that are certain.
func (r *reader) besideCertain(all []candidate) {
	settled := slices.ContainsFunc(all, func(c candidate) bool { return c.evidence.Announced && c.verdict(r.set) == evidence.Certain })
	for i := range all {
		all[i].evidence.Settled = settled
	}
}

// note adds a sign where it is shown.
func (c *candidate) note(s evidence.Sign, shown bool) {
	if shown {
		c.evidence.Add(s)
	}
}

func (c *candidate) ofLabel() {
	l := c.section
	switch {
	case c.evidence.Shows(evidence.Marked):
		return
	case l == nil || l.node == nil:
		c.evidence.Add(evidence.LabelNone)
		return
	}
	c.evidence = c.evidence.With(l.evidence())
	c.note(evidence.MaybeBeside, l.class == words.ClassMaybe && c.evidence.Shows(evidence.SectionElsewhere))
	c.note(evidence.AdviceBare, l.class == words.ClassAdvice && c.Owner == "" && c.Mark == "" && c.Ticket == nil && !c.boxed() && c.Due == "" && c.Place.Form != FormRow)
}

// opensClock is how a time or a day opens a line.
var opensClock = regexp.MustCompile(`^[\[(*_ ]*(?:\d{4}-\d{2}-\d{2}|~?\d{1,2}[:h]\d{2}|\d{1,2}/\d{1,2}/\d{2,4})`)

// hasLead: a few words stand before a colon in the line's first sentence.
func hasLead(text string) bool {
	at := strings.IndexFunc(text, func(r rune) bool { return r == ':' || r == '：' || r == '.' || r == '!' || r == '?' })
	return at >= 2 && at <= maxLead && (text[at] == ':' && strings.HasPrefix(text[at+1:], " ") || strings.HasPrefix(text[at:], "："))
}

// maxLead is how many bytes a lead has at most.
const maxLead = 60

// isRule: a condition or a question stands before an arrow, or a short one before a colon.
func isRule(text string) bool {
	if hasLead(text) && words.Conditional(text) {
		return true
	}
	before, _, ok := strings.Cut(text, "→")
	if !ok {
		before, _, ok = strings.Cut(text, "->")
	}
	return ok && (strings.ContainsAny(before, "?？<>≥≤") || words.Conditional(before))
}

func (c *candidate) ofText() {
	text, does := c.Title, c.does
	n := words.Count(text)
	c.note(evidence.Imperative, does.Does(words.Orders))
	c.note(evidence.Promise, does.Does(words.Commits))
	c.note(evidence.Past, does.Does(words.Tells))
	c.note(evidence.Narrates, does.Does(words.Tells) && words.Narrates(text))
	c.note(evidence.States, does.Does(words.States) && !does.Does(words.Commits))
	c.note(evidence.Question, strings.HasSuffix(text, "?") || strings.HasSuffix(text, "？"))
	c.note(evidence.Long, n > 40)
	c.note(evidence.Short, n < 3 && !does.Does(words.Orders) && !words.HasCJK(text))
	c.note(evidence.Clock, words.HasDigit(text[:min(len(text), 8)]) && opensClock.MatchString(text))
	c.note(evidence.Figure, digits(text)*3 > len(text))
	c.note(evidence.OneWord, !strings.ContainsAny(text, " \n") && !words.HasCJK(text))
	c.note(evidence.Lead, hasLead(text))
	c.note(evidence.Rule, isRule(text))
	c.note(evidence.OfOthers, does.Does(words.AdvisesOthers))
	c.note(evidence.OfDocument, does.Does(words.OfDocument))
	c.note(evidence.Bare, does&(words.Orders|words.Commits|words.Tells) == 0 && !c.hasField() && !words.Demands(text))
	c.note(evidence.NamesWork, words.NamesWork(text))
	c.note(evidence.Exclaims, strings.HasSuffix(text, "!") || strings.HasSuffix(text, "！"))
	c.note(evidence.Pointer, words.PointsElsewhere(text))
	c.note(evidence.Remark, words.Remarks(text))
	c.note(evidence.Colon, strings.HasSuffix(text, ":") || strings.HasSuffix(text, "："))
}

// ofTextBare notes what of a line's words decides only where nothing else stands for it.
func (c *candidate) ofTextBare() {
	c.note(evidence.AnswersNo, c.Owner == "" && c.Due == "" && c.Ticket == nil && words.AnswersNo(c.Title))
	c.note(evidence.BoxLike, len(c.Title) > 3 && c.Title[0] == '[' && c.Title[2] == ']')
	c.note(evidence.GroupLike, c.evidence.Shows(evidence.Bare) && words.IsGroup(c.Title))
}

func digits(text string) int {
	n := 0
	for _, r := range text {
		if r >= '0' && r <= '9' {
			n++
		}
	}
	return n
}

func (c *candidate) ofFields() {
	c.note(evidence.Box, c.boxed())
	c.note(evidence.Owner, c.Owner != "")
	c.note(evidence.Due, c.Due != "")
	c.note(evidence.Ticket, c.Ticket != nil)
	c.note(evidence.Tagged, c.Priority != "" || c.Type != "")
	c.note(evidence.State, c.Mark != "")
}

// hasField: something stands beside its words.
func (c *candidate) hasField() bool {
	return c.boxed() || c.Owner != "" || c.Due != "" || c.Ticket != nil || c.Priority != "" || c.Mark != ""
}

func (c *candidate) boxed() bool { return c.Place.Boxed || c.Place.Box >= 0 }

func (c *candidate) ofForm() {
	c.note(evidence.Row, c.Place.Form == FormRow || c.Place.Form == FormHTML)
	c.note(evidence.ColumnUnnamed, c.unnamed)
	c.note(evidence.HeadingForm, c.Place.Form == formHeading)
	c.note(evidence.Prose, c.Place.Form == formParagraph)
	c.note(evidence.Aside, c.aside)
	c.note(evidence.Worded, c.worded)
	c.note(evidence.Linked, c.linked && !c.evidence.Announced)
	c.note(evidence.Step, c.step && !c.evidence.Announced)
	c.note(evidence.BareLine, c.Place.Form == formLine && !c.bulleted)
}

// beside notes what most lines of a section show.
func beside(all []candidate) {
	orders, fields, tells, boxes := 0, 0, 0, 0
	for i := range all {
		c := &all[i]
		if c.does&(words.Orders|words.Commits) != 0 {
			orders++
		}
		if c.Owner != "" || c.Due != "" { // a ticket may be one of ours
			fields++
		}
		if c.does.Does(words.Tells) {
			tells++
		}
		if c.boxed() {
			boxes++
		}
	}
	n := len(all)
	for i := range all {
		c := &all[i]
		c.note(evidence.BesideImperative, n > 1 && orders*2 >= n)
		c.note(evidence.BesideFields, n > 1 && fields*2 >= n)
		c.note(evidence.BesidePast, n > 1 && tells*2 >= n)
		c.note(evidence.BesideBoxes, n > 1 && boxes*2 > n)
		c.note(evidence.BoxMissing, n > 1 && boxes*2 > n && !c.boxed())
		c.note(evidence.Alone, n == 1)
		c.note(evidence.Many, n > 8)
	}
}

// inOddGroup: a label between the section's and the line is called like no group of actions.
func (r *reader) inOddGroup(c *candidate) bool {
	return c.Group != "" && c.section != nil && c.Group != c.section.text && c.section.class != words.ClassMaybe && !r.isGroup(c.Group)
}

// fewChapters: hardly one of the document's labels is of what the review of an incident
// tells beside its actions.
func (o *outline) fewChapters() bool {
	n := 0
	for _, l := range o.labels {
		if l.class == words.ClassOff || l.class == words.ClassSoft {
			n++
		}
	}
	return n < minChapters
}

// minChapters is how many such labels a review has at least.
const minChapters = 2

// repeated are the texts of labels that stand at least three times in the document: one of
// them is no section of a review's actions, but a part of each of its steps or cases.
func (o *outline) repeated() map[string]bool {
	n := map[string]int{}
	out := map[string]bool{}
	for _, l := range o.labels {
		if l.class == words.ClassTake || l.class == words.ClassMaybe || l.class == words.ClassHint {
			text := review.Normalise(l.text)
			if n[text]++; n[text] > 2 {
				out[text] = true
			}
		}
	}
	return out
}
