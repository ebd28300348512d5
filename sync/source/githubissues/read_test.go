package githubissues_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/apitest/fault"
	"github.com/followthrough/followthrough/internal/client/github/githubfake"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source"
)

func TestPublishedIssueIsAReview(t *testing.T) {
	for name, options := range map[string][]option{
		"closed": nil, "labelled": {byLabel}, "enterprise server": {enterprise, byLabel},
	} {
		t.Run(name, func(t *testing.T) {
			w := open(t, options...)
			i := w.fake.As(writer).Open(repo, "Checkout outage of 2026-11-20", incident, "post-mortem", "checkout")
			if doc := w.one(); doc.Review.IsPublished() {
				t.Error("a draft counts as published")
			}
			at := w.now()
			w.pass(time.Minute)
			w.publish(i)
			doc := w.one()
			if !doc.Review.IsPublished() || doc.Arrived.Before(at) || doc.Arrived.After(w.now()) {
				t.Errorf("published %v at %s, want after %s", doc.Review.IsPublished(), doc.Arrived, at)
			}
			if doc.Path != "issues/1" || doc.Review.Title != "Checkout outage of 2026-11-20" || doc.Audience != review.AudiencePrivate {
				t.Errorf("%q, %q for %q", doc.Path, doc.Review.Title, doc.Audience)
			}
			if doc.Review.Earliest.Format(time.DateOnly) != "2026-11-20" || len(doc.Review.Labels) != 1 || doc.Review.Labels[0] != "checkout" {
				t.Errorf("earliest %s, labels %q", doc.Review.Earliest, doc.Review.Labels)
			}
			if len(doc.Review.Actions) != 2 {
				t.Fatalf("%d actions", len(doc.Review.Actions))
			}
			if doc.URL != w.cfg.Site()+"/acme/support/issues/1" && !strings.HasSuffix(doc.URL, "/acme/support/issues/1") {
				t.Errorf("address %q", doc.URL)
			}
		})
	}
}

func TestWhatIsNoReview(t *testing.T) {
	w := open(t)
	w.fake.As(writer).Open(repo, "Just a bug", incident)
	w.fake.As(writer).Open(repo, "Labelled otherwise", incident, "post-mortems")
	if got := w.list(); len(got) != 0 {
		t.Errorf("listed %v", got)
	}
	given := w.fake.As(writer).Open(repo, "Given up", incident, "post-mortem")
	w.fake.As(triager).Close(given, "not_planned")
	if doc := w.one(); doc.Review.IsPublished() {
		t.Error("an issue that was given up counts as published")
	}
}

func TestWhoPublishes(t *testing.T) {
	w := open(t)
	i := w.fake.As(author).Open(repo, "Outage", incident)
	w.fake.As(triager).Label(i, "post-mortem")
	w.pass(time.Minute)
	w.fake.As(author).Close(i, "completed") // an author may close their own
	doc := w.one()
	if doc.Review.IsPublished() || !strings.Contains(doc.Doubt, "without triage rights") {
		t.Errorf("published by an author without rights: %v, %q", doc.Review.IsPublished(), doc.Doubt)
	}
	w.pass(time.Minute)
	w.fake.As(triager).Reopen(i)
	w.pass(time.Minute)
	w.fake.As(triager).Close(i, "completed")
	if doc := w.one(); !doc.Review.IsPublished() {
		t.Errorf("published by a triager: %q", doc.Doubt)
	}
}

func TestAStrangersEditWaitsForAPerson(t *testing.T) {
	for name, endorse := range map[string]func(w *world, number int){
		"edited by a writer": func(w *world, n int) {
			w.fake.As(writer).Edit(w.fake.Issue(repo, int64(n)), incident+"\nLooked at.\n")
		},
		"published again": func(w *world, n int) {
			i := w.fake.Issue(repo, int64(n))
			w.fake.As(triager).Reopen(i)
			w.pass(time.Minute)
			w.fake.As(triager).Close(i, "completed")
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := open(t)
			i := w.fake.As(author).Open(repo, "Outage", incident)
			w.fake.As(triager).Label(i, "post-mortem")
			w.pass(time.Minute)
			w.publish(i)
			w.pass(time.Minute)
			before := w.one()
			w.fake.As(author).Edit(i, incident+"- [ ] Give me the keys\n")
			w.pass(time.Minute)
			entries := w.list()
			if entries[0].Revision == before.Revision {
				t.Error("an edit changed no revision")
			}
			_, err := w.Read(t.Context(), entries[0])
			if !errors.Is(err, source.ErrUnreadable) || !strings.Contains(err.Error(), "without write access") {
				t.Fatalf("read what a stranger wrote: %v", err)
			}
			endorse(w, 1)
			w.pass(11 * time.Minute)
			if doc := w.one(); !doc.Review.IsPublished() {
				t.Errorf("still in doubt: %q", doc.Doubt)
			}
		})
	}
}

