package words

import (
	"slices"
	"strings"
	"sync"

	"github.com/followthrough/followthrough/sync/review"
)

// fieldTable maps the words of every field to its row; the first row wins.
func fieldTable() map[string]int {
	table := map[string]int{}
	for i, row := range fieldWords {
		for _, w := range row.words {
			if _, taken := table[w]; !taken {
				table[w] = i
			}
		}
	}
	return table
}

// FieldOf is the field whose name the words are; "": none.
func FieldOf(words string) Field {
	if len(words) > maxFieldName || strings.Count(words, " ") > maxFieldSpaces {
		return ""
	}
	if row, ok := lexicon().fieldRows[strings.ToLower(strings.TrimSpace(words))]; ok {
		return fieldWords[row].field
	}
	return ""
}

// NamesField tells whether a text is the name of a field and nothing else, maybe
// with a remark in brackets.
func NamesField(text string) bool {
	if len(text) > maxFieldName {
		return false
	}
	text = strings.TrimSuffix(text, ":")
	if Count(text) > 3 {
		return false
	}
	ws := Split(text)
	return len(ws) > 0 && len(ws) <= 3 && FieldOf(strings.Join(ws, " ")) != ""
}

// maxFieldName is how many bytes the name of a field has at most, with its remark, and
// maxFieldSpaces how many blanks, those around it included.
const (
	maxFieldName   = 80
	maxFieldSpaces = 6
)

// Header is what a table's header says that its column holds.
func Header(text string, columns map[string][]string) Field {
	for _, fd := range []Field{FieldAction, FieldOwner, FieldStatus, FieldDue, FieldPriority, FieldType, FieldTicket} {
		if slices.ContainsFunc(columns[string(fd)], func(w string) bool { return review.Normalise(w) == review.Normalise(text) }) {
			return fd
		}
	}
	if strings.TrimSpace(text) == "#" {
		return FieldID
	}
	words := Split(text)
	if fd := FieldOf(strings.Join(words, " ")); fd != "" {
		return fd
	}
	return headerWord(words)
}

// headerWord judges a header of several words by those it holds.
func headerWord(words []string) Field {
	if len(words) == 0 || len(words) > 8 {
		return ""
	}
	joined := strings.Join(words, " ")
	best := len(fieldWords)
	for from := range words {
		at := len(strings.Join(words[:from], " ")) + min(from, 1)
		end := at
		for _, w := range words[from:] {
			end += len(w)
			if row, ok := lexicon().fieldRows[joined[at:end]]; ok && (joined[at:end] != "by" || dueBy(words[:from])) {
				best = min(best, row)
			}
			end++
		}
	}
	if HasCJK(joined) {
		best = min(best, cjkHeader(joined))
	}
	if best == len(fieldWords) {
		return ""
	}
	return fieldWords[best].field
}

// dueBy tells whether the words before "by" make it say until when ("Finish by"),
// and not by what or whom ("Triggered by").
func dueBy(before []string) bool {
	return len(before) == 0 || slices.Contains([]string{"due", "complete", "completed", "finish", "finished", "done", "needed", "required", "deliver", "delivered", "delivery", "resolve", "fix", "implement", "expected", "target", "planned", "ready"}, before[len(before)-1])
}

// cjkHeader is the first row of which a word is anywhere in a header that is
// written without spaces.
func cjkHeader(header string) int {
	for i, row := range fieldWords {
		if slices.ContainsFunc(row.words, func(w string) bool { return len(w) > 3 && strings.Contains(header, w) }) {
			return i
		}
	}
	return len(fieldWords)
}

// ActionRank orders the headers that may name the column of the actions:
// lower is surer; 0: no such header.
func ActionRank(text string) int {
	if Classify(text, nil, nil) == ClassTake {
		return 1
	}
	words := Split(text)
	switch {
	case FieldOf(strings.Join(words, " ")) == FieldAction:
		return 2
	case headerWord(words) == FieldAction:
		return 3
	}
	return 0
}

