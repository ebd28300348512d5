package evidence

import "math/bits"

// set is a set of signs.
type set [2]uint64

// of is the set of these signs.
func of(signs ...Sign) set {
	var s set
	for _, sign := range signs {
		s.add(sign)
	}
	return s
}

func (s *set) add(sign Sign) { s[sign/64] |= 1 << (sign % 64) }

// with is the set and all of another.
func (s set) with(other set) set { return set{s[0] | other[0], s[1] | other[1]} }

func (s set) has(sign Sign) bool { return s[sign/64]&(1<<(sign%64)) != 0 }

// any: one of the others is in the set.
func (s set) any(of set) bool { return s[0]&of[0]|s[1]&of[1] != 0 }

// holds: all of the others are in the set.
func (s set) holds(all set) bool { return s[0]&all[0] == all[0] && s[1]&all[1] == all[1] }

// each gives the signs of the set in their order.
func (s set) each(yield func(Sign) bool) {
	for i, word := range s {
		for ; word != 0; word &= word - 1 {
			if !yield(Sign(i*64 + bits.TrailingZeros64(word))) {
				return
			}
		}
	}
}