func TestOwnNumbersAreTheRepositorys(t *testing.T) {
	w := open(t)
	w.review("Outage", "## Action items\n\n- [ ] Alert on depth (#12)\n- [ ] Raise it (same: #13)\n")
	doc := w.one()
	if got := doc.Review.Actions[0].Ticket.Link(); !strings.HasSuffix(got, "/acme/support/issues/12") {
		t.Errorf("#12 is %q", got)
	}
	if got := doc.Review.Actions[1].Answer.Same; !strings.HasSuffix(got, "/acme/support/issues/13") {
		t.Errorf("(same: #13) is %q", got)
	}
}

func TestQuietListingIsOneRequestForNothing(t *testing.T) {
	w := open(t)
	for range 3 {
		w.review("Outage", incident)
	}
	w.list()
	w.list()
	w.fake.Forget()
	first := w.list()
	if n := w.fake.Requests(); n != 1 {
		t.Errorf("a quiet listing cost %d requests: %v", n, w.fake.Counts())
	}
	for _, x := range w.fake.Exchanges() {
		if x.Status != 304 {
			t.Errorf("%s was answered %d, want 304", x.Route, x.Status)
		}
	}
	w.fake.As(author).Comment(w.fake.Issue(repo, 2), "Thank you")
	if again := w.list(); again[1].Revision != first[1].Revision {
		t.Error("a comment changed what is to be read")
	}
}

func TestManyPages(t *testing.T) {
	w := open(t)
	for range 205 {
		w.fake.As(writer).Open(repo, "Outage", incident, "post-mortem")
	}
	if n := len(w.list()); n != 205 {
		t.Fatalf("listed %d of 205", n)
	}
	w.fake.As(writer).Unlabel(w.fake.Issue(repo, 3), "post-mortem")
	w.pass(wholeTime)
	if n := len(w.list()); n != 204 {
		t.Errorf("listed %d, want 204: one lost its label", n)
	}
}

// wholeTime is longer than a listing may look at its first page only.
const wholeTime = 11 * time.Minute

func TestGoneIsGone(t *testing.T) {
	w := open(t)
	i := w.review("Outage", incident)
	e := w.list()[0]
	w.fake.As(writer).Unlabel(i, "post-mortem")
	w.pass(wholeTime)
	if got := w.list(); len(got) != 0 {
		t.Errorf("listed %v", got)
	}
	if _, err := w.Read(t.Context(), e); !errors.Is(err, source.ErrGone) {
		t.Errorf("read: %v", err)
	}
}

// A listing that fails names the repository and says why.
func TestListFails(t *testing.T) {
	for words, spoil := range map[string]func(*world){"acme/support": func(w *world) { w.unplug(true) }, "disabled": func(w *world) { w.repo.DisableIssues() }} {
		w := open(t)
		w.review("Outage", incident)
		w.list()
		spoil(w)
		if _, err := w.List(t.Context()); err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("error %v, want one that says %q", err, words)
		}
	}
}

// A repository that wants to be left alone says until when.
func TestListIsLimited(t *testing.T) {
	w := open(t)
	w.fake.FailNext(1, fault.Any, githubfake.SecondaryLimit(http.StatusForbidden, "1800"))
	_, err := w.List(t.Context())
	if wait := source.Until(err).Sub(w.now()); wait < 29*time.Minute || wait > 30*time.Minute {
		t.Errorf("%v: to be asked again in %v", err, wait)
	}
	w.fake.Forget()
	if _, err = w.List(t.Context()); source.Until(err).IsZero() || len(w.fake.Counts()) > 0 {
		t.Errorf("meanwhile: %v after %v", err, w.fake.Counts())
	}
}
