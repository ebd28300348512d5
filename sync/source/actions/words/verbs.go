package words

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Verbs that no list knows are heard by what stands beside them, and by how they end.

// objects are the words with which the object of an order begins, where they follow
// its verb at once: "Render all pages", "Cifrar los respaldos".
var (
	objects        = sync.OnceValue(func() map[string]bool { return wordSet(objectWords) })
	romanceObjects = sync.OnceValue(func() map[string]bool { return wordSet(romanceWords) })
	noVerbs        = sync.OnceValue(func() map[string]bool { return wordSet(noVerbWords) })
	demanding      = sync.OnceValue(func() map[string]bool { return wordSet(demandingWords) })
	noInfinitives  = sync.OnceValue(func() map[string]bool { return wordSet(noInfinitiveWords) })
)

const (
	objectWords  = `the an our all each every any these those its their both`
	romanceWords = `o os la el los las lo le les un una uma um l des du de d en na nas nos il gli per con com por para que se si sur dans ao aos à às`
	// noVerbWords stand before an article, and order nothing.
	noVerbWords = `about after again against all along although among and are around as at because before behind below beside between both but by can despite did do does during each especially even every except for from given had has have how if in inside into is it just like near neither no none nor not now of off on once one only or our outside over overall per perhaps plus previously regarding rather respectively several since so some still such than that the their then there these they this those though three through thus to today toward two under unless unlike until up upon via was we were what when where whereas whether which while who whom whose why will with within without would you your
see note never ever however another other others later user users server docker container number similar
que para por con com de en sur pour dans per primer tercer cualquier mujer ayer lugar hier premier dernier cher mer`
	demandingWords = `must shall muss müssen darf dürfen deben debe devem deve doit doivent moet moeten deve devono måste må skal ska musí musi muszą должен должна должны має мають phải harus wajib`
	// noInfinitiveWords end like an infinitive of German, and are none.
	noInfinitiveWords = `been between broken children chosen driven even forgotten frozen given golden green happen happened hidden kitchen listen mitten often open oxygen queen screen seen seven sudden taken ten then token when women written men den einen keinen allen diesen jeden vielen neuen oder unter über wegen gegen neben zwischen morgen gestern selten eben zusammen sofern dessen`
)

// takesObject: the first word takes an object like the verb of an order: an article or its
// like follows at once, or in a Romance language, where it ends like an infinitive, another
// small word.
func takesObject(text string, ws []string) bool {
	if len(ws) < 2 || !adjoin(text, ws[0], ws[1]) {
		return false
	}
	first, second := ws[0], ws[1]
	switch {
	case noVerbs()[first], len(first) < 3, endsIn(first, "ed", "ing", "s", "ly"):
		return false
	case objects()[second]:
		return first[0] >= 'a' && first[0] <= 'z'
	}
	return romanceObjects()[second] && len(first) > 3 && endsIn(first, "ar", "er", "ir", "re")
}

// Demands tells whether a text says that something must be so.
func Demands(text string) bool {
	var room [64]string
	return slices.ContainsFunc(splitInto(room[:0], text), func(w string) bool { return demanding()[w] })
}

// adjoin: nothing but a blank parts the first two words of a text.
func adjoin(text, first, second string) bool {
	at := strings.IndexFunc(text, unicode.IsLetter)
	if at < 0 {
		return false
	}
	rest := text[at:]
	n := len(first)
	return len(rest) > n+len(second) && rest[n] == ' ' && strings.EqualFold(rest[n+1:n+1+len(second)], second)
}

func endsIn(word string, ends ...string) bool {
	return slices.ContainsFunc(ends, func(end string) bool { return strings.HasSuffix(word, end) })
}

// endsInInfinitive: a short text ends in a word in small letters that ends like an
// infinitive, as German orders do: "Doku schreiben".
func endsInInfinitive(text string, ws []string) bool {
	if len(ws) < 2 || len(ws) > maxInfinitive {
		return false
	}
	last := ws[len(ws)-1]
	if len(last) < 5 || noInfinitives()[last] || !endsIn(last, "en", "ern", "eln") {
		return false
	}
	at := strings.LastIndex(strings.ToLower(text), last)
	if at < 0 || at >= len(text) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(text[at:])
	return unicode.IsLower(r)
}

// maxInfinitive is how many words an order has at most that ends in its verb.
const maxInfinitive = 14