// ExplicitHeader tells whether the header alone says that follow-up actions stand below.
func ExplicitHeader(text string) bool {
	words := strings.Join(Split(text), " ")
	return len(words) > 7 && words != "description" && Classify(text, nil, nil) == ClassTake || HasCJK(text) && Classify(text, nil, nil) == ClassTake && len(text) >= 9
}

// figureWords name the columns of measures, partWords those of parts of a system, meaningWords those of legends,
// and pastColumns those of days that are over. One that ends in * is a stem.
const (
	figureWords = `metric* before after threshold* window interval frequency rate slo sli baseline value values current previous count total percentage avg average median max min p50 p90 p95 p99 duration uptime downtime
antes después despues depois avant après vorher nachher prima dopo métrica* métrique* metrik* umbral limite seuil schwelle* wert valor valeur valore voor na voorheen før efter etter ennen jälkeen przed po před önce sonra до после показатель значение 지표 이전 이후 값`
	partWords    = `component* service* area* system* app apps application* module* environment* env customer* region* vendor* product* where location* host* node* repo* repositor* file* package* table* endpoint* resolver* componente* servicio* serviço* servicos composant* komponente* dienst* bereich* modul* система сервис компонент`
	meaningWords = `meaning* definition* significado* signification bedeutung* definición definição définition* betekenis betydning betydelse merkitys znaczenie význam anlam значение`
	pastColumns  = `created opened found reported added closed merged since started start detected occurred creado abierto criado aberto créé ouvert erstellt eröffnet oprettet skapad utworzono создано`
)

var columnNouns = sync.OnceValue(func() map[string][]phrase {
	out := map[string][]phrase{}
	for name, list := range map[string]string{"figure": figureWords, "part": partWords, "past": pastColumns, "meaning": meaningWords, "time": clockWords} {
		out[name] = phrases(strings.Fields(list))
	}
	return out
})

// headed tells whether a word of a header is one of a list.
func headed(header, list string) bool {
	for _, w := range Split(header) {
		for _, p := range columnNouns()[list] {
			if p.at([]string{w}, 0) {
				return true
			}
		}
	}
	return false
}

// cjkFigures are parts of such headers in languages without spaces.
var cjkFigures = []string{"指标", "阈值", "之前", "之后", "数值", "当前值", "指標", "閾値", "変更前", "変更後", "改善前", "改善後", "値"}

// NamesFigure tells whether a header is that of a column of measures.
func NamesFigure(header string) bool {
	return headed(header, "figure") || HasCJK(header) && slices.ContainsFunc(cjkFigures, func(w string) bool { return strings.Contains(header, w) })
}

// NamesThing tells whether a header is that of a column of parts of a system, whose
// names look like those of people.
func NamesThing(header string) bool { return headed(header, "part") }

// problems are headers of tickets that may as well name what went wrong.
var problems = strings.Fields("issue issues bug bugs story problem problems incidencia incidencias problema problemas problème problèmes ärende sak sag melding meldinger zgłoszenie problém kayıt sorun проблема проблемы проблеми 이슈 문제 课题 問題 问题")

// NamesProblem tells whether a header is one of those.
func NamesProblem(header string) bool {
	ws := Split(header)
	return len(ws) == 1 && slices.Contains(problems, ws[0])
}

// NamesMeaning tells whether a header is that of what a legend says.
func NamesMeaning(header string) bool {
	return headed(header, "meaning") || HasCJK(header) && (strings.Contains(header, "含义") || strings.Contains(header, "意味"))
}

// clockWords name the columns of times.
const clockWords = `time times timestamp* clock utc hora* heure* zeit* uhrzeit ora* tijd* tid tidspunkt klokkeslett czas* čas* saat* zaman* время час 시간 시각 giờ waktu`

// NamesTime tells whether a header is that of a column of times of day.
func NamesTime(header string) bool {
	if ws := Split(header); len(ws) > 3 {
		return false
	}
	return headed(header, "time") || HasCJK(header) && slices.ContainsFunc([]string{"时间", "時間", "時刻", "时刻"}, func(w string) bool { return strings.Contains(header, w) })
}

// IsPastColumn tells whether a header is that of days that are over.
func IsPastColumn(header string) bool { return headed(header, "past") }
