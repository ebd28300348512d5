package words

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/followthrough/followthrough/internal/sieve"
)

const (
	monthName = `(?:jan(?:uary|vier|uar|eiro)?|feb(?:ruary|ruar|rero)?|fév(?:rier)?|fev(?:ereiro)?|mar(?:ch|zo|s|ço)?|märz|apr(?:il)?|abr(?:il)?|avr(?:il)?|may|mai|mayo|maio|june?|juin|juni|junio|junho|july?|juillet|juli|julio|julho|aug(?:ust)?|août|ago(?:sto)?|sept?(?:ember|iembre|embre)?|set(?:embro|tembre)?|oct(?:ober|ubre|obre)?|okt(?:ober)?|out(?:ubro)?|ott(?:obre)?|nov(?:ember|iembre|embre|embro)?|dec(?:ember)?|dez(?:ember|embro)?|dic(?:iembre|embre)?|déc(?:embre)?)\.?`
	dayForms  = `\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|` + monthName + `\s+\d{1,2}(?:st|nd|rd|th)?(?:\s*[-–]\s*\d{1,2}(?:st|nd|rd|th)?)?(?:,?\s*\d{4})?|\d{1,2}(?:st|nd|rd|th|\.|º)?\s+(?:de\s+|of\s+)?` + monthName + `(?:,?\s*(?:de\s+)?\d{4})?|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}`
	roughDay  = `|(?:end of |early |mid[- ]|late )?(?:q[1-4]|h[12])(?:\s*[/-]?\s*(?:fy)?'?\d{2,4})?|\d{4}[- ]?(?:q[1-4]|h[12])|` + monthName + `\s+\d{4}|(?:end of (?:week|month|year|` + monthName + `))|next (?:week|month|sprint|quarter)|eo[dwmqy]`
)

var (
	onlyDay = sieve.MustCompile(`(?i)^(?:` + dayForms + roughDay + `)$`)
	// figuresDay is how most days are written; the patterns of all are long, and slow.
	figuresDay = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)
	anyDay     = regexp.MustCompile(`(?i)(?:^|[^a-z\d])(?:` + dayForms + `|(?:` + roughDay[1:] + `|asap|tbd)(?:[^\pL\d]|$))`)
	// DueTail is a due date at the end of a text; its first group is the day.
	DueTail = sieve.MustCompile(`(?i)(?:^|[\s,;–—-]+|\s*[(\[])(?:due(?: date)?(?: on| by)?|by|before|until|deadline|eta|target(?: date)?|expected(?: by)?|planned for|scheduled for|para el|antes del?|hasta el|até|avant le|d'ici(?: le)?|bis(?: zum)?|entro(?: il)?|期限)\s*[:：]?\s*(` + dayForms + `|q[1-4](?:\s*'?\d{2,4})?|\d{4}[- ]?(?:q[1-4]|h[12]))\s*[)\]]?[.]?$`)
	// DashDay is a whole day at the end of a text that only a dash sets apart.
	DashDay = sieve.MustCompile(`(?:\s+[-–—]|[–—])\s+((?:19|20)\d{2}-\d{2}-\d{2})[.]?$`)
	// isoDay is 2026-12-01, 2026/12/1, 2026. 12. 1, 2026年12月1日.
	isoDay = regexp.MustCompile(`(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})`)
	// monthDay is May 1, 2026; monthDays too, and May 1 – June 2, 2026.
	monthDay   = sieve.MustCompile(`(?i)(` + monthName + `)\s+(\d{1,2})(?:st|nd|rd|th)?,?\s*(\d{4})`)
	monthDays  = sieve.MustCompile(`(?i)(` + monthName + `)\s+(\d{1,2})(?:st|nd|rd|th)?(?:\s*[-–]\s*(?:` + monthName + `\s*)?\d{1,2}(?:st|nd|rd|th)?)?,?\s*(\d{4})`)
	dayMonth   = sieve.MustCompile(`(?i)(\d{1,2})(?:st|nd|rd|th|\.|º)?\s+(?:de\s+|of\s+)?(` + monthName + `),?\s*(?:de\s+|del\s+)?(\d{4})`)
	numbersDay = regexp.MustCompile(`\b(\d{1,2})([./-])(\d{1,2})[./-](\d{4})\b`)
	compactDay = regexp.MustCompile(`(?:^|\D)(20\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:\D|$)`)
)

// HasDay tells whether a text names a day, a month or a quarter.
func HasDay(text string) bool {
	return len(text) < 200 && (figuresDay.MatchString(text) || anyDay.MatchString(text))
}

// TheDay is the day, month or quarter that a text names, as written; "": none.
func TheDay(text string) string {
	if len(text) >= 200 {
		return ""
	}
	return strings.Trim(anyDay.FindString(text), " \t()[],;:–—")
}

// Dated tells whether what follows a state says nothing but when.
func Dated(rest string) bool {
	day := TheDay(rest)
	return day != "" && Count(strings.Replace(rest, day, "", 1)) <= 1
}

// IsDay tells whether a text is a day, a month or a quarter and nothing else: one
// without a figure begins with "next" or "end".
func IsDay(text string) bool {
	text = strings.TrimSpace(text)
	if text == "" || strings.IndexByte(text, ':') >= 0 || !HasDigit(text) && strings.IndexByte("ne", text[0]|0x20) < 0 {
		return false
	}
	return figuresDay.MatchString(text) || onlyDay.MatchString(text)
}

// Day is the first calendar day that a text (a title, a file name, a value)
// names with its year, in UTC.
func Day(text string) (time.Time, bool) {
	if len(text) > 4096 {
		text = text[:4096]
	}
	if digits(text) < leastDigits || !strings.Contains(text, "20") && !strings.Contains(text, "19") {
		return time.Time{}, false
	}
	if m := isoDay.FindStringSubmatch(text[strings.IndexAny(text, "0123456789"):]); m != nil {
		if t, ok := day(m[1], m[2], m[3]); ok {
			return t, true
		}
	}
	named := monthDay
	if strings.Contains(text, "-") || strings.Contains(text, "–") {
		named = monthDays
	}
	if m := named.FindStringSubmatch(text); m != nil {
		return day(m[3], monthNumber(m[1]), m[2])
	}
	if m := dayMonth.FindStringSubmatch(text); m != nil {
		return day(m[3], monthNumber(m[2]), m[1])
	}
	if m := compactDay.FindStringSubmatch(text); m != nil {
		return day(m[1], m[2], m[3])
	}
	if m := numbersDay.FindStringSubmatch(text); m != nil {
		return numbered(m[1], m[3], m[4], m[2])
	}
	return time.Time{}, false
}

// leastDigits are those of "1 May 2026".
const leastDigits = 5

func digits(text string) (n int) {
	for i := range len(text) {
		if isDigit(text[i]) {
			n++
		}
	}
	return n
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
