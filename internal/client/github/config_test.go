package github

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/followthrough/followthrough/internal/httpx"
	"github.com/followthrough/followthrough/internal/secret"
)

func TestConfig(t *testing.T) {
	token := secret.New(ourToken)
	app := &App{ID: 7, Installation: 8, PrivateKey: secret.New(keyPEM())}
	escaped := &App{ID: 7, Installation: 8, PrivateKey: secret.New(strings.ReplaceAll(keyPEM(), "\n", `\n`))}
	for name, c := range map[string]struct {
		c    Config
		says string // "": nothing is wrong
	}{
		"token":                 {Config{Token: token}, ""},
		"app":                   {Config{App: app}, ""},
		"app, newlines escaped": {Config{App: escaped}, ""},
		"a key file to come":    {Config{App: &App{ID: 7, Installation: 8, PrivateKey: secret.FromFile("nowhere.pem")}}, ""},
		"github.com":            {Config{URL: "https://github.com/", Token: token}, ""},
		"enterprise":            {Config{URL: "https://github.acme.example", Token: token}, ""},
		"enterprise below":      {Config{URL: "https://acme.example/github", Token: token}, ""},
		"data residency":        {Config{URL: "https://acme.ghe.com", Token: token}, ""},
		"loopback":              {Config{URL: "http://127.0.0.1:80", Token: token}, ""},
		"http":                  {Config{URL: "http://github.acme.example", Token: token}, "url: must be https"},
		"another scheme":        {Config{URL: "ssh://github.com", Token: token}, "url: must be https, not ssh"},
		"no address":            {Config{URL: "github.com", Token: token}, "url: must be the site's address"},
		"a password in it":      {Config{URL: "https://a:b@github.com", Token: token}, "url: holds a name or password"},
		"a query":               {Config{URL: "https://github.acme.example?x=1", Token: token}, "url: holds more"},
		"the API":               {Config{URL: "https://api.github.com", Token: token}, "url: must be the address that people see"},
		"the API of a server":   {Config{URL: "https://github.acme.example/api/v3/", Token: token}, "url: must be the address that people see"},
		"a repository":          {Config{URL: "https://github.com/acme/pay", Token: token}, "url: must be the site alone"},
		"nothing":               {Config{}, "token: missing"},
		"both":                  {Config{Token: token, App: app}, "token: give either token or app"},
		"no app id":             {Config{App: &App{Installation: 8, PrivateKey: secret.New(keyPEM())}}, "app.id: missing"},
		"no installation":       {Config{App: &App{ID: 7, PrivateKey: secret.New(keyPEM())}}, "app.installation: missing"},
		"no key":                {Config{App: &App{ID: 7, Installation: 8}}, "app.private_key: missing"},
		"no key at all":         {Config{App: &App{ID: 7, Installation: 8, PrivateKey: secret.New("hunter2")}}, "app.private_key: must be an RSA private key"},
		"half a certificate":    {Config{Token: token, Files: httpx.Files{ClientCertFile: "a"}}, "client_cert_file: give client_cert_file and client_key_file together"},
	} {
		var words []string
		for _, err := range c.c.Validate() {
			words = append(words, err.Error())
		}
		text := strings.Join(words, "\n")
		if (c.says == "") != (text == "") || !strings.HasPrefix(text, c.says) || strings.Contains(text, "hunter2") {
			t.Errorf("%s: %q, not %q", name, text, c.says)
		}
		if c.c.ClientCertFile != "" {
			continue
		}
		if _, err := New(Options{Config: c.c}); (err == nil) != (c.says == "") {
			t.Errorf("%s: New gives %v", name, err)
		}
	}
}

func TestWhereTheAPIIs(t *testing.T) {
	for url, want := range map[string][3]string{
		"":                              {"https://github.com", "https://api.github.com/", "https://api.github.com/graphql"},
		"https://github.com":            {"https://github.com", "https://api.github.com/", "https://api.github.com/graphql"},
		"https://acme.ghe.com":          {"https://acme.ghe.com", "https://api.acme.ghe.com/", "https://api.acme.ghe.com/graphql"},
		"https://github.acme.example/":  {"https://github.acme.example", "https://github.acme.example/api/v3/", "https://github.acme.example/api/graphql"},
		"https://acme.example/git":      {"https://acme.example/git", "https://acme.example/git/api/v3/", "https://acme.example/git/api/graphql"},
		"https://github.com.evil.test/": {"https://github.com.evil.test", "https://github.com.evil.test/api/v3/", "https://github.com.evil.test/api/graphql"},
	} {
		c := made(t, Options{Config: Config{URL: url, Token: secret.New("x")}})
		if got := [3]string{c.Site(), c.base.String(), c.graph.String()}; got != want {
			t.Errorf("%q: %q, not %q", url, got, want)
		}
	}
	if _, err := New(Options{Config: Config{Token: secret.New("x")}, API: "http://api.acme.example"}); err == nil {
		t.Error("the API's address may be plain http")
	}
}

func TestIdentity(t *testing.T) {
	file := filepath.Join(t.TempDir(), "token")
	must(t, os.WriteFile(file, []byte(ourToken+"\n"), 0o600))
	one := Config{Token: secret.New(ourToken)}
	for name, same := range map[string]Config{
		"the site by its name":   {URL: "https://github.com/", Token: secret.New(ourToken)},
		"the token from a file":  {Token: secret.FromFile(file)},
		"the site in other case": {URL: "https://GitHub.com", Token: secret.New(ourToken)},
	} {
		if same.Identity() != one.Identity() {
			t.Errorf("%s: another identity", name)
		}
	}
	key := secret.New(keyPEM())
	all := map[string]string{}
	for name, c := range map[string]Config{
		"one": one, "another token": {Token: secret.New(ourToken + "x")}, "another site": {URL: "https://github.acme.example", Token: secret.New(ourToken)},
		"an app": {App: &App{ID: 1, Installation: 23, PrivateKey: key}}, "another app": {App: &App{ID: 12, Installation: 3, PrivateKey: key}},
		"no such file": {Token: secret.FromFile("a")}, "nor this": {Token: secret.FromFile("b")},
		"another authority": {Token: secret.New(ourToken), Files: httpx.Files{CAFile: "ca.pem"}},
	} {
		id := c.Identity()
		if other, there := all[id]; there || id == "" {
			t.Errorf("%s and %s are one: %q", name, other, id)
		}
		if all[id] = name; strings.Contains(id, "ghp_") || len(id) > 20 {
			t.Errorf("%s tells something: %s", name, id)
		}
	}
}

func TestConfigPrintsNoSecret(t *testing.T) {
	c := Config{Token: secret.New(ourToken), App: &App{ID: 1, PrivateKey: secret.New(keyPEM())}}
	js, err := json.Marshal(c)
	if text := fmt.Sprintf("%v %+v %#v %s %v", c, c, c, js, *c.App); err != nil || strings.Contains(text, "ghp_") || strings.Contains(text, "PRIVATE") {
		t.Error(text, err)
	}
}
