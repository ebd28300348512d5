package mapping

import "strings"

// mostTyped is how long, in bytes, a word is that somebody may have mistyped:
// nothing is near to a longer one.
const mostTyped = 200

// Nearest is the known word that a mistyped one most likely means; "" where
// none is near.
func Nearest(word string, known []string) string {
	if len(word) > mostTyped {
		return ""
	}
	word = strings.ToLower(word)
	best, bestAt := "", len(word)/3+2
	for _, k := range known {
		if len(k) > 2*mostTyped {
			continue
		}
		if d := edits(word, strings.ToLower(k)); d < bestAt && d < len(k) {
			best, bestAt = k, d
		}
	}
	return best
}

// edits counts the letters to insert, delete or replace.
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}
