package githubfake

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"

	"github.com/followthrough/followthrough/internal/client/github/githubfake/gate"
)

// Delivery is one webhook as it goes out.
type Delivery struct {
	// Header has X-GitHub-Delivery, X-GitHub-Event, X-Hub-Signature-256.
	Header http.Header
	Body   []byte
}

// ID is the delivery's own, the same when it is delivered again.
func (d Delivery) ID() string { return d.Header.Get("X-GitHub-Delivery") }

// Event is what happened: push, issues, repository …
func (d Delivery) Event() string { return d.Header.Get("X-GitHub-Event") }

// webhooks are what goes out, and to whom.
type webhooks struct {
	secret string
	sent   []Delivery
	taken  int
}

// SetWebhookSecret signs what is delivered from now on.
func (f *Fake) SetWebhookSecret(secret string) {
	f.Mu.Lock()
	defer f.Mu.Unlock()
	f.webhooks.secret = secret
}

// Deliveries are the webhooks since it was last asked, in order. GitHub
// delivers each once, whether or not anybody takes it.
func (f *Fake) Deliveries() []Delivery {
	f.Mu.Lock()
	defer f.Mu.Unlock()
	out := slices.Clone(f.webhooks.sent[f.webhooks.taken:])
	f.webhooks.taken = len(f.webhooks.sent)
	return out
}

// Redeliver is a webhook once more, with the same id.
func (f *Fake) Redeliver(id string) Delivery {
	f.Mu.Lock()
	defer f.Mu.Unlock()
	for _, d := range f.webhooks.sent {
		if d.ID() == id {
			return d
		}
	}
	f.T.Errorf("githubfake: there was no delivery %s", id)
	return Delivery{}
}

// emit sends a webhook about a repository (nil: none) that sender caused;
// more is what the event carries besides.
func (f *Fake) emit(event, action string, repo *Repo, sender string, more object) {
	body := object{"sender": f.UserObject(sender)}
	if action != "" {
		body["action"] = action
	}
	if repo != nil {
		body["repository"] = f.repoObject(&gate.Actor{}, repo)
		if id := f.InstallationIn(repo.Place); id != 0 {
			body["installation"] = object{"id": id, "node_id": gate.NodeID("I", id)}
		}
	}
	for name, value := range more {
		body[name] = value
	}
	src, err := json.Marshal(body)
	if err != nil {
		f.T.Errorf("githubfake: webhook %s: %v", event, err)
	}
	n := f.Next()
	header := http.Header{}
	header.Set("Content-Type", "application/json")
	header.Set("User-Agent", "GitHub-Hookshot/fake")
	header.Set("X-GitHub-Delivery", fmt.Sprintf("00000000-0000-4000-8000-%012d", n))
	header.Set("X-GitHub-Event", event)
	if f.webhooks.secret != "" {
		mac := hmac.New(sha256.New, []byte(f.webhooks.secret))
		mac.Write(src)
		header.Set("X-Hub-Signature-256", "sha256="+hex.EncodeToString(mac.Sum(nil)))
	}
	f.webhooks.sent = append(f.webhooks.sent, Delivery{Header: header, Body: src})
}
