package jirafake

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"time"
)

// token is what an Authorization header stands for.
type token struct {
	account Account
	expired bool
	scoped  bool      // reaches the site through the gateway only
	until   time.Time // zero: no end
}

// Basic is the Authorization header of an e-mail and an API token.
func Basic(email, token string) string {
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(email+":"+token))
}

// Bearer is the Authorization header of a personal access token.
func Bearer(token string) string { return "Bearer " + token }

// AddToken lets requests with this Authorization header act as an account. As
// soon as there is one token, requests without any are anonymous.
func (f *Fake) AddToken(header string, a Account) { f.addToken(header, token{account: a}) }

// AddScopedToken is AddToken for one that works through the gateway only.
func (f *Fake) AddScopedToken(header string, a Account) {
	f.addToken(header, token{account: a, scoped: true})
}

func (f *Fake) addToken(header string, t token) {
	f.Mu.Lock()
	defer f.Mu.Unlock()
	f.Accounts[t.account.ID] = t.account
	f.tokens[header] = t
}

// AddClient lets an OAuth client get tokens for the Caller of Options from
// TokenURL by its credentials; each is good for an hour.
func (f *Fake) AddClient(id, secret string) {
	f.Mu.Lock()
	defer f.Mu.Unlock()
	f.clients[id] = secret
}

// Expire ends a token: Cloud then treats its requests as nobody's, so that a
// search finds nothing, with 200; Data Center refuses them with 401. With ""
// everybody's.
func (f *Fake) Expire(header string) { f.setExpired(header, true) }

// Renew makes a token good again; with "" everybody's.
func (f *Fake) Renew(header string) { f.setExpired(header, false) }

func (f *Fake) setExpired(header string, expired bool) {
	f.Mu.Lock()
	defer f.Mu.Unlock()
	f.allExpired = header == "" && expired
	for name, t := range f.tokens {
		if header == "" || header == name {
			t.expired = expired
			f.tokens[name] = t
		}
	}
}

// refused finds out who asks; true: it has answered already.
func (f *Fake) refused(c *call, w *httptest.ResponseRecorder, gateway bool) bool {
	header := c.r.Header.Get("Authorization")
	if len(f.tokens)+len(f.clients) == 0 && !f.allExpired {
		c.Account = f.opt.Caller
		return false
	}
	t, known := f.tokens[header]
	good := known && !t.expired && !f.basicIsOff(header) && (!t.scoped || gateway) && (t.until.IsZero() || f.Now().Before(t.until))
	if good {
		c.Account = t.account
		return false
	}
	c.Anonymous = true
	if header != "" || f.allExpired {
		w.Header().Set("X-Seraph-Loginreason", "AUTHENTICATED_FAILED")
	}
	if f.opt.Flavour == Cloud && !strings.HasPrefix(header, "Bearer ") && !gateway {
		return false
	}
	f.unauthorised(w)
	return true
}

// basicIsOff is Data Center from version 11 on, which no longer takes a name
// and a password unless its administrator says so.
func (f *Fake) basicIsOff(header string) bool {
	major, _, _ := strings.Cut(f.opt.Version, ".")
	return f.opt.Flavour == DataCenter && number(major) >= 11 && strings.HasPrefix(header, "Basic ")
}

func (f *Fake) unauthorised(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/json;charset=UTF-8")
	w.Header().Set("Www-Authenticate", `OAuth realm="https://jira.example"`)
	w.WriteHeader(http.StatusUnauthorized)
	_, _ = w.Write([]byte(`{"message":"Client must be authenticated to access this resource.","status-code":401}`))
}

// besides answers what is no part of the vendor's description: tokens, and the
// site's cloud id.
func (f *Fake) besides(w http.ResponseWriter, r *http.Request, body []byte) bool {
	switch r.URL.Path {
	case strings.TrimPrefix(f.TokenURL(), f.base()):
		f.grant(w, r, body)
	case "/_edge/tenant_info":
		answerJSON(w, http.StatusOK, object{"cloudId": f.opt.CloudID})
	default:
		return false
	}
	return true
}

// grant is the client-credentials exchange, as form or as JSON.
func (f *Fake) grant(w http.ResponseWriter, r *http.Request, body []byte) {
	asked := struct {
		Grant  string `json:"grant_type"`
		ID     string `json:"client_id"`
		Secret string `json:"client_secret"`
	}{}
	if json.Unmarshal(body, &asked) != nil {
		form, _ := url.ParseQuery(string(body))
		asked.Grant, asked.ID, asked.Secret = form.Get("grant_type"), form.Get("client_id"), form.Get("client_secret")
	}
	if id, secret, basic := r.BasicAuth(); basic {
		asked.ID, asked.Secret = id, secret
	}
	f.Mu.Lock()
	defer f.Mu.Unlock()
	e := Exchange{Method: r.Method, Path: r.URL.Path, Route: r.Method + " token", At: f.Now(), Status: http.StatusOK}
	defer func() { f.Note(e) }()
	secret, known := f.clients[asked.ID]
	if r.Method != http.MethodPost || asked.Grant != "client_credentials" || !known || secret != asked.Secret {
		e.Status = http.StatusUnauthorized
		answerJSON(w, e.Status, object{"error": "access_denied", "error_description": "Unauthorized"})
		return
	}
	access := "access-" + f.Next()
	f.tokens[Bearer(access)] = token{account: f.opt.Caller, scoped: f.opt.Flavour == Cloud, until: f.Now().Add(time.Hour)}
	answerJSON(w, e.Status, object{"access_token": access, "expires_in": 3600, "token_type": "Bearer"})
}

func answerJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}
