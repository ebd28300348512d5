package config

import (
	"time"

	"github.com/followthrough/followthrough/config/spelled"
	"github.com/followthrough/followthrough/config/tree"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/mapping"
)

// Error is every mistake of a configuration, in the order of its files.
type Error = tree.Error

// Problem is one mistake in a configuration.
type Problem = tree.Problem

// Since says from which day on items are made for a source's reviews.
type Since = spelled.Since

// ParseDuration reads a length of time as configurations write it. Its errors
// don't hold the text.
func ParseDuration(text string) (time.Duration, error) { return spelled.Duration(text) }

// Config is a configuration without mistakes, its defaults filled in and its
// paths absolute. A field with the tag yaml is filled from that key (package tree
// says what the other tags mean), and followthrough.schema.json has the same keys.
type Config struct {
	Origin
	Instance string `yaml:"instance"`
	// Store names the store: the SQLite file, or the PostgreSQL database without its
	// password. Database is that database's address; zero: the store is a file.
	// StoreFile is the file that holds the address.
	Store     string `yaml:"store" meant:"database db sqlite postgres postgresql dsn database_url"`
	StoreFile string `yaml:"store_file"`
	Database  secret.Secret
	// Zone is UTC where none is given; ZoneGiven tells.
	Zone      *time.Location `yaml:"zone" meant:"timezone time_zone tz"`
	ZoneGiven bool
	Poll      time.Duration `yaml:"poll" meant:"interval poll_interval frequency every schedule"`
	// Lease is how long a replica that shows no sign of life keeps the others waiting.
	Lease     time.Duration `yaml:"lease"`
	MaxNew    int           `yaml:"max_new" meant:"max limit max_items"` // 0: no limit
	Retention time.Duration `yaml:"retention"`
	// MarkerSecrets prove markers, and the first signs them; none: they are not
	// signed.
	MarkerSecrets []secret.Secret `yaml:"marker_secret"`
	Marker        Marker          `yaml:"marker"`
	Log           Log             `yaml:"log"`
	Audit         Audit           `yaml:"audit" meant:"audit_log journal"`
	Web           Web             `yaml:"web"`
	Report        Report
	Sources       []Source  // in the order of the file
	Trackers      []Tracker // in the order of the file
	Mapping       *mapping.Mapping
}

// Hooks are the names of the sources and trackers to which deliveries may be sent,
// as they stand in the file.
func (c *Config) Hooks() (out []string) {
	for _, s := range c.Sources {
		if len(s.WebhookSecrets) > 0 {
			out = append(out, s.Name)
		}
	}
	for _, t := range c.Trackers {
		if len(t.WebhookSecrets) > 0 {
			out = append(out, t.Name)
		}
	}
	return out
}

// Origin is where a configuration comes from, and what was met as it was read.
type Origin struct {
	File  string   // as it was named or found
	Found bool     // in the working directory: nobody named it
	Files []string // all that were read: File, then what mapping.include names
	// Globs are the patterns of the files that mapping.include names: one that comes to
	// match belongs to the configuration.
	Globs []string
	// Literal names the secrets that stand in the files as they are: by the
	// file, the paths of their keys.
	Literal map[string][]string
	// Lacks are the environment variables that have no value and are not used for
	// what the configuration was read for.
	Lacks []Lack
	// Digest changes when anything that the configuration says changes, and
	// not with its comments or layout.
	Digest string
	// Likeness is a digest of what is to be the same on all machines that share a
	// store: not of paths, of the values of secrets, and of store, web and log.
	Likeness string
}

// Refuses are the keys of later versions.
func (*Config) Refuses() map[string]string { return map[string]string{"digest": tree.NotYet} }

// written are the keys of a file that are judged one by one.
type written struct {
	Sources  []*tree.Node   `yaml:"sources" meant:"reviews postmortems post_mortems documents"` // Source
	Trackers []*tree.Node   `yaml:"trackers" meant:"backlogs targets"`                          // Tracker
	Mapping  writtenMapping `yaml:"mapping"`
	Report   Report         `yaml:"report"`
}

// Log says how and how long is logged.
type Log struct {
	Format string        `yaml:"format" words:"text json"`
	Level  string        `yaml:"level" words:"debug info warn error" meant:"verbosity"`
	Keep   time.Duration `yaml:"keep" meant:"retention max_age"`
}

// Refuses are the keys of later versions, and what is done elsewhere.
func (*Log) Refuses() map[string]string {
	return map[string]string{
		"audit": "it stands at the top: audit: audit.jsonl, or audit: stdout",
		"file":  "the log goes to standard error: lead that into a file where the daemon is started",
	}
}

// Marker says what is in the markers by which items are known again.
type Marker struct {
	// Words is WordsOff where no words of actions are.
	Words string `yaml:"words" words:"on off" meant:"text"`
}

// WordsOff keeps the words of actions out of markers.
const WordsOff = "off"

// Report says how reports are made.
type Report struct {
	// MinGroup folds the groups with fewer actions into one; 0: none.
	MinGroup int `yaml:"min_group"`
}

// defaults are what counts where the file says nothing.
func defaults() (*Config, *written) {
	return &Config{
		Instance:  "followthrough",
		Store:     "followthrough.db",
		Poll:      time.Minute,
		Lease:     15 * time.Second,
		MaxNew:    25,
		Retention: 30 * 24 * time.Hour,
		Marker:    Marker{Words: "on"},
		Log:       Log{Format: "text", Level: "info", Keep: 400 * 24 * time.Hour},
		Audit:     Audit{Keep: 400 * 24 * time.Hour, Rotate: 30 * 24 * time.Hour, People: "pseudonym"},
		Web:       Web{Listen: defaultListen},
	}, &written{Mapping: writtenMapping{Create: string(mapping.CreateAuto)}}
}
