package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/followthrough/followthrough/cmd/followthrough/daemon"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/config"
)

func newRun(e terminal.Env) *cobra.Command {
	return &cobra.Command{
		Use:   "run",
		Short: "Run the daemon",
		Long: strings.TrimSpace(`
Watches the reviews and their items until it is told to stop (SIGINT or
SIGTERM: the step at hand is finished). It looks again after every poll, and
at once where a source or tracker tells of a change. It logs what happened, a
line for each thing. A changed configuration takes effect between two passes,
when its files have rested for a second or at once on SIGHUP; one with mistakes
does not, and the log names them. A new store, web.listen or log.format needs
a restart, and the log says so.
Probes, Prometheus and programs are answered on web.listen: /healthz, /readyz,
/metrics, /api/v1.`),
		Example: "  followthrough run\n  followthrough run --config /etc/followthrough/followthrough.yaml",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := load(cmd, config.ForAll)
			if err != nil {
				return err
			}
			a, err := wire(cmd.Context(), cfg, e, toRun)
			if err != nil {
				return err
			}
			defer a.close()
			a.paced()
			a.replicated()
			asked, stop := hangups()
			defer stop()
			if cfg.Found {
				a.log.Info("configuration found in the working directory", "file", cfg.File)
			}
			return daemon.Run(cmd.Context(), daemon.Options{
				Start: a.running(), Store: a.store, Version: version(), Log: a.log,
				Load: func() (*config.Config, error) { return load(cmd, config.ForAll) },
				API:  func(now func() *daemon.Running) daemon.API { return apiAnswers{a.store, now, e, a.audits} },
				Anew: func(c *config.Config) (daemon.Running, error) {
					next, err := a.anew(c, e)
					if err != nil {
						return daemon.Running{}, err
					}
					a = next
					a.takes(c)
					return a.running(), nil
				},
				Asked: asked,
			})
		},
	}
}
