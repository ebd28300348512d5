package plan

// Half is how many items the next requests may ask for, where one for n was
// refused as a whole: a single bad element is alone in the end, and keeps no other
// waiting.
func Half(n int) int { return (n + 1) / 2 }

// Part is how many they may ask for where one for n had no answer. Each round is
// one of an item's five: 50, 10, 3, and then alone.
func Part(n int) int {
	if n > 10 {
		return (n + 4) / 5
	}
	return (n + 3) / 4
}

// next is the intent with which an item that was not found is asked for again.
// Its marker has the words that the line has now: the cause may have stood in
// those that it had. Of a review that became restricted meanwhile it has none.
func (j *judgement) next(r *Review, k *Action, old Intent) Intent {
	marker := old.Marker
	if marker.Text != "" {
		marker.Text = j.in.Mapping.Words(k.Reading.Title)
	}
	if r.Restricted {
		marker.Text, marker.Source = "", ""
	}
	return Intent{
		Action: k.Key, Review: old.Review, Attempt: old.Attempt + 1, Marker: marker,
		Tracker: old.Tracker, Team: old.Team, Backlog: old.Backlog,
	}
}
