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
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintln(e.Out, versionLine())
			return err
		},
	}
}

// versionLine is "followthrough v1.2.3 (0123456789ab, go1.26.0, linux/amd64)".
func versionLine() string {
	name, revision := release, ""
	if info, ok := debug.ReadBuildInfo(); ok {
		if name == "" {
			name = info.Main.Version
		}
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" && len(s.Value) >= 12 {
				revision = s.Value[:12] + ", "
			}
		}
	}
	if name == "" {
		name = "(devel)"
	}
	return fmt.Sprintf("followthrough %s (%s%s, %s/%s)", name, revision, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}
