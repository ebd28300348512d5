package words

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

const (
	monthName = `(?:jan(?:uary|vier|uar|eiro)?|feb(?:ruary|ruar|rero)?|fév(?:rier)?|fev(?:ereiro)?|mar(?:ch|zo|s|ço)?|märz|apr(?:il)?|abr(?:il)?|avr(?:il)?|may|mai|mayo|maio|june?|juin|juni|junio|junho|july?|juillet|juli|julio|julho|aug(?:ust)?|août|ago(?:sto)?|sept?(?:ember|iembre|embre)?|set(?:embro|tembre)?|oct(?:ober|ubre|obre)?|okt(?:ober)?|out(?:ubro)?|ott(?:obre)?|nov(?:ember|iembre|embre|embro)?|dec(?:ember)?|dez(?:ember|embro)?|dic(?:iembre|embre)?|déc(?:embre)?)\.?`
	dayForms  = `\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|` + monthName + `\s+\d{1,2}(?:st|nd|rd|th)?(?:\s*[-–]\s*\d{1,2}(?:st|nd|rd|th)?)?(?:,?\s*\d{4})?|\d{1,2}(?:st|nd|rd|th|\.|º)?\s+(?:de\s+|of\s+)?` + monthName + `(?:,?\s*(?:de\s+)?\d{4})?|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}`
	roughDay  = `|(?:end of |early |mid[- ]|late )?(?:q[1-4]|h[12])(?:\s*[/-]?\s*(?:fy)?'?\d{2,4})?|\d{4}[- ]?q[1-4]|` + monthName + `\s+\d{4}|(?:end of (?:week|month|year|` + monthName + `))|next (?:week|month|sprint|quarter)|eo[dwmqy]`
)

var (
	onlyDay = regexp.MustCompile(`(?i)^(?:` + dayForms + roughDay + `)$`)
	anyDay  = regexp.MustCompile(`(?i)(?:` + dayForms + roughDay + `|asap|tbd)`)
	// DueTail is a due date at the end of a text; its first group is the day.
	DueTail    = regexp.MustCompile(`(?i)(?:^|[\s,;–—-]+|\s*[(\[])(?:due(?: date)?(?: on| by)?|by|before|until|deadline|eta|target(?: date)?|expected(?: by)?|planned for|scheduled for|para el|antes del?|hasta el|até|avant le|d'ici(?: le)?|bis(?: zum)?|entro(?: il)?|期限)\s*[:：]?\s*(` + dayForms + `|q[1-4](?:\s*'?\d{2,4})?)\s*[)\]]?[.]?$`)
	monthDay   = regexp.MustCompile(`(?i)(` + monthName + `)\s+(\d{1,2})(?:st|nd|rd|th)?(?:\s*[-–]\s*(?:` + monthName + `\s*)?\d{1,2}(?:st|nd|rd|th)?)?,?\s*(\d{4})`)
	dayMonth   = regexp.MustCompile(`(?i)(\d{1,2})(?:st|nd|rd|th|\.|º)?\s+(?:de\s+|of\s+)?(` + monthName + `),?\s*(?:de\s+|del\s+)?(\d{4})`)
	numbersDay = regexp.MustCompile(`\b(\d{1,2})([./-])(\d{1,2})[./-](\d{4})\b`)
	compactDay = regexp.MustCompile(`(?:^|\D)(20\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:\D|$)`)
)

// HasDay tells whether a text names a day, a month or a quarter.
func HasDay(text string) bool {
	return len(text) < 200 && (HasDigit(text) || saysWhen(strings.ToLower(text))) && anyDay.MatchString(text)
}

// saysWhen: a word for a day without a digit may be in a lower-case text.
func saysWhen(text string) bool {
	return strings.Contains(text, "asap") || strings.Contains(text, "tbd") || strings.Contains(text, "next") || strings.Contains(text, "end of") || strings.Contains(text, "eo")
}

// EndsInDay spares DueTail where the last word is none that ends a day: it is
// a number, with its ending or without, or the name of a month.
func EndsInDay(text string) bool {
	text = strings.TrimRight(text, ").] \t\n\f\r")
	last, _ := utf8.DecodeLastRuneInString(text)
	if text == "" || !unicode.IsLetter(last) || last >= utf8.RuneSelf {
		return text != ""
	}
	word := strings.ToLower(lastWord(text))
	switch word {
	case "st", "nd", "rd", "th":
		return true
	}
	return slices.ContainsFunc(lexicon().months[word[0]], func(stem string) bool { return strings.HasPrefix(word, stem) })
}

