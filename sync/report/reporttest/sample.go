package reporttest

import (
	"time"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
)

// Now is when the sample is looked at.
func Now() time.Time { return time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC) }

// told is one review of the sample.
type told struct {
	published, incident string // days
	kind                review.Kind
	services            string
	title               string
	restricted          bool
	actions             []string
	out                 []string // the teams of what was taken out
}

// Each action is "team|state|days from publication to its item|days from there
// to its end|type|title|reason". held=ask says what holds it; before a title, ^
// means no owner in the line, > moved by its team, & the item that two share.
var sample = []told{
	{"2026-08-27", "2026-08-20", review.Incident, "checkout", "Checkout answered slowly for two hours", false, []string{
		"payments|done|1.2|9|prevent|Alert on the depth of the queue",
		"payments|done|1.2|16|mitigate|Give the workers a pool of their own",
		"platform|declined|1.3|12|prevent|Move the queue to another region|superseded by the new queue",
	}, nil},
	{"2026-09-01", "2026-08-30", review.NearMiss, "ledger", "A deploy would have doubled every entry", false, []string{
		"ledger|done|0.9|4|detect|Compare sums before a deploy is let through",
	}, []string{"ledger"}},
	{"2026-09-03", "2026-08-26", review.Incident, "search", "Search showed yesterday's stock", false, []string{
		"findability|done|2|21|detect|Alert when the index is older than an hour",
		"findability|open|2||prevent|Rebuild the index without a pause",
		"findability|in_progress|2||mitigate|Show the age of the index to support",
	}, nil},
	{"2026-09-08", "2026-09-05", review.Incident, "mail", "Receipts were sent twice", false, nil, nil},
	{"2026-09-11", "2026-09-02", review.Incident, "checkout, ledger", "Refunds stood still over a weekend", false, []string{
		"payments|done|1.1|30|prevent|Retry refunds with a growing pause",
		"ledger|done|1.1|8.5|detect|Count refunds that wait, and alert",
		"ledger|open|1.1||prevent|>Take the nightly job apart",
		"payments|declined|1.4|6|prevent|Write refunds to two places|won't do: the ledger keeps them already",
		"|unrouted||||^Ask the provider for their limits",
	}, nil},
	{"2026-09-17", "2026-09-15", review.NearMiss, "checkout", "A certificate ran out in staging first", false, []string{
		"platform|done|0.6|3|detect|Warn thirty days before a certificate ends",
		"platform|done|0.6|13|prevent|Renew certificates by themselves",
	}, nil},
	{"2026-09-24", "2026-09-14", review.Incident, "search, recommendations", "Recommendations were empty after a migration", false, []string{
		"findability|done|1.5|11|prevent|Rehearse migrations on a copy",
		"findability|open|1.5||detect|Alert on empty answers",
		"platform|in_progress|1.6||mitigate|>Keep the last good copy at hand",
		"platform|withdrawn|1.6||prevent|Freeze migrations in December",
	}, []string{"findability", "platform"}},
	{"2026-10-02", "2026-09-27", review.Incident, "ledger", "The month's books closed a day late", false, []string{
		"ledger|done|1|18|prevent|Close the books in parts",
		"ledger|open|1||detect|&Page when a part is late",
		"ledger|missing|1||mitigate|Write down how to close by hand",
	}, nil},
	{"2026-10-07", "2026-10-01", review.Incident, "gateway", "restricted", true, []string{
		"platform|done|0.8|7|prevent|Rotate what had leaked",
		"platform|blocked||||Put the vault behind the new door|create an item in local platform.md: the field Area is required",
		"platform|declined|0.8|2|detect|Log what must not be told|the auditors said so",
	}, nil},
	{"2026-10-13", "2026-10-12", review.NearMiss, "", "Somebody noticed the wrong currency in time", false, nil, nil},
	{"2026-10-15", "2026-10-04", review.Incident, "checkout", "Checkout was down for eleven minutes", false, []string{
		"payments|done|1|5|detect|Alert on failed payments, by provider",
		"payments|in_progress|1||mitigate|Fall back to the second provider",
		"payments|open|1||prevent|&Page when a part is late",
		"payments|declined|1|9|prevent|Stop deploys on Fridays|superseded by the new queue",
	}, nil},
	{"2026-10-22", "2026-10-19", review.Incident, "mail, checkout", "Receipts went to the spam folder", false, []string{
		"payments|done|1.2|14|prevent|Sign mail with the new key",
		"payments|open|1.2||detect|^Watch how much mail is refused",
	}, []string{"payments"}},
	{"2026-10-29", "2026-10-25", review.Incident, "search", "Search was slow in the morning", false, []string{
		"findability|blocked||||Warm the caches before the day begins|create an item in jira FIND: the field Component is required: one of API, Web",
		"findability|open|1.9||prevent|^Split the largest shard",
		"platform|held=off||||Give search machines of its own|the mapping says create: off for platform",
	}, nil},
	{"2026-11-05", "2026-11-01", review.Incident, "recommendations", "Recommendations named a product that is gone", false, []string{
		"findability|held=ask||||Drop what is gone from the index within a minute|waits for the team's yes",
		"findability|held=look-alike||||Tell support what is gone|FIND-310 has the same words",
		"findability|held=doubt||||Rebuilt the index of archived notes|may be no action: write `(action)` or `(no action)` behind it (past tense)",
		"|held=old doubt||||Search was slow for a day|may be no action: write `(action)` or `(no action)` behind it (a finding)",
	}, nil},
	{"2026-11-10", "2026-11-03", review.Incident, "ledger, mail", "Statements missed a line", false, []string{
		"ledger|in_progress|1.1||prevent|Check statements against the books",
		"ledger|held=max_new||||Tell customers when a statement is corrected|more than max_new (25) items in 24 hours",
		"payments|unrouted||||^Look at FIN-12 again|FIN-12 was done before the incident: (same: FIN-12) or (separate)",
	}, nil},
	{"2026-11-21", "2026-11-16", review.Incident, "checkout", "Coupons counted twice", false, []string{
		"payments|soaking||||Count coupons in the ledger",
		"payments|soaking||||Alert on a coupon used twice",
		"ledger|planned||||Make coupons rows of their own",
		"ledger|creating||||Say what a coupon is worth on the receipt",
	}, nil},
}

