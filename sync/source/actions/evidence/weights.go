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
	bias: 1.63, doubtful: -1.00, certain: 1.00,
	of: [signCount]float64{
		LabelSure:         0.54,
		LabelWhole:        -0.69,
		LabelPart:         0.14,
		LabelPartBelow:    -0.43,
		LabelMaybe:        0.84,
		LabelAdvice:       -0.91,
		LabelActions:      0.74,
		LabelFollowUp:     0.20,
		LabelPrevention:   1.40,
		LabelImprovement:  0.11,
		LabelFixes:        -0.83,
		LabelFuture:       0.94,
		LabelChange:       -0.70,
		LabelDone:         1.14,
		LabelProgress:     1.03,
		LabelQuestion:     -0.25,
		LabelLong:         -0.63,
		BelowOff:          -1.82,
		SectionElsewhere:  -1.61,
		StrongerElsewhere: -0.98,
		TellsBeside:       -0.34,
		MaybeBeside:       -1.48,
		AdviceBare:        -0.91,
		EarlyOn:           -0.90,
		Imperative:        0.81,
		Promise:           0.31,
		Past:              -0.19,
		States:            -0.17,
		Question:          -0.36,
		Long:              -0.24,
		Figure:            0.22,
		OneWord:           -0.56,
		Lead:              -0.84,
		OfDocument:        0.21,
		OfOthers:          -0.50,
		Box:               1.24,
		Owner:             0.41,
		Due:               -0.36,
		Ticket:            1.15,
		Tagged:            0.89,
		State:             0.97,
		Row:               0.70,
		HeadingForm:       -1.22,
		Prose:             -1.97,
		BareLine:          -1.10,
		Aside:             -1.30,
		Marked:            0.64,
		BesideImperative:  0.92,
		BesideFields:      0.80,
		BesidePast:        -0.23,
		BesideBoxes:       0.21,
		BoxMissing:        -1.02,
		Alone:             0.73,
		Many:              0.41,
	},
}
