package jirafake

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
)

// atOnce is how many deliveries are on their way to one address: Cloud's own limit.
const atOnce = 20

// Webhook has what people change delivered to an address, signed with a secret as
// Cloud does, each change in a request of its own while others go out. Nobody looks
// at the answers. Those that are on their way end with the test.
func (f *Fake) Webhook(address, secret string) {
	ctx, cancel := context.WithCancel(context.Background())
	var sending sync.WaitGroup
	places := make(chan struct{}, atOnce)
	f.T.Cleanup(func() {
		cancel()
		sending.Wait()
	})
	f.Mu.Lock()
	defer f.Mu.Unlock()
	f.Heard = func(event string, i Issue) {
		src, err := json.Marshal(object{
			"timestamp": f.Now().UnixMilli(), "webhookEvent": event,
			"issue": object{"id": i.ID, "key": i.Key, "self": f.self("api/2/issue/%s", i.ID), "fields": object{"summary": i.Summary}},
		})
		if err != nil {
			f.T.Errorf("jirafake: webhook of %s: %v", i.Key, err)
		}
		n := f.Next()
		sending.Go(func() {
			places <- struct{}{}
			deliver(ctx, address, secret, n, src)
			<-places
		})
	}
}

// deliver sends one delivery.
func deliver(ctx context.Context, address, secret, id string, body []byte) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return
	}
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	req.Header.Set("Content-Type", "application/json; charset=UTF-8")
	req.Header.Set("X-Hub-Signature", "sha256="+hex.EncodeToString(mac.Sum(nil)))
	req.Header.Set("X-Atlassian-Webhook-Identifier", fmt.Sprintf("00000000-0000-4000-8000-%012s", id))
	resp, err := http.DefaultClient.Do(req)
	if err == nil {
		_ = resp.Body.Close() // nobody reads it
	}
}
