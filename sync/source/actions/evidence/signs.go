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
	LabelTerse
	LabelRepeated
	OddGroup
	FewChapters
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
	Narrates
	States
	Question
	Long
	Short
	Clock
	Figure
	OneWord
	Lead
	OfDocument
	Rule
	OfOthers
	Colon
	Bare
	NamesWork
	Exclaims
	Pointer
	Remark
	GroupLike
	BoxLike
	AnswersNo
	Box
	Owner
	Due
	Ticket
	Tagged
	State
	Row
	ColumnUnnamed
	HeadingForm
	Prose
	BareLine
	Aside
	Marked
	Worded
	Linked
	Step
	BesideImperative
	BesideFields
	BesidePast
	BesideBoxes
	BoxMissing
	Alone
	Many
	signCount
)

// sign is a sign's name, and what it says was seen.
type sign struct{ name, words string }

var signs = [signCount]sign{
	LabelSure:         {"LabelSure", "the label says that actions stand below, and nothing else"},
	LabelWhole:        {"LabelWhole", "all words of the label are of those that announce actions"},
	LabelPart:         {"LabelPart", "only a part of the label announces actions"},
	LabelPartBelow:    {"LabelPartBelow", "only a part of a label announces actions, and one further up speaks of what is none"},
	LabelMaybe:        {"LabelMaybe", "the label may speak of what ended the incident"},
	LabelAdvice:       {"LabelAdvice", "the label speaks of recommendations"},
	LabelSoft:         {"LabelSoft", "the label speaks of how the incident went"},
	LabelOff:          {"LabelOff", "the label speaks of what is no action"},
	LabelNone:         {"LabelNone", "no label stands above"},
	LabelHint:         {"LabelHint", "no phrase that is known for it announces actions, only a word of the label is about them"},
	LabelActions:      {"LabelActions", "the label is about actions"},
	LabelFollowUp:     {"LabelFollowUp", "the label is about what follows"},
	LabelPrevention:   {"LabelPrevention", "the label is about prevention"},
	LabelImprovement:  {"LabelImprovement", "the label is about improvements"},
	LabelFixes:        {"LabelFixes", "the label is about fixes"},
	LabelFuture:       {"LabelFuture", "the label is about plans"},
	LabelChange:       {"LabelChange", "the label is about changes"},
	LabelDone:         {"LabelDone", "the label is about what was done"},
	LabelProgress:     {"LabelProgress", "the label is about what goes on"},
	LabelQuestion:     {"LabelQuestion", "the label is a question"},
	LabelLong:         {"LabelLong", "the label is long"},
	LabelTerse:        {"LabelTerse", "the label is one word that may mean anything to be done"},
	LabelRepeated:     {"LabelRepeated", "a label of these words stands several times in the document"},
	OddGroup:          {"OddGroup", "the label directly above it names no kind of work"},
	FewChapters:       {"FewChapters", "the document has hardly a chapter of a review"},
	BelowOff:          {"BelowOff", "a label further up speaks of what is no action"},
	SectionElsewhere:  {"SectionElsewhere", "the document has another section for actions"},
	StrongerElsewhere: {"StrongerElsewhere", "the document has a section elsewhere that says more surely that it holds actions"},
	TellsBeside:       {"TellsBeside", "it tells what was, and the document has a surer section elsewhere"},
	MaybeBeside:       {"MaybeBeside", "the label may speak of what ended the incident, and the document has another section for actions"},
	AdviceBare:        {"AdviceBare", "recommendations without an owner, a state, a box, a date or a ticket"},
	EarlyOn:           {"EarlyOn", "it stands in the first half of the document"},
	Imperative:        {"Imperative", "it opens like an order"},
	Promise:           {"Promise", "it promises something"},
	Past:              {"Past", "it tells what was"},
	Narrates:          {"Narrates", "it tells what was, and nothing that was done"},
	States:            {"States", "it states something"},
	Question:          {"Question", "it is a question"},
	Long:              {"Long", "it is long"},
	Short:             {"Short", "it is only a word or two, and no order"},
	Clock:             {"Clock", "it opens with a time or a day"},
	Figure:            {"Figure", "it is a figure"},
	OneWord:           {"OneWord", "it is one word"},
	Lead:              {"Lead", "a lead stands before a colon"},
	OfDocument:        {"OfDocument", "it speaks of the review itself"},
	Rule:              {"Rule", "it is a rule for a case that may come"},
	OfOthers:          {"OfOthers", "it speaks of what others should do"},
	Colon:             {"Colon", "it ends in a colon"},
	Bare:              {"Bare", "it neither orders, promises nor tells anything, and has no field"},
	NamesWork:         {"NamesWork", "it names a kind of work"},
	Exclaims:          {"Exclaims", "it is an exclamation"},
	Pointer:           {"Pointer", "it only points elsewhere"},
	Remark:            {"Remark", "it remarks something"},
	GroupLike:         {"GroupLike", "it is worded like the name of a group"},
	BoxLike:           {"BoxLike", "it opens with what is almost a check box"},
	AnswersNo:         {"AnswersNo", "it answers no to a question of a form"},
	Box:               {"Box", "it has a check box"},
	Owner:             {"Owner", "it has an owner"},
	Due:               {"Due", "it has a due date"},
	Ticket:            {"Ticket", "it has a ticket"},
	Tagged:            {"Tagged", "it has a priority or a type"},
	State:             {"State", "it has a state"},
	Row:               {"Row", "it is a row of a table"},
	ColumnUnnamed:     {"ColumnUnnamed", "no header of its table names actions"},
	HeadingForm:       {"HeadingForm", "it is a heading with text below"},
	Prose:             {"Prose", "it is a paragraph"},
	BareLine:          {"BareLine", "it is a line without a bullet"},
	Aside:             {"Aside", "a list or table beside it holds the actions"},
	Marked:            {"Marked", "it is marked as an action"},
	Worded:            {"Worded", "words that announce an action open it"},
	Linked:            {"Linked", "a link to its item stands behind it"},
	Step:              {"Step", "it is a step of a numbered list"},
	BesideImperative:  {"BesideImperative", "most lines beside it open like an order"},
	BesideFields:      {"BesideFields", "most lines beside it have an owner or a date"},
	BesidePast:        {"BesidePast", "most lines beside it tell what was"},
	BesideBoxes:       {"BesideBoxes", "most lines beside it have check boxes"},
	BoxMissing:        {"BoxMissing", "it has no check box, and most lines beside it have"},
	Alone:             {"Alone", "nothing like it stands beside it"},
	Many:              {"Many", "many lines like it stand there"},
}

