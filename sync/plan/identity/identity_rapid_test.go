package identity_test

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"github.com/followthrough/followthrough/sync/plan"
	"github.com/followthrough/followthrough/sync/plan/identity"
	"github.com/followthrough/followthrough/sync/review"
)

// line is one action of the document under edit: who it is, and what it says.
type line struct {
	id     int
	family int // of the first of its twins
	text   string
}

// editor changes a document as people do, and remembers who is who.
type editor struct {
	lines   []line
	deleted []line
	next    int
	// twins are the lines that were ever equal to another: which of them is
	// which, nobody can tell.
	twins map[int]bool
}

// fresh is an action whose words no other one has.
func (e *editor) fresh() line {
	const length = 6
	var text []string
	for i := range length {
		text = append(text, word(e.next*length+i))
	}
	e.next++
	return line{e.next, e.next, strings.Join(text, " ")}
}

// word is one of many that are not alike, letter by letter either: another one
// with half of its letters in their places would be a re-wording.
func word(n int) string {
	sum := sha256.Sum256(fmt.Append(nil, n))
	letters := make([]byte, 9)
	for i := range letters {
		letters[i] = 'a' + sum[i]%26
	}
	return string(letters)
}

func (e *editor) insert(t *rapid.T, l line) {
	e.lines = slices.Insert(e.lines, rapid.IntRange(0, len(e.lines)).Draw(t, "at"), l)
}

func (e *editor) edit(t *rapid.T) string {
	what := rapid.SampledFrom([]string{"insert", "insert", "typo", "swap", "capitals", "stop", "delete", "twin", "restore"}).Draw(t, "edit")
	if len(e.lines) == 0 {
		what = "insert"
	}
	i := rapid.IntRange(0, max(0, len(e.lines)-1)).Draw(t, "line")
	switch what {
	case "insert":
		e.insert(t, e.fresh())
	case "typo":
		text := []rune(e.lines[i].text)
		at := rapid.IntRange(0, len(text)-2).Draw(t, "letter")
		if unicode.IsLetter(text[at]) && unicode.IsLetter(text[at+1]) {
			text[at], text[at+1] = text[at+1], text[at]
		}
		e.lines[i].text = string(text)
	case "swap":
		k := rapid.IntRange(0, len(e.lines)-1).Draw(t, "with")
		e.lines[i], e.lines[k] = e.lines[k], e.lines[i]
	case "capitals":
		e.lines[i].text = strings.ToUpper(e.lines[i].text)
	case "stop":
		e.lines[i].text = strings.TrimRight(e.lines[i].text, ".") + "."
	case "delete":
		e.deleted = append(e.deleted, e.lines[i])
		e.lines = slices.Delete(e.lines, i, i+1)
	case "twin":
		l := e.lines[i]
		e.twins[l.id] = true
		if d := slices.IndexFunc(e.deleted, func(d line) bool { return d.family == l.family }); d >= 0 {
			l.id = e.deleted[d].id // these words were there before: they came back
			e.deleted = slices.Delete(e.deleted, d, d+1)
		} else {
			e.next++
			l.id = e.next
		}
		e.twins[l.id] = true
		e.insert(t, l)
	case "restore":
		if n := len(e.deleted); n > 0 {
			e.insert(t, e.deleted[n-1])
			e.deleted = e.deleted[:n-1]
		}
	}
	return what
}

// TestMergeAnyEdits edits one review in any order: no action gets a second
// item, none loses its own.
func TestMergeAnyEdits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := &editor{twins: map[int]bool{}}
		rec, made := record(), 0
		itemOf := map[int]string{}
		for round := range rapid.IntRange(1, 12).Draw(t, "rounds") {
			ever := e.next
			for range rapid.IntRange(1, 3).Draw(t, "edits") {
				if e.edit(t) == "twin" {
					break // and then its model deleted, it would be a move
				}
			}
			var texts []string
			for _, l := range e.lines {
				texts = append(texts, l.text)
			}
			// What was inserted and deleted between two readings was never there.
			e.deleted = slices.DeleteFunc(e.deleted, func(l line) bool { return l.id > ever })
			rec, _ = identity.Merge(rec, reading(texts...), meeting())
			for i := range rec.Actions {
				if k := &rec.Actions[i]; k.Position >= 0 && k.Item == nil {
					made++
					k.Item = &plan.Item{Tracker: "local", ID: fmt.Sprint("i-", made), Key: fmt.Sprint("i-", made)}
					k.State = review.Open
				} else if k.Position < 0 {
					k.State = review.Withdrawn
				}
			}
			check(t, e, rec, itemOf, round)
		}
		if want := len(itemOf); made != want {
			t.Fatalf("%d items made for %d actions", made, want)
		}
	})
}

func check(t *rapid.T, e *editor, rec plan.Review, itemOf map[int]string, round int) {
	used := map[string]bool{}
	for _, k := range rec.Actions {
		if used[k.Item.ID] {
			t.Fatalf("round %d: two actions have item %s", round, k.Item.ID)
		}
		used[k.Item.ID] = true
	}
	for i, l := range e.lines {
		k := rec.Actions[i]
		if k.Position != i {
			t.Fatalf("round %d: action %d has position %d", round, i, k.Position)
		}
		was, known := itemOf[l.id]
		if known && was != k.Item.ID && !e.twins[l.id] {
			t.Fatalf("round %d: %q had item %s and has %s", round, l.text, was, k.Item.ID)
		}
		itemOf[l.id] = k.Item.ID
	}
}