// LeadsToDay spares DueTail where none of its words is there.
func LeadsToDay(text string) bool {
	text = strings.ToLower(text)
	for _, w := range []string{"due", "by", "before", "until", "deadline", "eta", "target", "expected", "for", "para el", "antes de", "hasta", "até", "avant", "d'ici", "bis", "entro", "期限"} {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// IsDay tells whether a text is a day, a month or a quarter and nothing else.
func IsDay(text string) bool {
	text = strings.TrimSpace(text)
	return opensDay(text) && onlyDay.MatchString(text)
}

// opensDay spares the pattern where the first sign rules it out: it is a
// digit, or the first letter of a month or of a word that leads to one.
func opensDay(text string) bool {
	if text == "" || text[0] < utf8.RuneSelf && strings.IndexByte("0123456789adefhjlmnoqsADEFHJLMNOQS", text[0]) < 0 {
		return false
	}
	return HasDigit(text) || strings.IndexByte("eEnN", text[0]) >= 0
}

// Day is the first calendar day that a text (a title, a file name, a value)
// names with its year, in UTC.
func Day(text string) (time.Time, bool) {
	if len(text) > 4096 {
		text = text[:4096]
	}
	digits := longestNumber(text)
	if digits < 4 || !strings.Contains(text, "20") && !strings.Contains(text, "19") {
		return time.Time{}, false
	}
	if y, m, d := isoDay(text); y != "" {
		if t, ok := day(y, m, d); ok {
			return t, true
		}
	}
	if at := monthAt(text); at >= 0 {
		if !yearFollows(text[at:]) {
			if m := monthDay.FindStringSubmatch(text[at:]); m != nil {
				return day(m[3], monthNumber(m[1]), m[2])
			}
		}
		if m := dayMonth.FindStringSubmatch(text); m != nil {
			return day(m[3], monthNumber(m[2]), m[1])
		}
	}
	if digits >= 8 {
		if m := compactDay.FindStringSubmatch(text); m != nil {
			return day(m[1], m[2], m[3])
		}
	}
	if joinsNumbers(text) {
		if m := numbersDay.FindStringSubmatch(text); m != nil {
			return numbered(m[1], m[3], m[4], m[2])
		}
	}
	return time.Time{}, false
}

// longestNumber is how many digits the longest number of a text has.
func longestNumber(text string) int {
	longest, run := 0, 0
	for i := range len(text) {
		if !isDigit(text[i]) {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	return longest
}

// joinsNumbers: two numbers are joined as those of a day are.
func joinsNumbers(text string) bool {
	for i := 1; i+1 < len(text); i++ {
		if c := text[i]; (c == '.' || c == '/' || c == '-') && isDigit(text[i-1]) && isDigit(text[i+1]) {
			return true
		}
	}
	return false
}

// numbered reads 31.12.2026 and 31/12/2026; 12/31/2026 and 12-31-2026 too,
// and takes the month first where both could be it and the sign is no dot.
func numbered(a, b, year, sign string) (time.Time, bool) {
	if first, _ := strconv.Atoi(a); first > 12 || sign == "." {
		return day(year, b, a)
	}
	return day(year, a, b)
}

func day(y, m, d string) (time.Time, bool) {
	yy, _ := strconv.Atoi(y)
	mm, _ := strconv.Atoi(m)
	dd, _ := strconv.Atoi(d)
	t := time.Date(yy, time.Month(mm), dd, 0, 0, 0, 0, time.UTC)
	if yy < 1970 || yy > 2200 || int(t.Month()) != mm || t.Day() != dd {
		return time.Time{}, false
	}
	return t, true
}

// monthStems: the first letters that tell the months apart in the languages
// read here.
var monthStems = []string{
	"jan ene gen", "feb fév fev", "mar mär", "apr abr avr", "may mai mag", "jun juin giu", "jul juil lug", "aug août ago", "sep set", "oct okt out ott", "nov", "dec dez dic déc",
}

// monthAt is where a month's first letters stand first, or a place before it;
// -1: they don't, or no number follows the word.
func monthAt(text string) int {
	lower := strings.ToLower(text)
	months := lexicon().months
	for i := range len(lower) {
		for _, stem := range months[lower[i]] {
			if !strings.HasPrefix(lower[i:], stem) || !leadsToNumber(lower[i:]) {
				continue
			}
			if len(lower) != len(text) {
				return 0
			}
			return i
		}
	}
	return -1
}

// yearFollows tells whether the text's only month is followed by a number that
// is no day: "3 March 2026" holds none of the form that begins with the month.
func yearFollows(text string) bool {
	rest := strings.TrimLeft(strings.TrimLeftFunc(text, unicode.IsLetter), "., \t\n\f\r")
	if digits := len(rest) - len(strings.TrimLeft(rest, "0123456789")); digits != 3 && digits != 4 {
		return false
	}
	return monthAt(rest) < 0
}

// leadsToNumber: a digit follows the word that opens a lower-case text.
func leadsToNumber(text string) bool {
	rest := strings.TrimLeft(strings.TrimLeftFunc(text, unicode.IsLetter), "., \t\n\f\r")
	rest = strings.TrimPrefix(strings.TrimPrefix(rest, "de"), "l")
	rest = strings.TrimLeft(rest, " \t\n\f\r")
	return rest != "" && isDigit(rest[0])
}

// monthsByStart files the months' first letters under their first byte.
func monthsByStart() map[byte][]string {
	out := map[byte][]string{}
	for _, stems := range monthStems {
		for stem := range strings.FieldsSeq(stems) {
			out[stem[0]] = append(out[stem[0]], stem)
		}
	}
	return out
}

func monthNumber(name string) string {
	name = strings.ToLower(name)
	for i := len(monthStems) - 1; i >= 0; i-- {
		for _, stem := range strings.Fields(monthStems[i]) {
			if strings.HasPrefix(name, stem) {
				return strconv.Itoa(i + 1)
			}
		}
	}
	return "0"
}
