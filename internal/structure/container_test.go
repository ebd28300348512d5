package structure

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// service is a service of a compose file, as far as it is judged.
type service struct {
	Build struct {
		Context string            `yaml:"context"`
		Args    map[string]string `yaml:"args"`
	} `yaml:"build"`
	User        string            `yaml:"user"`
	ReadOnly    bool              `yaml:"read_only"`
	CapDrop     []string          `yaml:"cap_drop"`
	SecurityOpt []string          `yaml:"security_opt"`
	Volumes     []string          `yaml:"volumes"`
	Ports       []string          `yaml:"ports"`
	Environment map[string]string `yaml:"environment"`
	Healthcheck struct {
		Test     []string `yaml:"test"`
		Interval string   `yaml:"interval"`
		Timeout  string   `yaml:"timeout"`
		Start    string   `yaml:"start_period"`
		Retries  int      `yaml:"retries"`
	} `yaml:"healthcheck"`
}

func composed(t *testing.T, name string) service {
	t.Helper()
	src, err := os.ReadFile(filepath.Join(root(t), "examples/compose", name))
	must(t, err)
	var file struct {
		Services map[string]service `yaml:"services"`
		Volumes  map[string]any     `yaml:"volumes"`
	}
	if err := yaml.Unmarshal(src, &file); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	s, ok := file.Services["followthrough"]
	if !ok || len(file.Services) != 1 {
		t.Fatalf("%s: wants the service followthrough alone", name)
	}
	for _, v := range s.Volumes {
		from, _, _ := strings.Cut(v, ":")
		if _, named := file.Volumes[from]; !named && !isThere(filepath.Join(root(t), "examples/compose"), from) {
			t.Errorf("%s: nothing is at %s, and it is no volume of the file's", name, from)
		}
	}
	return s
}

// declares is what the Dockerfile's last stage says, by instruction.
func declares(t *testing.T) map[string]string {
	t.Helper()
	src, err := os.ReadFile(filepath.Join(root(t), "Dockerfile"))
	must(t, err)
	out := map[string]string{}
	joined := strings.ReplaceAll(string(src), "\\\n", " ")
	for _, line := range strings.Split(joined[strings.LastIndex(joined, "\nFROM "):], "\n") {
		if name, rest, ok := strings.Cut(line, " "); ok && !strings.HasPrefix(line, "#") {
			out[name] += rest + "\n"
		}
	}
	return out
}

// The compose file says again what the image says: that it is the same.
func TestComposeFileFitsTheImage(t *testing.T) {
	image, s := declares(t), composed(t, "compose.yaml")
	if s.User != strings.TrimSpace(image["USER"]) {
		t.Errorf("user %q, the image has %q", s.User, image["USER"])
	}
	volume := strings.TrimSpace(image["VOLUME"])
	if !slices.ContainsFunc(s.Volumes, func(v string) bool { return v == "store:"+volume }) {
		t.Errorf("no volume is for %s: %q", volume, s.Volumes)
	}
	config := regexp.MustCompile(`FOLLOWTHROUGH_CONFIG=(\S+)`).FindStringSubmatch(image["ENV"])
	if config == nil || !slices.Contains(s.Volumes, "./followthrough.yaml:"+config[1]+":ro") {
		t.Errorf("the configuration is not where the image looks for it (%q): %q", config, s.Volumes)
	}
	for _, v := range s.Volumes {
		if _, target, _ := strings.Cut(v, ":"); !strings.HasPrefix(target, volume) && !strings.HasPrefix(target, "/data/") && !strings.HasSuffix(target, ":ro") {
			t.Errorf("%s may be written to, and is neither the store nor data", v)
		}
	}
	h := regexp.MustCompile(`--interval=(\S+) --timeout=(\S+) --start-period=(\S+) --retries=(\d+) CMD (\[.*\])`).FindStringSubmatch(image["HEALTHCHECK"])
	if h == nil {
		t.Fatalf("the image's health check: %q", image["HEALTHCHECK"])
	}
	var test []string
	must(t, json.Unmarshal([]byte(h[5]), &test))
	c := s.Healthcheck
	if got := []string{c.Interval, c.Timeout, c.Start}; !slices.Equal(got, h[1:4]) || !slices.Equal(c.Test, append([]string{"CMD"}, test...)) || c.Retries != 3 || h[4] != "3" {
		t.Errorf("the health check is %+v, the image's %q", c, h[1:])
	}
	if args := image["ARG"]; s.Build.Args["VERSION"] == "" || !strings.Contains(args, "VERSION") {
		t.Errorf("the version is not handed on: %v", s.Build.Args)
	}
	if s.Build.Context != "../.." {
		t.Errorf("built from %s", s.Build.Context)
	}
}

