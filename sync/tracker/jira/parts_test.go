package jira

import (
	"testing"
	"time"

	client "github.com/followthrough/followthrough/internal/client/jira"
	"github.com/followthrough/followthrough/internal/client/jira/jirafake"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/tracker"
)

// alone is a site with a client of it, and a clock that a test moves, for one part.
func alone(t *testing.T) (f *jirafake.Fake, c *client.Client, now *time.Time) {
	t.Helper()
	f = jirafake.New(t, jirafake.Options{})
	f.AddProject(jirafake.Project{Key: "PAY", Name: "Payments"})
	c, err := client.New(client.Options{Config: client.Config{URL: f.URL(), Email: "bot@teams.example", Token: secret.New("token-of-the-test")}})
	if err != nil {
		t.Fatal(err)
	}
	now = new(time.Time)
	*now = time.Now()
	return f, c, now
}

// A screen is read once an hour, the types of the site once for all screens; one
// that was dropped is read anew.
func TestScreensAreKept(t *testing.T) {
	f, c, now := alone(t)
	ss := &screens{client: c, now: func() time.Time { return *now }}
	for _, step := range []struct {
		name     string
		kind     string
		after    time.Duration
		requests int
	}{
		{"the first", "Task", 0, 2}, {"again", "Task", time.Minute, 0}, {"another type", "Bug", 0, 1},
		{"an hour later", "Task", time.Hour, 2}, {"a type that is not there", "Nope", 0, 1}, {"which is asked for again", "Nope", 0, 1},
	} {
		f.Forget()
		*now = now.Add(step.after)
		s, err := ss.of(t.Context(), screenID{"PAY", step.kind})
		if f.Requests() != step.requests || (err != nil) != (step.kind == "Nope") {
			t.Errorf("%s: %v, %v", step.name, f.Counts(), err)
		}
		if err == nil && (s.Field("summary") == nil || ss.kind(s.TypeID).Name != step.kind) {
			t.Errorf("%s: %+v", step.name, s)
		}
	}
	ss.known.Drop(screenID{"PAY", "Task"})
	if f.Forget(); ss.known.Get(screenID{"PAY", "Task"}) != nil {
		t.Error("it is not dropped")
	}
	if _, err := ss.of(t.Context(), screenID{"PAY", "Task"}); err != nil || f.Requests() != 1 {
		t.Errorf("dropped: %v, %v", f.Counts(), err)
	}
}

// A key is looked up once a day, and one of nothing once a minute.
func TestKeysAreKept(t *testing.T) {
	f, c, now := alone(t)
	key := f.AddIssue(jirafake.Issue{Project: "PAY", Summary: "Somebody's"})
	ks := &keys{client: c, now: func() time.Time { return *now }}
	ks.projectsOf([]tracker.Backlog{{Project: "PAY"}})
	for _, step := range []struct {
		name, key string
		after     time.Duration
		requests  int
	}{
		{"the first", key, 0, 1}, {"again", key, 23 * time.Hour, 0}, {"a day later", key, time.Hour, 1},
		{"nothing", "PAY-4711", 0, 1}, {"nothing, again", "PAY-4711", 30 * time.Second, 0}, {"nothing, a minute later", "PAY-4711", 30 * time.Second, 1},
	} {
		f.Forget()
		*now = now.Add(step.after)
		if id, ok := ks.Recognise(review.Ticket{Text: step.key}); !ok || id == "" || f.Requests() != step.requests {
			t.Errorf("%s: %q, %v, %v", step.name, id, ok, f.Counts())
		}
	}
	ks.learn("PAY-12", "10012")
	f.Forget()
	if id, _ := ks.Recognise(review.Ticket{Text: "pay-12"}); id != "10012" || f.Requests() != 0 {
		t.Errorf("learned: %q, %v", id, f.Counts())
	}
	if _, ok := ks.Recognise(review.Ticket{Text: "UTF-8"}); ok {
		t.Error("a key of nobody's project counts")
	}
}
