package config_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"github.com/followthrough/followthrough/config"
)

const otherMachines = "other machines reach this: it needs web.token (FOLLOWTHROUGH_WEB_TOKEN), or listen on 127.0.0.1:9780"

func TestBeyondThisMachineATokenIsNeeded(t *testing.T) {
	for listen, wants := range map[string]bool{
		"127.0.0.1:9780": false, "127.9.9.9:1": false, "[::1]:9780": false, "localhost:0": false, "LocalHost:9780": false, "[::ffff:127.0.0.1]:80": false,
		":9780": true, ":0": true, "0.0.0.0:9780": true, "[::]:9780": true, "10.0.0.7:9780": true, "metrics.acme.example:9780": true, "localhost.acme.example:1": true,
	} {
		inFolder(t, smallest)
		c, err := load(t, "--listen", listen)
		switch {
		case wants && (err == nil || err.Error() != "--listen: "+otherMachines):
			t.Errorf("%s without a token: %v", listen, err)
		case !wants && (err != nil || c.Web.Listen != listen):
			t.Errorf("%s: %v", listen, err)
		}
		t.Setenv("FOLLOWTHROUGH_WEB_TOKEN", "xyzzy")
		if c, err := load(t, "--listen", listen); err != nil || !c.Web.Token.Equal("xyzzy") {
			t.Errorf("%s with a token: %v", listen, err)
		}
		t.Setenv("FOLLOWTHROUGH_WEB_TOKEN", "")
	}
}

func TestTokenOfTheServerMayStandInAFile(t *testing.T) {
	dir := inFolder(t, "web: {listen: 0.0.0.0:80, token_file: token}\n"+smallest)
	write(t, filepath.Join(dir, "token"), "xyzzy\n")
	if c := mustLoad(t); !c.Web.Token.Equal("xyzzy") {
		t.Error("the file's token does not count")
	}
	t.Setenv("FOLLOWTHROUGH_WEB_TOKEN", "other")
	if c := mustLoad(t); !c.Web.Token.Equal("other") {
		t.Error("the variable does not count before the file")
	}
}

func TestServerIsLeftOut(t *testing.T) {
	inFolder(t, smallest)
	t.Setenv("FOLLOWTHROUGH_WEB_LISTEN", "127.0.0.1:1")
	if c := mustLoad(t); c.Web.Listen != "127.0.0.1:1" {
		t.Errorf("the variable does not count: %q", c.Web.Listen)
	}
	if c := mustLoad(t, "--listen", ""); c.Web.Listen != "" {
		t.Errorf(`--listen "" listens on %q`, c.Web.Listen)
	}
	t.Setenv("FOLLOWTHROUGH_WEB_LISTEN", "")
	if c := mustLoad(t); c.Web.Listen != "127.0.0.1:9780" {
		t.Errorf("an empty variable: %q", c.Web.Listen)
	}
	inFolder(t, "web: {listen: \"\"}\n"+smallest)
	if c := mustLoad(t); c.Web.Listen != "" {
		t.Errorf("the file leaves it out, and it listens on %q", c.Web.Listen)
	}
}

// A daemon and a manual sync beside it are told to listen differently; both
// have to find that nothing is to be planned anew.
func TestWhereItListensChangesNoPlan(t *testing.T) {
	inFolder(t, smallest)
	plain := mustLoad(t).Digest
	t.Setenv("FOLLOWTHROUGH_WEB_TOKEN", "xyzzy")
	if got := mustLoad(t, "--listen", "0.0.0.0:80").Digest; got != plain {
		t.Error("the digest changes with --listen")
	}
}

// The probe asks a daemon that runs with what the configuration was.
func TestListenIsFoundWhateverElseIsWrong(t *testing.T) {
	ask := func(args ...string) string {
		t.Helper()
		fs := pflag.NewFlagSet("test", pflag.ContinueOnError)
		config.AddFlags(fs)
		must(t, fs.Parse(args))
		got, err := config.Listen(config.Options{Flags: fs})
		must(t, err)
		return got
	}
	for content, want := range map[string]string{
		smallest: "127.0.0.1:9780",
		"web: {listen: 127.0.0.1:7}\ninstnce: x\ntoken: ${NOT_SET}\n": "127.0.0.1:7",
		"web: {listen: \"\"}\n":   "",
		"web: {listen: }\n":       "127.0.0.1:9780",
		"web: [\n":                "127.0.0.1:9780",
		"\xff":                    "127.0.0.1:9780",
		strings.Repeat("[", 9999): "127.0.0.1:9780",
	} {
		dir := inFolder(t, content)
		if got := ask(); got != want {
			t.Errorf("%.40q: %q, want %q", content, got, want)
		}
		if got := ask("--listen", "127.0.0.1:8"); got != "127.0.0.1:8" {
			t.Errorf("the flag does not count: %q", got)
		}
		must(t, os.Remove(filepath.Join(dir, "followthrough.yaml")))
		if got := ask(); got != "127.0.0.1:9780" {
			t.Errorf("without a file: %q", got)
		}
	}
}

// Kubernetes' example: all secrets in files, reached with a token alone.
func TestExampleForKubernetes(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("..", "examples", "kubernetes", "followthrough.yaml"))
	must(t, err)
	dir := t.TempDir()
	for name, content := range map[string]string{
		"store": "postgres://ft:secret@127.0.0.1:5432/reviews", "web-token": "0123456789abcdef0123456789abcdef", "github-token": "made-up",
		"jira-token": "made-up", "jira-webhook": "0123456789abcdef0123456789abcdef",
	} {
		must(t, os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600))
	}
	file := filepath.Join(dir, "followthrough.yaml")
	must(t, os.WriteFile(file, []byte(strings.ReplaceAll(string(raw), "/secrets/", dir+"/")), 0o600))
	t.Setenv("FOLLOWTHROUGH_STORE", "") // as the deployment sets it
	c, err := load(t, "--config", file)
	must(t, err)
	if c.Log.Format != "json" || c.Web.Listen != "0.0.0.0:9780" || c.Store != "postgres://ft@127.0.0.1:5432/reviews" || len(c.Hooks()) != 1 {
		t.Errorf("log %s, listening on %s, store %s, hooks %q", c.Log.Format, c.Web.Listen, c.Store, c.Hooks())
	}
}

// The container's example: a log that programs read, and nothing beyond the
// container until somebody says so.
func TestExampleForContainers(t *testing.T) {
	t.Chdir("../examples/compose")
	t.Setenv("FOLLOWTHROUGH_STORE", "/var/lib/followthrough/followthrough.db")
	c := mustLoad(t)
	if c.Log.Format != "json" || c.Web.Listen != "127.0.0.1:9780" || c.Store != "/var/lib/followthrough/followthrough.db" {
		t.Errorf("log %s, listening on %s, store %s", c.Log.Format, c.Web.Listen, c.Store)
	}
}
