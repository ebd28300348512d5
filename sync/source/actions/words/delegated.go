package words

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// maxDelegates is how many words name who is to do a piece of work.
const maxDelegates = 5

// delegates tells whether a text opens with who is to do what, as minutes write it:
// "Search team to add an alert", and not "Access to staging" or "Failure to restart".
func delegates(text string, ws []string) bool {
	at := 1
	for at < len(ws) && ws[at] != "to" {
		at++
	}
	if at > maxDelegates || at+2 >= len(ws) || !lexicon().imperative[ws[at+1]] || takesTo()[ws[at-1]] {
		return false
	}
	if at > 1 && besideNames()[ws[at-1]] {
		return true
	}
	for w := range strings.FieldsSeq(text) {
		if w == "to" {
			return true
		}
		first, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "@*_[("))
		if !unicode.IsUpper(first) && first != utf8.RuneError && !besideNames()[strings.ToLower(strings.Trim(w, ",*_])"))] {
			return false
		}
	}
	return false
}

var (
	// takesTo are words behind which "to" and a verb say nothing of who does it.
	takesTo = sync.OnceValue(func() map[string]bool {
		return wordSet("failure failures attempt attempts attempting due how need needs needed needing want wanted able unable ability inability time way ways plan plans planned planning decision decided decide ready used going goes back close closer prior according thanks access response responses effort efforts work steps step order try tried trying fail failed failing had have has began begin started start starting continue continued continues chance opportunity reason reasons requirement request requests refusal willingness agreed agree when what where whether which who not up down hard easy likely similar subject related permission permissions command commands script scripts option options tool tools code logic support capability capacity goal goals aim hope next action actions item items task tasks fix fixes change changes issue issues idea ideas proposal alert alerts alarm alarms")
	})
	// besideNames are words of lower case that stand in the name of who does something.
	besideNames = sync.OnceValue(func() map[string]bool {
		return wordSet("and or & + / the of team teams squad guild chapter group lead leads engineer engineers engineering developer developers devs operator operators owner owners manager managers on-call oncall")
	})
)
