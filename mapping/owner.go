package mapping

import (
	"regexp"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/sync/review"
)

var (
	// ownerJoin is what people put between two owners.
	ownerJoin   = regexp.MustCompile(`\s*[,;+&|\n]\s*|\s+(?:and|with)\s+|\s+/\s+`)
	handleStart = regexp.MustCompile(`\s+@`) // a handle behind a space begins a new one
	ownerInside = regexp.MustCompile(`[()\[\]{}<>]+`)
	// orgTeam is a handle of a team in an organisation: "@acme/payments".
	orgTeam = regexp.MustCompile(`^@?[\w.-]+/([\w.-]+)$`)
)

// ownerForm is the form in which owner texts, aliases, members and names are
// compared: without case, "@", brackets and the word for a team; "-" and "_" count
// as spaces. A text that is nothing but that word stays.
func ownerForm(s string) string {
	var words []string
	for _, w := range strings.Fields(review.Normalise(s)) {
		w = strings.TrimPrefix(strings.TrimPrefix(w, "mailto:"), "@")
		if strings.Contains(w, "@") { // an address is one word
			words = append(words, w)
			continue
		}
		words = append(words, strings.FieldsFunc(w, func(r rune) bool { return r == '-' || r == '_' })...)
	}
	kept := make([]string, 0, len(words))
	for _, w := range words {
		if !slices.Contains(wordsForTeam, w) {
			kept = append(kept, w)
		}
	}
	if len(kept) == 0 {
		kept = words
	}
	return strings.Join(kept, " ")
}

// wordsForTeam are the words for a team in the languages that write "team" otherwise.
// A squad or a tribe is none of them: it may stand beside a team of the same name.
var wordsForTeam = []string{"team", "equipo", "equipe", "équipe", "команда", "チーム", "团队", "團隊"}

// ownerForms are the forms of all owners that a text may name: of the whole,
// then of its parts in order.
func ownerForms(text string) []string {
	out := []string{ownerForm(text)}
	for _, part := range ownerParts(text) {
		out = append(out, partForms(part)...)
	}
	return out
}

// ownerParts splits a text at what joins two owners.
func ownerParts(text string) []string {
	var parts []string
	for _, side := range ownerInside.Split(text, -1) {
		parts = append(parts, ownerJoin.Split(handleStart.ReplaceAllString(side, "|@"), -1)...)
	}
	return parts
}

// partForms are the forms that one part may have: itself, and around a slash
// either side ("SRE/Payments"), or for a handle the team's side only.
func partForms(part string) []string {
	part = strings.TrimSpace(part)
	forms := []string{ownerForm(part)}
	if !strings.Contains(part, "/") {
		return forms
	}
	if m := orgTeam.FindStringSubmatch(part); m != nil && strings.HasPrefix(part, "@") {
		return append(forms, ownerForm(m[1]))
	}
	for side := range strings.SplitSeq(part, "/") {
		forms = append(forms, ownerForm(side))
	}
	return forms
}