// Signs is how many there are, and Words what one says.
const Signs = signCount

// Words says of a sign what was seen.
func (s Sign) Words() string { return signs[s].words }

// String is the sign's name.
func (s Sign) String() string { return signs[s].name }

// pro and contra are the signs that can only speak for a line, or only against it:
// where the labelled documents would have it otherwise, by chance or since signs go
// together, the sign weighs nothing.
var (
	pro    = []Sign{LabelSure, LabelWhole, LabelActions, LabelFollowUp, LabelPrevention, LabelImprovement, LabelFuture, LabelProgress, Imperative, Promise, Box, Owner, Due, Ticket, Tagged, State, Row, Marked, Worded, Linked, BesideImperative, BesideFields, BesideBoxes, NamesWork}
	contra = []Sign{LabelPart, LabelPartBelow, LabelMaybe, LabelAdvice, LabelSoft, LabelOff, LabelNone, LabelHint, LabelQuestion, LabelLong, LabelTerse, LabelRepeated, OddGroup, FewChapters, BelowOff, SectionElsewhere, StrongerElsewhere, TellsBeside, MaybeBeside, AdviceBare, EarlyOn, Step, Past, Narrates, States, Question, Short, Clock, Figure, OneWord, OfDocument, OfOthers, Rule, Colon, Bare, Exclaims, Pointer, Remark, GroupLike, BoxLike, AnswersNo, ColumnUnnamed, HeadingForm, Prose, BareLine, Aside, BesidePast, BoxMissing}
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
