package words

import "strings"

// isoDay is the first year, month and day that stand in a text in this order:
// 2026-12-01, 2026/12/1, 2026. 12. 1, 2026年12月1日; year "": there is none.
func isoDay(text string) (year, month, day string) {
	run := 0
	for i := range len(text) {
		if !isDigit(text[i]) {
			run = 0
			continue
		}
		if run++; run < 4 {
			continue
		}
		rest, ok := cutSign(text[i+1:], "年")
		if !ok {
			continue
		}
		if month, rest = cutNumber(rest); month == "" {
			continue
		}
		if rest, ok = cutSign(rest, "月"); !ok {
			continue
		}
		if day, _ = cutNumber(rest); day != "" {
			return text[i-3 : i+1], month, day
		}
	}
	return "", "", ""
}

// cutSign cuts what joins the numbers of a day, with a space on either side.
func cutSign(text, sign string) (string, bool) {
	text = cutSpace(text)
	rest, ok := strings.CutPrefix(text, sign)
	if !ok {
		if text == "" || strings.IndexByte("-/.", text[0]) < 0 {
			return "", false
		}
		rest = text[1:]
	}
	return cutSpace(rest), true
}

func cutSpace(text string) string {
	if text != "" && strings.IndexByte(" \t\n\f\r", text[0]) >= 0 {
		return text[1:]
	}
	return text
}

// cutNumber cuts a number of one or two digits off the start.
func cutNumber(text string) (number, rest string) {
	n := 0
	for n < min(2, len(text)) && isDigit(text[n]) {
		n++
	}
	return text[:n], text[n:]
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
