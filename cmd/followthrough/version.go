package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
)

// release is set by the linker (-X main.release=v1.2.3) where a release is
// built; "": what the Go tool knows counts.
var release string

func newVersion(e terminal.Env) *cobra.Command {
	var o outputFlag
	cmd := &cobra.Command{
		Use:     "version",
		Short:   "Print the version",
		Example: "  followthrough version\n  followthrough version -o json",
		Args:    noArgs,
		RunE: func(*cobra.Command, []string) error {
			if err := o.check(); err != nil {
				return err
			}
			if o.format == asJSON {
				return show.JSON(e.Out, newBuild())
			}
			_, err := fmt.Fprintln(e.Out, versionLine())
			return err
		},
	}
	o.add(cmd)
	return cmd
}

// versionLine is "followthrough v1.2.3 (0123456789ab, go1.26.0, linux/amd64)".
func versionLine() string {
	b, revision := newBuild(), ""
	if b.Revision != nil {
		revision = *b.Revision + ", "
	}
	return fmt.Sprintf("followthrough %s (%s%s, %s)", b.Version, revision, b.Go, b.Platform)
}

// build is what is known of how this program was built, for programs.
type build struct {
	Version  string  `json:"version"`
	Revision *string `json:"revision"` // 12 digits; null: not known
	Go       string  `json:"go"`
	Platform string  `json:"platform"`
}

func newBuild() build {
	b := build{Version: version(), Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" && len(s.Value) >= 12 {
				revision := s.Value[:12]
				b.Revision = &revision
			}
		}
	}
	return b
}

// userAgent is what vendors see of us.
func userAgent() string { return "followthrough/" + version() }

// version is the release's name, or the Go tool's for what it built;
// "(devel)": neither is known.
func version() string {
	if release != "" {
		return release
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
