package files

import (
	"context"
	"net/url"
	"path"
	"strings"
	"time"

	"github.com/followthrough/followthrough/sync/review"
)

// fresh is how long a reading of the files answers for things not found in it.
const fresh = time.Second

// Recognise takes a key (payments-3f9a2c) or a link that ends like an item's
// url (…/payments.md#3f9a2c) for the item's id, if that item is here now.
func (t *Tracker) Recognise(ticket review.Ticket) (string, bool) {
	key := keyRE.FindStringSubmatch(strings.TrimSpace(ticket.Text))
	file, fragment := fromURL(ticket.URL)
	if key == nil && fragment == "" {
		return "", false
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	find := func(w *world) (string, bool) {
		if key != nil && len(w.byID[key[0]]) > 0 {
			return key[0], true
		}
		return w.linked(file, fragment)
	}
	if t.known != nil {
		if id, ok := find(t.known); ok {
			return id, true
		}
	}
	if w, ok := t.refreshed(); ok {
		return find(w)
	}
	return "", false
}

// Holds tells whether an address may be that of a line in a file: it has no host.
func (t *Tracker) Holds(address string) bool {
	u, err := url.Parse(strings.TrimSpace(address))
	return err == nil && u.Scheme == "" && u.Host == ""
}

// linked is the item with this fragment that was made for the file, or lies
// in it now.
func (w *world) linked(file, fragment string) (string, bool) {
	if id := file + "-" + fragment; len(w.byID[id]) > 0 {
		return id, true
	}
	for _, id := range w.fragments[fragment] {
		if nameOf(path.Base(w.byID[id][0].place)) == file {
			return id, true
		}
	}
	return "", false
}

// fromURL takes a link apart into the file's name without its end, and the
// fragment; "": it is no link to an item of ours.
func fromURL(link string) (file, fragment string) {
	u, err := url.Parse(strings.TrimSpace(link))
	if err != nil || !strings.EqualFold(path.Ext(u.Path), ".md") || !keyRE.MatchString("x-"+u.Fragment) {
		return "", ""
	}
	return nameOf(path.Base(u.Path)), u.Fragment
}

// refreshed reads anew, unless the last reading is of now.
func (t *Tracker) refreshed() (*world, bool) {
	if t.known != nil && t.now().Sub(t.readAt) < fresh {
		return nil, false
	}
	w, err := t.read(context.Background())
	return w, err == nil
}
