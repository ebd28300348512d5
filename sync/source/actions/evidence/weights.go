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
	bias: 1.52, doubtful: -1.00, certain: 0.50,
	of: [signCount]float64{
		LabelSure:         0.82,
		LabelPartBelow:    -0.09,
		LabelAdvice:       -0.81,
		LabelActions:      0.74,
		LabelPrevention:   1.01,
		LabelFixes:        -0.50,
		LabelFuture:       0.48,
		LabelChange:       -0.44,
		LabelDone:         1.25,
		LabelProgress:     0.94,
		LabelQuestion:     -0.14,
		LabelLong:         -0.34,
		BelowOff:          -2.13,
		SectionElsewhere:  -1.18,
		StrongerElsewhere: -0.96,
		TellsBeside:       -0.10,
		MaybeBeside:       -0.79,
		AdviceBare:        -0.81,
		Imperative:        0.85,
		Past:              -0.32,
		States:            -0.52,
		Question:          -0.26,
		Long:              -0.13,
		OneWord:           -0.13,
		Lead:              -0.65,
		OfOthers:          -0.43,
		Box:               0.80,
		Owner:             0.61,
		Ticket:            0.92,
		Tagged:            0.59,
		State:             1.51,
		Row:               0.24,
		HeadingForm:       -1.15,
		Prose:             -2.14,
		BareLine:          -1.40,
		Aside:             -1.10,
		Marked:            0.79,
		BesideImperative:  0.99,
		BesideFields:      0.58,
		BesidePast:        -0.23,
		BoxMissing:        -1.06,
		Alone:             0.63,
		Many:              0.72,
	},
}