// Changes are the sample's reviews, actions and items.
func Changes() plan.Changes {
	var c building
	for i, t := range sample {
		c.add(i, t)
	}
	old := c.Reviews[0]
	old.Key, old.Path, old.Title = "00000000cafe", "2024-12-old.md", "The old one"
	old.PublishedAt, old.Date = day("2024-12-04"), day("2024-12-02")
	old.Age, old.FirstRead = old.PublishedAt, day("2026-08-01")
	old.Actions = []plan.Action{
		{Key: "0000000cafe1", Wording: plan.Wording{Text: "a", Number: 1, Reading: review.Action{Title: "Write it all down", Owner: "ledger"}}, State: review.Past, Team: "ledger"},
		{Key: "0000000cafe2", Wording: plan.Wording{Text: "b", Number: 1, Position: 1, Reading: review.Action{Title: "Old, and still open"}}, State: review.Open, Team: "ledger"},
	}
	gone := c.Reviews[2]
	gone.Key, gone.Path, gone.Gone, gone.Actions = "0000000009e0", "gone.md", day("2026-11-01"), nil
	gone.Actions = append(gone.Actions, plan.Action{
		Key: "0000000009e1", State: review.Open, Team: "findability", Item: &plan.Item{Tracker: "jira", ID: "9", Key: "FIND-9"},
		Wording:  plan.Wording{Text: "c", Number: 1},
		Creation: plan.Creation{Made: day("2026-09-05")},
	})
	c.Reviews = append(c.Reviews, old, gone)
	return plan.Changes(c)
}
