package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/web/api"
)

// pageOf are so many records behind a place, and the place behind them; "": the end.
// A place is named by the record before it. Where that is not listed any more the
// page begins with the first one as old as it was: rather one twice than one never.
func pageOf(records []plan.Review, after string, limit int) ([]plan.Review, string, error) {
	from := 0
	if after != "" {
		at, ok := readPlace(after)
		if !ok {
			return nil, "", api.Mistake{Param: "cursor", Err: errors.New("it is none of this API: take it from the Link of the page before, or begin without one")}
		}
		from = slices.IndexFunc(records, func(r plan.Review) bool { return r.Key == at.key }) + 1
		if from == 0 {
			from, _ = slices.BinarySearchFunc(records, at, func(r plan.Review, at listPlace) int {
				return cmp.Or(cmp.Compare(rank(r), at.rank), cmp.Compare(show.Day(r).Unix(), at.day))
			})
		}
	}
	rest := records[from:]
	if limit <= 0 || len(rest) <= limit {
		return rest, "", nil
	}
	last := rest[limit-1]
	return rest[:limit], listPlace{rank(last), show.Day(last).Unix(), last.Key}.String(), nil
}

// listPlace is a record's place in a list, without a word of it.
type listPlace struct {
	rank int
	day  int64
	key  review.Key
}

func (p listPlace) String() string { return fmt.Sprintf("%d.%d.%s", p.rank, p.day, p.key) }

func readPlace(text string) (p listPlace, ok bool) {
	parts := strings.Split(text, ".")
	if len(parts) != 3 {
		return p, false
	}
	var errRank, errDay error
	p.rank, errRank = strconv.Atoi(parts[0])
	p.day, errDay = strconv.ParseInt(parts[1], 10, 64)
	p.key = review.Key(parts[2])
	return p, errRank == nil && errDay == nil && p.key != ""
}
