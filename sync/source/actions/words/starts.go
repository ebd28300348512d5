package words

// starts files phrases under the first letters of their first words: as many as the
// shortest stem has. Phrases of a few beginnings share a place, so that what is found
// there has still to be compared.
type starts[T any] [1 << startBits][]T

const startBits = 10

// of are those that may begin with the word.
func (s *starts[T]) of(word string) []T { return s[startOf(word)] }

func (s *starts[T]) add(word string, value T) { s[startOf(word)] = append(s.of(word), value) }

// startOf is the place of up to three letters.
func startOf(word string) uint32 {
	key := uint32(0)
	for i := range min(3, len(word)) {
		key = key*37 + uint32(word[i])
	}
	return key % (1 << startBits)
}
