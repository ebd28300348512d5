package evidence

import "slices"

// Sign is one thing that speaks for or against a line.
type Sign uint

// The signs: of the label above, of the document, of the line's words, of its
// fields, of its form, and of the lines beside it.
const (
	LabelSure Sign = iota
	LabelWhole
	LabelPart
	LabelPartBelow
	LabelMaybe
	LabelAdvice
	LabelSoft
	LabelOff
	LabelNone
	LabelHint
	LabelActions
	LabelFollowUp
	LabelPrevention
	LabelImprovement
	LabelFixes
	LabelFuture
	LabelChange
	LabelDone
	LabelProgress
	LabelQuestion
	LabelLong
	BelowOff
	SectionElsewhere
	StrongerElsewhere
	TellsBeside
	MaybeBeside
	AdviceBare
	EarlyOn
	Imperative
	Promise
	Past
	States
	Question
	Long
	Short
	Clock
	Figure
	OneWord
	Lead
	InCode
	OfDocument
	OfOthers
	Colon
	Box
	Owner
	Due
	Ticket
	Tagged
	State
	Row
	RowNamed
	HeadingForm
	Prose
	BareLine
	Aside
	Marked
	Numbered
	BesideImperative
	BesideFields
	BesidePast
	BesideBoxes
	BoxMissing
	Alone
	Many
	signCount
)

// words say of each sign what was seen.
var words = [signCount]string{
	LabelSure:         "the label says that actions stand below, and nothing else",
	LabelWhole:        "all words of the label are of those that announce actions",
	LabelPart:         "only a part of the label announces actions",
	LabelPartBelow:    "only a part of a label announces actions, and one further up speaks of what is none",
	LabelMaybe:        "the label may speak of what ended the incident",
	LabelAdvice:       "the label speaks of recommendations",
	LabelSoft:         "the label speaks of how the incident went",
	LabelOff:          "the label speaks of what is no action",
	LabelNone:         "no label stands above",
	LabelHint:         "no phrase that is known for it announces actions, only a word of the label is about them",
	LabelActions:      "the label is about actions",
	LabelFollowUp:     "the label is about what follows",
	LabelPrevention:   "the label is about prevention",
	LabelImprovement:  "the label is about improvements",
	LabelFixes:        "the label is about fixes",
	LabelFuture:       "the label is about plans",
	LabelChange:       "the label is about changes",
	LabelDone:         "the label is about what was done",
	LabelProgress:     "the label is about what goes on",
	LabelQuestion:     "the label is a question",
	LabelLong:         "the label is long",
	BelowOff:          "a label further up speaks of what is no action",
	SectionElsewhere:  "the document has a section of actions elsewhere",
	StrongerElsewhere: "the document has a section elsewhere that says more surely that it holds actions",
	TellsBeside:       "it tells what was, and the document has a surer section elsewhere",
	MaybeBeside:       "the label may speak of what ended the incident, and the document has a section of actions elsewhere",
	AdviceBare:        "recommendations without an owner, a box, a date or a ticket",
	EarlyOn:           "it stands in the first half of the document",
	Imperative:        "it opens like an order",
	Promise:           "it promises something",
	Past:              "it tells what was",
	States:            "it states something",
	Question:          "it is a question",
	Long:              "it is long",
	Short:             "it is only a word or two",
	Clock:             "it opens with a time or a day",
	Figure:            "it is a figure",
	OneWord:           "it is one word",
	Lead:              "a lead stands before a colon",
	InCode:            "it is code",
	OfOthers:          "it speaks of what others should do",
	OfDocument:        "it speaks of the review itself",
	Colon:             "it ends in a colon",
	Box:               "it has a check box",
	Owner:             "it has an owner",
	Due:               "it has a due date",
	Ticket:            "it has a ticket",
	Tagged:            "it has a priority or a type",
	State:             "it has a state",
	Row:               "it is a row of a table",
	RowNamed:          "a column's header names actions",
	HeadingForm:       "it is a heading with text below",
	Prose:             "it is a paragraph",
	BareLine:          "it is a line without a bullet",
	Aside:             "it is a paragraph beside a list",
	Marked:            "it is marked as an action",
	Numbered:          "it is numbered",
	BesideImperative:  "most lines beside it open like an order",
	BesideFields:      "most lines beside it have an owner or a date",
	BesidePast:        "most lines beside it tell what was",
	BesideBoxes:       "most lines beside it have check boxes",
	BoxMissing:        "it has no check box, and most lines beside it have",
	Alone:             "nothing like it stands beside it",
	Many:              "many lines like it stand there",
}

// Signs is how many there are, and Words what one says.
const Signs = signCount

// Words says of a sign what was seen.
func (s Sign) Words() string { return words[s] }

// pro and contra are the signs that can only speak for a line, or only against it:
// where the labelled documents would have it otherwise, by chance or since signs go
// together, the sign weighs nothing.
var (
	pro    = []Sign{LabelSure, LabelWhole, LabelActions, LabelFollowUp, LabelPrevention, LabelImprovement, LabelFuture, LabelProgress, Imperative, Promise, Box, Owner, Due, Ticket, Tagged, State, Row, Marked, BesideImperative, BesideFields, BesideBoxes}
	contra = []Sign{LabelPart, LabelPartBelow, LabelMaybe, LabelAdvice, LabelSoft, LabelOff, LabelNone, LabelHint, LabelQuestion, LabelLong, BelowOff, SectionElsewhere, StrongerElsewhere, TellsBeside, MaybeBeside, AdviceBare, EarlyOn, Past, States, Question, Short, Clock, Figure, OneWord, InCode, OfDocument, OfOthers, Colon, HeadingForm, Prose, BareLine, Aside, BesidePast, BoxMissing}
)

// Speaks is 1 for a sign that can only speak for a line, -1 for one that can only
// speak against it, and else 0.
func (s Sign) Speaks() int {
	switch {
	case slices.Contains(pro, s):
		return 1
	case slices.Contains(contra, s):
		return -1
	}
	return 0
}
