package review

import (
	"hash/maphash"
	"slices"
	"strings"
)

// Occurrences counts, for each phrase, where it stands among the words of
// normalised texts. What it costs grows with the words and with how many
// lengths the phrases have, not with how many phrases there are.
func Occurrences(phrases []string, texts ...string) map[string]int {
	seed, out := maphash.MakeSeed(), map[string]int{}
	wanted := map[int]map[uint64][][]string{} // by length in words, and hash
	for _, phrase := range phrases {
		words := strings.Fields(phrase)
		if _, again := out[phrase]; again || len(words) == 0 {
			continue
		}
		out[phrase] = 0
		if wanted[len(words)] == nil {
			wanted[len(words)] = map[uint64][][]string{}
		}
		h := hashOf(hashes(seed, words))
		wanted[len(words)][h] = append(wanted[len(words)][h], words)
	}
	for _, text := range texts {
		words := strings.Fields(text)
		each := hashes(seed, words)
		for n, by := range wanted {
			windows(each, n, func(from int, h uint64) {
				for _, phrase := range by[h] {
					if slices.Equal(phrase, words[from:from+n]) {
						out[strings.Join(phrase, " ")]++
					}
				}
			})
		}
	}
	return out
}

func hashes(seed maphash.Seed, words []string) []uint64 {
	out := make([]uint64, len(words))
	for i, w := range words {
		out[i] = maphash.String(seed, w)
	}
	return out
}

// base is that of the rolling hash: the seed makes what it hashes unguessable.
const base = 0x9E3779B97F4A7C15

func hashOf(words []uint64) (h uint64) {
	for _, w := range words {
		h = h*base + w
	}
	return h
}

// windows tells the hash of each n words in a row.
func windows(words []uint64, n int, tell func(from int, h uint64)) {
	if n > len(words) {
		return
	}
	top := uint64(1)
	for range n - 1 {
		top *= base
	}
	h := hashOf(words[:n])
	tell(0, h)
	for i := n; i < len(words); i++ {
		h = (h-words[i-n]*top)*base + words[i]
		tell(i-n+1, h)
	}
}