func TestComposeFileIsHardened(t *testing.T) {
	s := composed(t, "compose.yaml")
	if !s.ReadOnly || !slices.Equal(s.CapDrop, []string{"ALL"}) || !slices.Contains(s.SecurityOpt, "no-new-privileges:true") {
		t.Errorf("read-only %t, capabilities dropped %q, %q", s.ReadOnly, s.CapDrop, s.SecurityOpt)
	}
	if len(s.Ports) > 0 || s.Environment["FOLLOWTHROUGH_WEB_LISTEN"] != "" {
		t.Errorf("by itself it is reached from nowhere, but: %q, listening on %q", s.Ports, s.Environment["FOLLOWTHROUGH_WEB_LISTEN"])
	}
}

// Who lets others ask has to set a token: the file does not come up without.
func TestComposeFileForMetricsWantsAToken(t *testing.T) {
	s := composed(t, "compose.metrics.yaml")
	port := strings.TrimSpace(declares(t)["EXPOSE"])
	if got := s.Environment["FOLLOWTHROUGH_WEB_LISTEN"]; got != "0.0.0.0:"+port {
		t.Errorf("listens on %q, the image exposes %s", got, port)
	}
	if got := s.Environment["FOLLOWTHROUGH_WEB_TOKEN"]; !strings.HasPrefix(got, "${FOLLOWTHROUGH_WEB_TOKEN:?") {
		t.Errorf("the token is %q: not asked for", got)
	}
	if !slices.Equal(s.Ports, []string{"127.0.0.1:" + port + ":" + port}) {
		t.Errorf("ports %q", s.Ports)
	}
}

// With PostgreSQL both services have one password, which has to be set, and nothing of
// either is reached from elsewhere.
func TestComposeFileForPostgreSQL(t *testing.T) {
	src, err := os.ReadFile(filepath.Join(root(t), "examples/compose/compose.postgresql.yaml"))
	must(t, err)
	var file struct {
		Services map[string]service `yaml:"services"`
		Volumes  map[string]any     `yaml:"volumes"`
	}
	must(t, yaml.Unmarshal(src, &file))
	ours, database := file.Services["followthrough"], file.Services["postgresql"]
	if len(file.Services) != 2 || len(ours.Ports)+len(database.Ports) > 0 {
		t.Errorf("services %v", file.Services)
	}
	set := database.Environment
	want := "postgres://" + set["POSTGRES_USER"] + ":" + set["POSTGRES_PASSWORD"] + "@postgresql:5432/" + set["POSTGRES_DB"] + "?sslmode=disable"
	if got := ours.Environment["FOLLOWTHROUGH_STORE"]; got != want || !strings.HasPrefix(set["POSTGRES_PASSWORD"], "${DB_PASSWORD:?") {
		t.Errorf("the store is %q, want %q", got, want)
	}
	if _, named := file.Volumes["database"]; !named || !slices.Equal(database.Volumes, []string{"database:/var/lib/postgresql/data"}) {
		t.Errorf("the database lies in %q", database.Volumes)
	}
	if c := database.Healthcheck; len(c.Test) == 0 || c.Retries == 0 {
		t.Error("nobody waits until the database answers")
	}
}

// The image is what the configuration's defaults and the unit say, too.
func TestUnitAndImageNameTheSamePlaces(t *testing.T) {
	src, err := os.ReadFile(filepath.Join(root(t), "examples/systemd/followthrough.service"))
	must(t, err)
	image := declares(t)
	var command []string
	must(t, json.Unmarshal([]byte(image["ENTRYPOINT"]), &command))
	for _, want := range []string{
		"\nExecStart=" + command[0] + " run\n", "\nDynamicUser=yes\n", "\nProtectSystem=strict\n", "\nNoNewPrivileges=yes\n", "\nKillSignal=SIGTERM\n",
	} {
		if !strings.Contains(string(src), want) {
			t.Errorf("the unit does not say %q", want)
		}
	}
	for _, pair := range strings.Fields(image["ENV"]) {
		if !strings.Contains(string(src), "\nEnvironment="+pair+"\n") {
			t.Errorf("the image sets %s, the unit does not", pair)
		}
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
