package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
)

// release is set by the linker (-X main.release=v1.2.3) where a release is
// built; "": what the Go tool knows counts.
var release string

func newVersion(e terminal.Env) *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Print the version",
		Example: "  followthrough version",
		Args:    noArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintln(e.Out, versionLine())
			return err
		},
	}
}

// versionLine is "followthrough v1.2.3 (0123456789ab, go1.26.0, linux/amd64)".
func versionLine() string {
	revision := ""
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" && len(s.Value) >= 12 {
				revision = s.Value[:12] + ", "
			}
		}
	}
	return fmt.Sprintf("followthrough %s (%s%s, %s/%s)", version(), revision, runtime.Version(), runtime.GOOS, runtime.GOARCH)
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
