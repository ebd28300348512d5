package words

import (
	"regexp"
	"strings"

	"github.com/followthrough/followthrough/internal/sieve"
)

// stepOpening is how a step of what is done by hand begins: it leads to a screen, or
// handles what runs.
var stepOpening = sieve.MustCompile(`^(?i:(?:first|then|next|finally|lastly|afterwards|now)[, ]+)?(?i:(?:log|sign|ssh) (?:in|on|into)|login|navigate|go (?:to|back)|open|click|select|press|choose|tap|type|paste|copy|save|run|execute|re-?run|restart|reboot|stop|start|wait|repeat|download|scroll|visit|back ?up|take|switch|` +
	`iniciar sesi|inicia sesi|abr[ei]r?|ir a|ve a|puls|hacer clic|haz clic|selecciona|ejecut|guard|reinici|acess|clicar|clique|execut|salv|entr|ouvr|cliqu|aller|lancer|lance|enregistr|se connecter|connecte|` +
	`öffne|klick|anmelde|einloggen|speicher|ausführ|starte|stopp|aprire|apri|clicca|eseguire|salva)`)

// cjkStep is that in languages without spaces between words.
var cjkStep = sieve.MustCompile(`^(?:登录|打开|点击|进入|执行|保存|重启|选择|ログイン|登錄)|(?:を(?:開く|開き|クリック|選択|実行|保存|再起動)|に(?:ログイン|移動))`)

// IsStep tells whether a text is a step of doing something by hand, as an
// instruction lists them: "Log in to the console", "Settings → Keys".
func IsStep(text string) bool {
	text = strings.TrimLeft(text, " *_`")
	return stepOpening.MatchString(text) || cjkStep.MatchString(text) || strings.Contains(text, " → ") || strings.Contains(text, " > ")
}

// askedHow ends a text whose list says how.
var askedHow = sieve.MustCompile(`(?i)\b(?:how to|(?:with|in) (?:these|the following|this order of) steps|as follows|cómo|como|comment|wie man|hoe|come)\s*[:：]?\s*$`)

// AsksHow tells whether a text of several words ends by asking how, so that the list
// below it explains it.
func AsksHow(text string) bool { return Count(text) > 4 && askedHow.MatchString(text) }

// onward is a word that no sentence ends in.
var onward = regexp.MustCompile(`(?i)\b(?:for|of|about|with|on|in|to|from|by|that|which|including|includes|covers|covering|like|such as|per|para|de|con|com|pour|avec|für|mit|über|von|per|di|inclu\w+)\s*[:：]?\s*$`)

// GoesOn tells whether a sentence goes on in the list below it ("Alert on:").
func GoesOn(text string) bool { return onward.MatchString(text) }

// announcesList is what a sentence says that only announces a list.
var announcesList = sieve.MustCompile(`(?i)\b(?:following|below|these|siguientes?|seguintes?|suivante?s?|folgende[nrs]?|seguenti)\b|以下|次の|下記`)

// minPromise is how many words a promise has at least that says what is promised.
const minPromise = 5

// ListFollows tells whether a text only announces a list: "We will do the following:",
// "We will:".
func ListFollows(text string) bool {
	return Count(text) < minPromise && !lexicon().imperative[first(text)] || announcesList.MatchString(text)
}

// first is the first word of a text, "" of one without.
func first(text string) string {
	if ws := Split(text); len(ws) > 0 {
		return ws[0]
	}
	return ""
}
