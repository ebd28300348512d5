package words

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// noteWords open what a template asks of its author: what to write, or what
// happened. One that ends in * is a stem.
const noteWords = `describe* outline* summari* explain* detail* list* note* include* provide* specify state identify record paste attach duplicate fill replace insert enter brief* optional
what who whom when which why how where was were did do does is are could should example* e.g eg
describ* explic* resum* list* indic* incluy* rellen* complet* qué que quién quien cuándo cuando cuál cual cuáles cómo como dónde por
descrev* inclu* preench* informe quem quando qual quais onde houve
décri* decri* expliq* résum* précis* renseign* rempli* dupliqu* qui quoi quand quel quelle quels quelles comment pourquoi quelqu* combien
beschreib* erklär* erläuter* fass* was wer wann welche* wie warum wurde* gab konnte*
elenc* spieg* riass* chi cosa quando quale quali perché
beschrijf* vul wat wie wanneer welke hoe waarom
beskriv* ange fyll vad hvad hva vem hvem hur hvordan när hvornår vilka hvilke* varför hvorfor
kuvail* kuvaa mitä kuka milloin miten miksi
opisz* wypełnij* co kto kiedy jak jaki* dlaczego czy
popiš* vyplň* kdo kdy jaké jaká jaký jaké které která který proč byl byla bylo byly
açıkla* yaz* ne kim nasıl neden hangi
опиш* укаж* заполн* кратко кто что как какие какая какой когда почему где был* описать
опиші* вкаж* заповн* хто що як які коли чому де
mô tả* ai khi nào tại sao
jelaskan* tuliskan* isi siapa apa kapan mengapa bagaimana`

// noteCJK are such words in languages without spaces, wherever they stand.
var noteCJK = []string{"记载", "填写", "描述", "请", "說明", "请说明", "谁", "什么", "哪些", "如何", "記載", "記入", "ください", "何が", "誰が", "いつ", "なぜ", "どのように", "작성", "기재", "입력", "누가", "무엇", "언제", "어떻게"}

var notes = sync.OnceValue(func() map[string][]term {
	out := map[string][]term{}
	for w := range strings.FieldsSeq(noteWords) {
		text, stem := strings.CutSuffix(w, "*")
		out[start(text)] = append(out[start(text)], term{text: text, stem: stem})
	}
	return out
})

// AsksAuthor tells whether a line opens like what a template asks of its author.
// So do lines of reviews too: it says something of many lines only.
func AsksAuthor(text string) bool {
	word, plain := firstWord(text)
	if !plain {
		for _, w := range noteCJK {
			if strings.Contains(text, w) {
				return true
			}
		}
	}
	for n := min(3, len(word)); n > 0; n-- {
		for _, t := range notes()[word[:n]] {
			if word == t.text || t.stem && strings.HasPrefix(word, t.text) {
				return true
			}
		}
	}
	return false
}

// firstWord is the first word of a text in lower case, and whether the signs
// before its end are those of an alphabet.
func firstWord(text string) (word string, plain bool) {
	from := strings.IndexFunc(text, unicode.IsLetter)
	if from < 0 {
		return "", true
	}
	text = text[from:]
	if end := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }); end >= 0 {
		text = text[:end]
	}
	r, _ := utf8.DecodeRuneInString(text)
	return strings.ToLower(text), r < 0x1100
}
