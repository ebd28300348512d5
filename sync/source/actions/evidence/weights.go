package evidence

// weights say what each sign is worth, and from which sum on a line is doubtful
// and certain.
type weights struct {
	bias              float64
	doubtful, certain float64
	of                [signCount]float64
}

// announced weighs lines below a label that announces actions.
var announced = weights{
	bias: 1.62, doubtful: -1.00, certain: 1.00,
	of: [signCount]float64{
		LabelSure:         0.51,
		LabelWhole:        -0.65,
		LabelPart:         0.14,
		LabelPartBelow:    -0.41,
		LabelMaybe:        0.83,
		LabelAdvice:       -0.91,
		LabelActions:      0.72,
		LabelFollowUp:     0.20,
		LabelPrevention:   1.42,
		LabelImprovement:  0.09,
		LabelFixes:        -0.85,
		LabelFuture:       0.91,
		LabelChange:       -0.66,
		LabelDone:         1.14,
		LabelProgress:     1.01,
		LabelQuestion:     -0.25,
		LabelLong:         -0.63,
		BelowOff:          -1.85,
		SectionElsewhere:  -1.63,
		StrongerElsewhere: -0.91,
		TellsBeside:       -0.36,
		MaybeBeside:       -1.50,
		AdviceBare:        -0.91,
		EarlyOn:           -0.94,
		Imperative:        0.84,
		Promise:           0.26,
		Past:              -0.18,
		States:            -0.19,
		Question:          -0.36,
		Long:              -0.27,
		Figure:            0.22,
		OneWord:           -0.54,
		Lead:              -0.80,
		OfDocument:        0.19,
		OfOthers:          -0.49,
		Box:               1.20,
		Owner:             0.41,
		Due:               -0.35,
		Ticket:            1.14,
		Tagged:            0.90,
		State:             1.08,
		Row:               0.68,
		HeadingForm:       -1.22,
		Prose:             -1.90,
		BareLine:          -1.11,
		Aside:             -1.10,
		Marked:            0.61,
		BesideImperative:  0.95,
		BesideFields:      0.80,
		BesidePast:        -0.22,
		BesideBoxes:       0.18,
		BoxMissing:        -1.01,
		Alone:             0.69,
		Many:              0.39,
	},
}
