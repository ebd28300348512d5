package access

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/followthrough/followthrough/internal/secret"
)

const right = "reads-0123456789abcdef"

// door is a gate whose clock is turned by hand.
type door struct {
	*Gate
	at  time.Time
	log strings.Builder
}

func newDoor(t Tokens) *door {
	d := &door{at: time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC)}
	d.Gate = New(func() Tokens { return t }, func() time.Time { return d.at }, slog.New(slog.NewTextHandler(&d.log, nil)))
	return d
}

// come is a request from an address; "": without a token.
func (d *door) come(from, token string) (Role, int, http.Header) {
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.RemoteAddr = from
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	role, refusal := d.Admit(r)
	h := http.Header{}
	if refusal == nil {
		return role, 200, h
	}
	refusal.Header(h)
	return role, refusal.Status, h
}

func TestWrongTokensAreSlowedDown(t *testing.T) {
	d := newDoor(Tokens{Read: secret.New(right)})
	const from, other = "192.0.2.1:1", "192.0.2.2:1"
	for n := range burst {
		if _, status, _ := d.come(from, fmt.Sprint("guess", n)); status != 401 {
			t.Fatalf("guess %d: %d", n, status)
		}
	}
	_, status, h := d.come("192.0.2.1:2", right)
	if status != 429 || h.Get("Retry-After") != "3" || h.Get("WWW-Authenticate") != "" {
		t.Errorf("the next one, from another port, right by now: %d %v", status, h)
	}
	if n := strings.Count(d.log.String(), "192.0.2.1"); n != 1 || strings.Contains(d.log.String(), "guess") {
		t.Errorf("it is told %d times: %s", n, d.log.String())
	}
	if role, status, _ := d.come(other, right); status != 200 || role != Reader {
		t.Errorf("somebody else: %d", status)
	}
	d.at = d.at.Add(each)
	if role, status, _ := d.come(from, right); status != 200 || role != Reader {
		t.Errorf("after a while: %d", status)
	}
	if _, status, _ := d.come(from, "guess"); status != 401 {
		t.Errorf("one more wrong one: %d", status)
	}
	if _, status, _ := d.come(from, "guess"); status != 429 {
		t.Errorf("and the next: %d", status)
	}
}

// Requests without a token guess nothing, right ones neither.
func TestOnlyWrongTokensCount(t *testing.T) {
	d := newDoor(Tokens{Read: secret.New(right)})
	for range 10 * burst {
		if _, status, _ := d.come("192.0.2.1:1", ""); status != 401 {
			t.Fatalf("without one: %d", status)
		}
		if _, status, _ := d.come("192.0.2.1:1", right); status != 200 {
			t.Fatalf("the right one: %d", status)
		}
	}
}

// Who has a network to guess from fills no memory, and keeps nobody out for longer
// than their own guesses do.
func TestAddressesAreBounded(t *testing.T) {
	d := newDoor(Tokens{Read: secret.New(right)})
	for n := range mostClients * 2 {
		d.come(fmt.Sprintf("[2001:db8:%x:%x::1]:1", n/65536, n%65536), "guess")
	}
	if n := len(d.limiter.clients); n > mostClients+1 {
		t.Errorf("%d addresses are remembered", n)
	}
	if _, status, _ := d.come("[2001:db8:ffff::1]:1", right); status != 429 {
		t.Errorf("a further address beside too many: %d", status)
	}
	if _, status, _ := d.come("[2001:db8:0:1:ffff::1]:9", right); status != 200 {
		t.Errorf("one that is remembered: %d", status)
	}
	d.at = d.at.Add(burst * each)
	d.come("192.0.2.1:1", "guess")
	if n := len(d.limiter.clients); n != 1 {
		t.Errorf("%d addresses are remembered of old", n)
	}
}

func TestOneSubscriberIsOne(t *testing.T) {
	for a, b := range map[string]string{
		"192.0.2.1:1": "192.0.2.1:2", "[2001:db8::1]:1": "[2001:db8::ffff:1]:1", "[::ffff:192.0.2.1]:1": "192.0.2.1:1", "[fe80::1%eth0]:1": "[fe80::2%eth1]:1",
	} {
		if Client(a) != Client(b) {
			t.Errorf("%s and %s are two", a, b)
		}
	}
	if Client("192.0.2.1:1") == Client("192.0.2.2:1") || Client("[2001:db8::1]:1") == Client("[2001:db8:0:1::1]:1") {
		t.Error("two are one")
	}
}

func TestTokens(t *testing.T) {
	read, operate := secret.New(right), secret.New("operates-0123456789abcdef")
	for name, tc := range map[string]struct {
		tokens Tokens
		bears  string
		want   Role
	}{
		"reads":                    {Tokens{read, operate}, right, Reader},
		"operates":                 {Tokens{read, operate}, "operates-0123456789abcdef", Operator},
		"neither":                  {Tokens{read, operate}, "x", Nobody},
		"nothing":                  {Tokens{read, operate}, "", Nobody},
		"no token to read":         {Tokens{Operate: operate}, "", Reader},
		"wrong where none reads":   {Tokens{Operate: operate}, "x", Nobody},
		"operates where all read":  {Tokens{Operate: operate}, "operates-0123456789abcdef", Operator},
		"no tokens":                {Tokens{}, "", Reader},
		"no tokens, and one borne": {Tokens{}, "x", Reader},
		"one token for both":       {Tokens{read, read}, right, Reader},
		"a file that is gone":      {Tokens{Read: secret.FromFile("/nowhere"), Operate: secret.FromFile("/nowhere")}, "x", Nobody},
	} {
		if role, _, _ := newDoor(tc.tokens).come("192.0.2.1:1", tc.bears); role != tc.want {
			t.Errorf("%s: role %d, want %d", name, role, tc.want)
		}
	}
	if (Tokens{read, operate}).Check() != nil || (Tokens{}).Check() != nil {
		t.Error("right tokens are refused")
	}
	for _, wrong := range []Tokens{{read, read}, {Read: secret.FromFile("/nowhere")}, {Operate: secret.FromFile("/nowhere")}} {
		if err := wrong.Check(); err == nil || strings.Contains(err.Error(), right) {
			t.Errorf("%v", err)
		}
	}
	two := httptest.NewRequest(http.MethodGet, "/", nil)
	two.Header["Authorization"] = []string{"Bearer " + right, "Bearer x"}
	if role, _ := newDoor(Tokens{Read: read}).Admit(two); role != Nobody {
		t.Error("of two tokens one counts")
	}
}
