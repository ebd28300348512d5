package tracker

import "context"

// Previewer is a tracker that can say what it would ask for to make items, and
// asks for nothing.
type Previewer interface {
	// Preview composes what Create would send, by the same code, one for each
	// item in order. It reads what Create would read first, and changes nothing.
	Preview(ctx context.Context, items []NewItem) []Preview
}

// Preview is an item as it would be asked for.
type Preview struct {
	// Fields are those of the creation, in the order in which people read them,
	// the longest text last.
	Fields []PreviewField
	// Item is the item as it would be, as far as that is known: where the tracker
	// itself gives the key, Key and URL hold Ungiven in its place, and Guessed is
	// true.
	Item    Item
	Guessed bool
	// Err says why the item would be refused before anything is sent, as the
	// outcome of Create would; nil: it would be sent.
	Err error
}

// Ungiven stands for what only the tracker can give: the number in a key.
const Ungiven = "?"

// PreviewField is one field of an item as it would be asked for.
type PreviewField struct {
	// ID is what the request calls the field; "": it is set by a request of its
	// own, after the creation.
	ID string
	// Name and Text are the field and its value as people know them.
	Name, Text string
	// Sent is the value as it is sent, fit for JSON.
	Sent any
}
