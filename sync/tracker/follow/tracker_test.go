package follow_test

// A whole tracker, to begin a new one with: items in a JSON file behind HTTP. The
// adapter is what a new one has to bring (docs/adapters.md); the server stands for
// its vendor.

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
	"github.com/followthrough/followthrough/sync/tracker/follow"
)

// card is an item as the vendor has it.
type card struct {
	ID, Board, Title, State, Reason, By, DuplicateOf string
	Marker                                           tracker.Marker
	Made, Updated                                    time.Time
}

// cards is the adapter: one request for each thing that is asked of it.
type cards struct{ url, instance, token string }

func (c cards) Site() tracker.Site { return tracker.Site{Address: c.url} }

// ask makes one request; what was not sent, refused or throttled is told apart
// from what may have happened.
func (c cards) ask(ctx context.Context, method, path string, body, answer any) (http.Header, error) {
	text, err := json.Marshal(body)
	if err != nil {
		return nil, &tracker.Error{Kind: tracker.Rejected, Err: err}
	}
	req, err := http.NewRequestWithContext(ctx, method, c.url+path, bytes.NewReader(text))
	if err != nil {
		return nil, &tracker.Error{Kind: tracker.Rejected, Err: err}
	}
	req.Header.Set("Authorization", c.token)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		if ctx.Err() != nil && method == http.MethodPost {
			return nil, &tracker.Error{Kind: tracker.Unavailable, Err: err}
		}
		return nil, &tracker.Error{Err: err}
	}
	defer resp.Body.Close()
	text, err = io.ReadAll(resp.Body)
	if kind, refused := map[int]tracker.Kind{
		400: tracker.Rejected, 401: tracker.Auth, 404: tracker.NotFound, 429: tracker.Throttled, 500: tracker.Unknown,
	}[resp.StatusCode]; refused {
		return nil, &tracker.Error{Kind: kind, Err: fmt.Errorf("%s %s: %s", method, path, text)}
	}
	if err = errors.Join(err, json.Unmarshal(text, answer)); err != nil {
		return nil, &tracker.Error{Err: err}
	}
	return resp.Header, nil
}

func (c cards) Create(ctx context.Context, items []tracker.NewItem) []tracker.Outcome {
	out := make([]tracker.Outcome, len(items))
	for i, n := range items {
		var made card
		if _, out[i].Err = c.ask(ctx, http.MethodPost, "/cards", card{Board: n.Backlog.Project, Title: n.Title, Marker: n.Marker}, &made); out[i].Err == nil {
			out[i].Item = c.listed(made).Item
		}
	}
	return out
}

func (c cards) List(ctx context.Context, qs []tracker.Query) []tracker.Page {
	out := make([]tracker.Page, len(qs))
	for i, q := range qs {
		ask := url.Values{"board": {q.Place}, "since": {q.Since.Format(time.RFC3339)}, "made": {strconv.FormatBool(q.Made)}, "from": {q.Next}}
		out[i] = c.page(ctx, "/cards?"+ask.Encode())
	}
	return out
}

func (c cards) page(ctx context.Context, path string) tracker.Page {
	var list []card
	header, err := c.ask(ctx, http.MethodGet, path, nil, &list)
	p := tracker.Page{Err: err, Shown: len(list), Known: true, Next: header.Get("X-Next")}
	p.Now, _ = http.ParseTime(header.Get("Date"))
	for _, one := range list {
		p.Items = append(p.Items, c.listed(one))
	}
	return p
}

func (c cards) Get(ctx context.Context, ids []string) (out []tracker.Listed, err error) {
	p := c.page(ctx, "/cards?ids="+url.QueryEscape(strings.Join(ids, ",")))
	return p.Items, p.Err
}

func (c cards) Account(ctx context.Context) (me string, err error) {
	_, err = c.ask(ctx, http.MethodGet, "/me", nil, &me)
	return me, err
}

func (c cards) See(ctx context.Context, boards []string, _ time.Duration) (map[string]tracker.Sight, error) {
	out := map[string]tracker.Sight{}
	for _, board := range boards {
		var name string
		_, err := c.ask(ctx, http.MethodGet, "/boards/"+url.PathEscape(board), nil, &name)
		out[board] = tracker.Sight{Identity: name, Err: err}
	}
	return out, nil
}

// listed is a card as an item.
func (c cards) listed(one card) tracker.Listed {
	l := tracker.Listed{By: one.By, Updated: one.Updated, DuplicateOf: one.DuplicateOf, Item: tracker.Item{
		ID: one.ID, Key: "#" + one.ID, URL: c.url + "/cards/" + one.ID, Project: one.Board, Place: one.Board,
		State: review.State(one.State), Status: one.State, Reason: one.Reason, Created: one.Made,
	}}
	if one.Marker.Instance == c.instance {
		l.Marker = &one.Marker
	}
	return l
}

