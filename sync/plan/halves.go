package plan

// Half is how many items the next requests may ask for, where one for n was
// refused as a whole or had no answer: a single bad element is alone in the
// end, and keeps no other waiting.
func Half(n int) int { return (n + 1) / 2 }

// inHalves tells whether an item that was not found is asked for in a smaller
// request next, which counts as no attempt. In a backlog that has never shown us
// an item of ours only a request that was answered does: what was answered with
// an error was hardly made, while what had no answer may be there unseen.
func (i Intent) inHalves(shown bool) bool { return i.Size > 1 && (shown || i.Whole) }

// next is the intent with which an item that was not found is asked for again.
// Its marker has the words that the line has now: the cause may have stood in
// those that it had. Of a review that became restricted meanwhile it has none.
func (j *judgement) next(r *Review, k *Action, old Intent, attempt int) Intent {
	marker := old.Marker
	if marker.Text != "" {
		marker.Text = j.in.Mapping.Words(k.Reading.Title)
	}
	if r.Restricted {
		marker.Text, marker.Source = "", ""
	}
	return Intent{
		Action: k.Key, Review: old.Review, Attempt: attempt, Marker: marker,
		Tracker: old.Tracker, Team: old.Team, Backlog: old.Backlog,
	}
}
