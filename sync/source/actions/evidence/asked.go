package evidence

// fields are the signs that somebody meant to keep track of a line.
var fields = of(Box, Owner, Due, Ticket, Marked)

// tasks are those, and that it orders or promises something.
var tasks = fields.with(of(Imperative, Promise))

// announcing are the subjects of a label that announces actions, whatever stands above it.
var announcing = of(LabelActions, LabelFollowUp, LabelPrevention)

// plainly: the label says nothing but that actions stand below, and the line, or most
// beside it, order something or are kept track of: no other section silences it.
// "Immediate actions" may have been those that ended the incident.
func (e Evidence) plainly() bool {
	switch {
	case !e.Shows(LabelWhole), !e.signs.any(announcing), e.signs.any(notPlain):
		return false
	case !e.signs.any(of(LabelPrevention, LabelFollowUp)) && !e.signs.any(fields.with(of(BesideBoxes, BesideFields))):
		return false
	case e.Shows(Past):
		return e.Shows(State) && e.Shows(BesideImperative)
	}
	return e.signs.any(tasks)
}

// notPlain are the signs that such a line may be none all the same.
var notPlain = of(Prose, BareLine, Aside, Rule, OfOthers, OfDocument, Clock, Figure, AnswersNo, OddGroup, LabelQuestion)

// idle are the doubtful lines that are not worth a question: those that show all of some
// signs and none of others. Hardly one of them was an action in documents that nobody had
// seen.
var idle = []struct{ all, none set }{
	// Another section announces actions, and this one only may.
	{of(SectionElsewhere), fields.with(of(AdviceBare))},
	// Things below a label that names no kind of work are what that label is about.
	{of(OddGroup, Bare), of(BesideImperative, Marked)},
	{of(Prose, States), tasks},
	{of(Prose, Past), tasks},
	{of(Prose, Aside), fields},
	{of(LabelRepeated), tasks},
}

func (e Evidence) idle() bool {
	for _, i := range idle {
		if e.signs.holds(i.all) && !e.signs.any(i.none) {
			return true
		}
	}
	return false
}

// hopeless are the signs of which none may be shown by a line without a box that no
// label announces, for it to be worth a question.
var hopeless = of(LabelSoft, LabelOff, LabelFixes, LabelDone, LabelLong, BelowOff, Past, Prose, BareLine, OfDocument, OfOthers, Clock)

// steps are those of which none may be shown by one without an owner and a day besides:
// what follows an incident is told in its end, and neither in counted steps nor by what
// stands before a colon.
var steps = of(EarlyOn, Step, Lead, LabelNone)

// unannounced is the verdict on a line below no label that announces actions: one
// that looks like an action all the same is worth a question.
func (e Evidence) unannounced() Verdict {
	switch {
	case e.Shows(Linked) && !e.Shows(Clock):
		return Doubtful
	case e.Settled && !e.tracked():
		return None
	case e.Shows(Box), e.Shows(Worded):
		return Doubtful
	case e.signs.any(hopeless), e.Shows(ColumnUnnamed) && !e.signs.holds(of(Owner, Due)):
		return None
	case e.signs.any(of(Owner, Due)):
		return Doubtful
	case e.signs.any(steps):
		return None
	case e.Shows(Imperative) && !e.signs.any(of(SectionElsewhere, Short)), e.signs.any(of(Imperative, Promise)) && e.Shows(BesideImperative):
		return Doubtful
	}
	return None
}

// tracked tells of a line that no label announces whether it shows so much that it is
// asked about beside actions that are certain.
func (e Evidence) tracked() bool {
	switch {
	case e.Shows(Box):
		return e.signs.any(of(Owner, Due, Ticket)) || e.signs.any(of(Imperative, Promise)) && !e.signs.any(of(LabelSoft, LabelOff, LabelQuestion, BelowOff))
	case e.Shows(Worded):
		return !e.Shows(Bare)
	}
	return e.signs.holds(of(Owner, Due))
}
