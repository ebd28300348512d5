package config

import (
	"fmt"
	"os"

	"github.com/spf13/pflag"
	"github.com/spf13/viper"

	"github.com/followthrough/followthrough/config/tree"
)

// fileName is the configuration's name where none is given.
const fileName = "followthrough.yaml"

// searched are the places looked at where no file is named.
var searched = []string{fileName, systemFile}

// systemFile is the machine's own configuration.
const systemFile = "/etc/followthrough/" + fileName

// tokenVariable feeds web.token.
const tokenVariable = "FOLLOWTHROUGH_WEB_TOKEN"

// Options is where Load looks.
type Options struct {
	// Flags may hold what AddFlags adds; nil: only the environment counts.
	Flags *pflag.FlagSet
	// Use is what the configuration is read for.
	Use Use
}

// override is a setting that a flag or a variable may give in the file's
// place, the flag first.
type override struct{ key, flag, env, usage string }

var overrides = []override{
	{"config", "config", "FOLLOWTHROUGH_CONFIG", "the configuration `file`"},
	{"store", "store", "FOLLOWTHROUGH_STORE", "the store's `file`, in place of the configuration's"},
	{"poll", "poll", "FOLLOWTHROUGH_POLL", "how often to ask what changed (`duration`), in place of the configuration's"},
	{"max_new", "max-new", "FOLLOWTHROUGH_MAX_NEW", "the `number` of items a source may make in 24 hours, in place of the configuration's"},
	{"web.listen", "listen", "FOLLOWTHROUGH_WEB_LISTEN", "the `address` that run answers probes, Prometheus and the API on, in place of the configuration's; empty: none"},
	{"web.token", "", tokenVariable, ""},
}

// AddFlags adds the flags that find or override a configuration.
func AddFlags(fs *pflag.FlagSet) {
	for _, o := range overrides {
		if o.flag != "" {
			fs.String(o.flag, "", o.usage)
		}
	}
}

// bind lets viper answer for flags and environment. What a file says is not
// asked of viper: it lower-cases keys and splits them at dots.
func bind(flags *pflag.FlagSet) (*viper.Viper, error) {
	v := viper.New()
	for _, o := range overrides {
		if err := v.BindEnv(o.key, o.env); err != nil {
			return nil, fmt.Errorf("bind %s: %w", o.env, err)
		}
		if flags == nil || flags.Lookup(o.flag) == nil {
			continue
		}
		if err := v.BindPFlag(o.key, flags.Lookup(o.flag)); err != nil {
			return nil, fmt.Errorf("bind --%s: %w", o.flag, err)
		}
	}
	return v, nil
}

// find is the file to read.
func find(v *viper.Viper) (string, error) {
	if named := v.GetString("config"); named != "" {
		return named, nil
	}
	for _, name := range searched {
		if _, err := os.Lstat(name); err == nil {
			return name, nil
		}
	}
	return "", &Error{None: true, Problems: []Problem{{Text: fmt.Sprintf(
		"no configuration: neither ./%s nor %s is there. Run `followthrough init` to make one, or name one with --config",
		searched[0], searched[1])}}}
}

// overriding is an override's node: the text that a flag or variable gives, and
// which of the two does; nil: neither.
func overriding(v *viper.Viper, flags *pflag.FlagSet, key, dir string, p *tree.Problems) *tree.Node {
	for _, o := range overrides {
		if o.key != key {
			continue
		}
		name, flagged := o.env, flags != nil && flags.Changed(o.flag)
		if flagged {
			name = "--" + o.flag
		}
		if value := v.GetString(key); value != "" || flagged && key == "web.listen" { // --listen "": none
			return tree.Given(name, value, dir, p)
		}
	}
	return nil
}
