package tree

import "strings"

// FailKey reports what an adapter says of its part of n, which stands below
// the key part: "url: wants https".
func (n *Node) FailKey(part, wrong string) {
	key, why, found := strings.Cut(wrong, ": ")
	if !found {
		n.FailAt(part, "%s", wrong)
		return
	}
	n.FailAt(part+"."+key, "%s", why)
}
