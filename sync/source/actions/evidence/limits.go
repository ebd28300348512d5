package evidence

// limit is the most that a line can be that shows all of some signs and none of
// others, whatever else speaks for it.
type limit struct {
	most Verdict
	all  set
	none set
}

// named are the signs of which a line that says nothing of being done shows one where it
// is an action all the same.
var named = of(NamesWork, BesideImperative, BesideFields, BesideBoxes, Marked)

// limits are asked in their order; the first that holds decides.
var limits = []limit{
	// Where the document has a surer section, neither what was done during the
	// incident nor what stands below a label of it is an action.
	{None, of(StrongerElsewhere, BelowOff), announcing},
	{None, of(TellsBeside), of(Ticket, Box, Marked, State)},
	{None, of(AnswersNo), of(Owner, Due, Ticket)},
	{Doubtful, of(MaybeBeside), set{}},
	{None, of(AdviceBare, OfOthers), set{}},
	{Doubtful, of(AdviceBare), set{}},
	{Doubtful, of(Aside), set{}},
	{Doubtful, of(OfDocument), of(Imperative, Box, Owner, Due, Ticket)},
	{Doubtful, of(Rule), of(Box, Owner, Due, Ticket)},
	{Doubtful, of(Question), of(Box, Owner, Due, Ticket, State, Imperative)},
	{Doubtful, of(BelowOff), of(LabelActions, LabelFollowUp)},
	{Doubtful, of(LabelHint, LabelOff), of(Promise, Imperative, Box, Owner, Due, Ticket)},
	// What neither orders, promises nor tells anything, and has no field, needs more than a
	// label that only hints, or a group's of its own.
	{Doubtful, of(LabelHint), of(Promise, Imperative, Box, Owner, Due, Ticket, State, Marked, BesideImperative, BesideFields)},
	{Doubtful, of(Bare, OddGroup), of(BesideImperative, Marked)},
	{Doubtful, of(Bare, Short), of(Marked)},
	{Doubtful, of(Bare, Exclaims), of(Marked)},
	{Doubtful, of(Bare, Pointer), of(Marked)},
	// Below "Action items" it is one as it stands, unless it looks like something else.
	{Doubtful, of(Bare, LabelSure, States), named},
	{Doubtful, of(Bare, LabelSure, Lead), named},
	{Doubtful, of(Bare, LabelSure, Row), named},
	{Doubtful, of(Bare, LabelSure, Prose), named},
	{Doubtful, of(Bare, GroupLike), set{}},
	{Doubtful, of(Bare, BoxLike), named},
	{Doubtful, of(Figure), of(Box, Ticket, Imperative, Promise)},
	{Doubtful, of(ColumnUnnamed), of(Imperative, Promise, Owner, Due, Ticket)},
	// "Actions" may be those of each case of a plan for emergencies, or what was done.
	{Doubtful, of(LabelRepeated, LabelTerse), of(Box, Owner, Due, Ticket, State, Tagged)},
	{Doubtful, of(LabelTerse, Past, BesidePast), of(Box, Owner, Due, Ticket, State, Tagged)},
	{Doubtful, of(Prose), of(Promise, Imperative, Marked)},
	{None, of(BareLine, OneWord), set{}},
	{Doubtful, of(Narrates), of(Box, Owner, Due, Ticket)},
	{Doubtful, of(Remark), of(Box, Owner, Due, Ticket)},
	{Doubtful, of(BareLine), of(Promise, Imperative, Marked, BesideImperative)},
	{Doubtful, of(HeadingForm, LabelMaybe), of(Owner, Due, Ticket, State)},
	{Doubtful, of(HeadingForm), of(LabelSure, Imperative, Owner, Due, Ticket, State)},
}

// most is the most that a line can be.
func (e Evidence) most() Verdict {
	for _, l := range limits {
		if e.signs.holds(l.all) && !e.signs.any(l.none) {
			return l.most
		}
	}
	return Certain
}

// plain tells whether nothing has to be weighed: a label that says nothing but that
// actions stand below has an item, a row, or a paragraph that promises or orders
// something.
func (e Evidence) plain() bool {
	switch {
	case !e.signs.any(of(LabelSure, LabelWhole)), e.signs.any(of(BelowOff, StrongerElsewhere, SectionElsewhere)):
		return false
	case e.Shows(Prose):
		return e.signs.any(of(Promise, Imperative)) && !e.Shows(Long)
	case e.Shows(HeadingForm):
		return e.Shows(LabelSure)
	}
	return e.Shows(LabelSure) && !e.signs.any(of(BareLine, BoxMissing, Question, Short, OneWord))
}
