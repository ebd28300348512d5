package words

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/followthrough/followthrough/sync/review"
)

// State reads a short text that says how an action stands; what follows the
// state's word is rest. False: it says nothing of that.
func State(text string) (state review.State, rest string, ok bool) {
	text = strings.TrimSpace(text)
	lower := strings.ToLower(strings.ReplaceAll(text, "’", "'"))
	if len(lower) != len(text) || len(text) > 200 {
		text = lower
	}
	best := 0
	if lower == "" {
		return "", "", false
	}
	for _, w := range lexicon().states[lower[0]] {
		if len(w.text) > best && strings.HasPrefix(lower, w.text) && wordEndsAt(lower, len(w.text)) {
			best, state = len(w.text), w.state
		}
	}
	if best == 0 {
		return "", "", false
	}
	rest = strings.TrimLeft(text[best:], "\ufe0f ")
	if s, r, ok := State(rest); ok && !isWordy(lower[:best]) {
		return s, r, true
	}
	return state, rest, true
}

func isWordy(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) == 0 }

func wordEndsAt(text string, at int) bool {
	if at >= len(text) {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(text[:at])
	next, _ := utf8.DecodeRuneInString(text[at:])
	return !unicode.IsLetter(next) || !unicode.IsLetter(last) || unicode.In(next, unicode.Han, unicode.Hiragana)
}

// BoxState is what the sign in a check box says.
func BoxState(sign string) review.State {
	switch sign {
	case "x", "X", "*", "✓", "✔":
		return review.Done
	case "-", "~":
		return review.Declined
	case "/", ">":
		return review.InProgress
	}
	return review.Open
}

// EmojiState is what an emoji at an end of an action says.
func EmojiState(sign string) review.State {
	switch strings.TrimRight(sign, "\ufe0f") {
	case "☑", "✅", "✔", "✓", ":white_check_mark:", ":heavy_check_mark:", ":ballot_box_with_check:":
		return review.Done
	case "🔄", "⏳", "🚧", ":construction:", ":hourglass:":
		return review.InProgress
	case "☒", "🚫":
		return review.Declined
	}
	return review.Open
}

// TrimSigns takes what joins two parts of a sentence off both ends.
func TrimSigns(s string) string {
	return strings.Trim(s, " \t:;,.–—-()[]")
}

// stateWord is one word of stateWords with its state.
type stateWord struct {
	text  string
	state review.State
}

// statesByStart files the words under their first byte.
func statesByStart() *[256][]stateWord {
	out := &[256][]stateWord{}
	for _, row := range stateWords {
		for _, w := range row.words {
			out[w[0]] = append(out[w[0]], stateWord{w, row.state})
		}
	}
	return out
}

// YesNo is the state that the cell of a column "Done?" gives; "": none.
func YesNo(text string) review.State {
	text = strings.ToLower(strings.TrimSpace(text))
	switch text {
	case "yes", "y", "sí", "si", "sim", "oui", "ja", "x", "100%", "是", "はい", "○":
		return review.Done
	case "no", "n", "não", "non", "nein", "0%", "否", "いいえ":
		return review.Open
	}
	if number, ok := strings.CutSuffix(text, "%"); ok && number != "" && strings.Trim(number, "0123456789") == "" {
		return review.InProgress
	}
	return ""
}