// vendor is the server: a file of cards, and who may see what.
type vendor struct {
	*httptest.Server
	file    string
	account string // who bears the token

	mu     sync.Mutex
	clock  time.Time
	lag    time.Duration // how late listings show what was done
	broken bool
	loses  bool            // the answer to the next creation
	known  bool            // it knows the account
	hidden map[string]bool // boards that the account may not see
	asked  map[string]int  // requests, by method and path
}

const pageOf = 10

func newVendor(t *testing.T) *vendor {
	v := &vendor{file: filepath.Join(t.TempDir(), "cards.json"), account: "bot", known: true, clock: time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC), hidden: map[string]bool{}, asked: map[string]int{}}
	v.Server = httptest.NewServer(v)
	t.Cleanup(v.Close)
	return v
}

func (v *vendor) read() (all []card) {
	text, _ := os.ReadFile(v.file) // none yet: no cards
	_ = json.Unmarshal(text, &all)
	return all
}

// set changes the server.
func (v *vendor) set(change func()) {
	v.mu.Lock()
	defer v.mu.Unlock()
	change()
}

// edit changes a card, or makes one where id is "".
func (v *vendor) edit(id string, change func(*card)) (out card) {
	v.mu.Lock()
	defer v.mu.Unlock()
	all := v.read()
	at := slices.IndexFunc(all, func(c card) bool { return c.ID == id })
	if at < 0 {
		at, all = len(all), append(all, card{ID: strconv.Itoa(len(all) + 1), State: "open", Made: v.clock})
	}
	change(&all[at])
	all[at].Updated = v.clock
	text, err := json.Marshal(all)
	if err = errors.Join(err, os.WriteFile(v.file, text, 0o600)); err != nil {
		panic(err)
	}
	return all[at]
}

func (v *vendor) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	v.mu.Lock()
	v.asked[r.Method+" "+r.URL.Path]++
	broken, known, all, now, lag := v.broken, v.known, v.read(), v.clock, v.lag
	hides := func(c card) bool { return v.hidden[c.Board] || c.Board == "" } // deleted: on no board
	board := cmp.Or(r.URL.Query().Get("board"), strings.TrimPrefix(r.URL.Path, "/boards/"))
	seen := (board == "PAY" || board == "STO") && !v.hidden[board]
	all = slices.DeleteFunc(all, hides)
	v.mu.Unlock()
	w.Header().Set("Date", now.Format(http.TimeFormat))
	var answer any = v.account
	switch q := r.URL.Query(); {
	case broken:
		http.Error(w, "out of order", http.StatusInternalServerError)
		return
	case !known:
		http.Error(w, "who are you?", http.StatusUnauthorized)
		return
	case r.URL.Path == "/me":
	case r.Method == http.MethodPost:
		var c card
		if json.NewDecoder(r.Body).Decode(&c) != nil || c.Board != "PAY" && c.Board != "STO" {
			http.Error(w, "no such board", http.StatusBadRequest)
			return
		}
		loses := false
		v.set(func() { loses, v.loses = v.loses, false })
		if answer = v.edit("", func(out *card) { out.Board, out.Title, out.Marker, out.By = c.Board, c.Title, c.Marker, v.account }); loses {
			http.Error(w, "out of order", http.StatusInternalServerError)
			return
		}
	case q.Has("ids"):
		ids := strings.Split(q.Get("ids"), ",")
		answer = slices.DeleteFunc(all, func(c card) bool { return !slices.Contains(ids, c.ID) })
	case !seen:
		http.Error(w, "no such board", http.StatusNotFound)
		return
	case r.URL.Path != "/cards":
		answer = board
	default:
		since, _ := time.Parse(time.RFC3339, q.Get("since"))
		from, err := strconv.Atoi(cmp.Or(q.Get("from"), "0"))
		if err != nil {
			http.Error(w, "no such page", http.StatusBadRequest)
			return
		}
		all = slices.DeleteFunc(all, func(c card) bool {
			return c.Board != board || c.Updated.Before(since) || c.Updated.Add(lag).After(now) || q.Get("made") == "true" && c.Made.Before(since)
		})
		end := min(len(all), from+pageOf)
		if end < len(all) {
			w.Header().Set("X-Next", strconv.Itoa(end))
		}
		answer = all[min(from, end):end]
	}
	_ = json.NewEncoder(w).Encode(answer) // who went away gets nothing
}

// followed is the tracker that follow makes of the adapter, by a clock that is ahead
// of the vendor's.
func (v *vendor) followed(instance string, ahead time.Duration, accounts ...string) *follow.Follower {
	return follow.New(cards{url: v.URL, instance: instance, token: "token"}, tracker.Options{Accounts: accounts, Now: func() (now time.Time) {
		v.set(func() { now = v.clock.Add(ahead) })
		return now
	}}.Of("cards"))
}
