package words

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// noteWords open what a template tells its author to write. One that ends in * is a
// stem.
const noteWords = `describe outline summarize summarise explain list include provide specify paste attach duplicate fill replace insert
describ* explique explicar resuma resumir indique indicar liste listar incluya incluir rellene rellenar complete completar
descrev* inclua preencha informe
décri* decri* expliquez expliquer résumez résumer précisez préciser indiquez indiquer listez lister renseign* rempli* dupliqu*
beschreib* erklär* erläuter* fassen
elencare elenca descrivere descrivi spieg* riassum*
beschrijf* vul beskriv kuvaile kuvaa opisz* wypełnij* popiš* vyplň* açıklayın yazın yazınız
опиш* укажите заполните кратко опиші* вкажіть заповніть mô jelaskan* tuliskan*`

// noteCJK are such words in languages without spaces, wherever they stand.
var noteCJK = []string{"填写", "请描述", "请说明", "请列", "请在", "請說明", "ください", "작성하세요", "기재하세요", "입력하세요", "작성해 주세요"}

var notes = sync.OnceValue(func() *starts[term] {
	out := &starts[term]{}
	for w := range strings.FieldsSeq(noteWords) {
		text, stem := strings.CutSuffix(w, "*")
		out.add(text, term{text: text, stem: stem})
	}
	return out
})

// TellsAuthor tells whether a line opens like what a template tells its author to
// write. So do lines of reviews too: it says something of many lines only.
func TellsAuthor(text string) bool {
	word, plain := firstWord(text)
	if !plain {
		for _, w := range noteCJK {
			if strings.Contains(text, w) {
				return true
			}
		}
	}
	for n := min(3, len(word)); n > 0; n-- {
		for _, t := range notes().of(word[:n]) {
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
