package actions

import (
	"regexp"
	"strings"

	"github.com/followthrough/followthrough/sync/source/actions/evidence"
	"github.com/followthrough/followthrough/sync/source/actions/words"
)

// weigh notes what each candidate shows.
func (r *reader) weigh(o *outline, all []candidate) {
	announced, surely := false, false
	for _, c := range all {
		announced = announced || c.announced()
		surely = surely || c.surely()
	}
	for i := range all {
		c := &all[i]
		c.note(evidence.SectionElsewhere, announced && !c.announced())
		c.note(evidence.StrongerElsewhere, surely && !c.surely())
		c.note(evidence.TellsBeside, surely && !c.surely() && c.does.Does(words.Tells))
		c.note(evidence.EarlyOn, c.section != nil && c.section.index*2 < len(o.labels))
		c.ofLabel()
		c.ofText()
		c.ofFields()
		c.ofForm()
	}
}

// announced: a label or a mark of its own says for certain that it is an action.
func (c *candidate) announced() bool {
	return c.evidence.Announced && (c.section == nil || c.section.class == words.ClassTake)
}

// surely: its section's own label says nothing but that actions or what follows
// stand below, and none above it speaks of what is no action.
func (c *candidate) surely() bool {
	l := c.section
	if l == nil || !c.announced() || !words.AnnouncesWholly(l.text) || words.Concepts(l.text)&(words.AboutActions|words.AboutFollowUp) == 0 {
		return false
	}
	return !l.belowOff()
}

// belowOff: a label further up speaks of how the incident went, or of what is no
// action.
func (l *label) belowOff() bool {
	for up := l.up; up != nil; up = up.up {
		if up.class == words.ClassOff || up.class == words.ClassSoft {
			return true
		}
	}
	return false
}

// labelConcepts are the signs of what a label is about.
var labelConcepts = map[words.Concept]evidence.Sign{
	words.AboutActions: evidence.LabelActions, words.AboutFollowUp: evidence.LabelFollowUp, words.AboutPrevention: evidence.LabelPrevention,
	words.AboutImprovement: evidence.LabelImprovement, words.AboutFixes: evidence.LabelFixes, words.AboutFuture: evidence.LabelFuture,
	words.AboutPlans: evidence.LabelFuture, words.AboutChange: evidence.LabelChange, words.AboutDone: evidence.LabelDone, words.AboutProgress: evidence.LabelProgress,
}

// note adds a sign where it is shown.
func (c *candidate) note(s evidence.Sign, shown bool) {
	if shown {
		c.evidence.Add(s)
	}
}

func (c *candidate) ofLabel() {
	l := c.section
	if c.evidence.Shows(evidence.Marked) {
		return
	}
	if l == nil || l.node == nil {
		c.note(evidence.LabelNone, true)
		return
	}
	c.note(evidence.LabelMaybe, l.class == words.ClassMaybe)
	c.note(evidence.LabelAdvice, l.class == words.ClassAdvice)
	c.note(evidence.LabelSoft, l.class == words.ClassSoft)
	c.note(evidence.LabelOff, l.class == words.ClassOff)
	c.note(evidence.LabelHint, l.class == words.ClassHint)
	about := words.Concepts(l.text)
	for concept, sign := range labelConcepts {
		c.note(sign, about&concept != 0)
	}
	c.note(evidence.LabelQuestion, strings.HasSuffix(strings.TrimSpace(l.full.Text), "?"))
	c.note(evidence.LabelLong, words.Count(l.text) > 5)
	part := l.class == words.ClassTake && !words.AnnouncesWholly(l.text)
	below := l.belowOff()
	c.note(evidence.LabelSure, c.surely())
	c.note(evidence.LabelWhole, l.class == words.ClassTake && !part)
	c.note(evidence.LabelPart, part)
	c.note(evidence.LabelPartBelow, part && below)
	c.note(evidence.BelowOff, below)
	c.note(evidence.MaybeBeside, l.class == words.ClassMaybe && c.evidence.Shows(evidence.SectionElsewhere))
	c.note(evidence.AdviceBare, l.class == words.ClassAdvice && c.Owner == "" && c.Ticket == nil && c.Place.Box < 0 && !c.Place.Boxed && c.Due == "" && c.Place.Form != FormRow)
}

var (
	opensClock = regexp.MustCompile(`^[\[(*_ ]*(?:\d{4}-\d{2}-\d{2}|~?\d{1,2}[:h]\d{2}|\d{1,2}/\d{1,2}/\d{2,4})`)
	leadWords  = regexp.MustCompile(`^[^:.!?]{2,60}[:：] \S`)
)

func (c *candidate) ofText() {
	text, does := c.Title, c.does
	ws := words.Split(text)
	c.note(evidence.Imperative, does.Does(words.Orders))
	c.note(evidence.Promise, does.Does(words.Commits))
	c.note(evidence.Past, does.Does(words.Tells))
	c.note(evidence.States, does.Does(words.States) && !does.Does(words.Commits))
	c.note(evidence.Question, strings.HasSuffix(text, "?") || strings.HasSuffix(text, "？"))
	c.note(evidence.Long, len(ws) > 40)
	c.note(evidence.Short, len(ws) < 3 && !words.HasCJK(text))
	c.note(evidence.Clock, opensClock.MatchString(text))
	c.note(evidence.Figure, digits(text)*3 > len(text))
	c.note(evidence.OneWord, !strings.ContainsAny(text, " \n") && !words.HasCJK(text))
	c.note(evidence.Lead, leadWords.MatchString(text))
	c.note(evidence.OfOthers, does.Does(words.AdvisesOthers))
	c.note(evidence.OfDocument, words.OfDocument(text))
	c.note(evidence.Colon, strings.HasSuffix(text, ":") || strings.HasSuffix(text, "："))
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

func (c *candidate) boxed() bool { return c.Place.Boxed || c.Place.Box >= 0 }

func (c *candidate) ofForm() {
	c.note(evidence.Row, c.Place.Form == FormRow || c.Place.Form == FormHTML)
	c.note(evidence.HeadingForm, c.Place.Form == formHeading)
	c.note(evidence.Prose, c.Place.Form == formParagraph)
	c.note(evidence.Aside, c.aside)
	c.note(evidence.BareLine, c.Place.Form == formLine)
}

// beside notes what most lines of a section show.
func beside(all []candidate) {
	orders, fields, tells, boxes := 0, 0, 0, 0
	for _, c := range all {
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
