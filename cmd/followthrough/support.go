package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/followthrough/followthrough/cmd/followthrough/outfile"
	"github.com/followthrough/followthrough/cmd/followthrough/preflight"
	"github.com/followthrough/followthrough/cmd/followthrough/support"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/config"
	"github.com/followthrough/followthrough/sync/store"
	"github.com/followthrough/followthrough/sync/web"
)

type supportOptions struct {
	file    string
	force   bool
	offline bool
}

func newSupport(e terminal.Env) *cobra.Command {
	var o supportOptions
	cmd := &cobra.Command{
		Use:   "support",
		Short: "Pack what helps others to help you, without a name or a secret",
		Long: strings.TrimSpace(`
Packs into one tar.gz what helps others to help you: versions, the
configuration's keys, what "followthrough check" comes to, the daemon's
figures if it runs on this machine, and of the store how much there is, the
last events, where each action stands, and what fails now.

It holds no secret, no name, no title and no text: sources, trackers and hosts
have numbers, reviews and actions their keys, and of errors it says when and
what kind. What is in it is listed before it is written, and what could not be
read: neither a broken configuration nor a damaged store keeps it from being
made. It is plain text inside: look into it before you send it to anybody.

--offline asks nobody beyond this machine.

Exit: 0 written; 1 it could not be; 2 wrong usage, or the file is there.`),
		Example: "  followthrough support\n  followthrough support --offline -o - | tar tzv\n  followthrough support -o help.tar.gz --force",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return runSupport(cmd, e, o) },
	}
	cmd.Flags().StringVarP(&o.file, "output", "o", "", "the `file` to write, - for standard output; without it followthrough-support-DATE.tar.gz, here")
	cmd.Flags().BoolVar(&o.force, "force", false, "replace the file where it is there")
	cmd.Flags().BoolVar(&o.offline, "offline", false, "ask nobody beyond this machine")
	return cmd
}

func runSupport(cmd *cobra.Command, e terminal.Env, o supportOptions) error {
	if o.file == "" {
		o.file = e.Now().UTC().Format("followthrough-support-20060102-150405.tar.gz")
	}
	cfg, wrong := load(cmd, config.ForLooking)
	if err := o.mayWrite(cfg); err != nil {
		return err
	}
	flagged, _ := cmd.Flags().GetString("store") // it is there: addGlobalFlags
	parts := gathered(cmd.Context(), e, o, cfg, wrong, flagged)
	if cmd.Context().Err() != nil {
		return exitError{exitFailed, errors.New("stopped: nothing was written")}
	}
	fmt.Fprintln(e.Err, "This is packed. It holds no secret, name, title or text:")
	support.List(e.Err, parts)
	var pack bytes.Buffer
	if err := support.Write(&pack, e.Now(), parts); err != nil {
		return err
	}
	if o.file == "-" {
		_, err := e.Out.Write(pack.Bytes())
		return err
	}
	if err := o.write(cmd.Context(), pack.Bytes()); err != nil {
		return err
	}
	fmt.Fprintf(e.Err, "Written to %s (%d KB). Look into it before you send it: tar xzf %s\n", o.file, (pack.Len()+1023)>>10, o.file)
	return nil
}

// mayWrite refuses a file that is there, or that something else depends on.
func (o supportOptions) mayWrite(cfg *config.Config) error {
	if o.file == "-" {
		return nil
	}
	if cfg != nil {
		if err := outfile.Check(cfg, o.file); err != nil {
			return exitError{exitUsage, err}
		}
	}
	f, err := os.Open(o.file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", o.file, err)
	}
	defer f.Close()
	if !o.force {
		return usage("%s is there: name another file, or give --force to replace it", o.file)
	}
	begin := make([]byte, 2)
	if n, _ := io.ReadFull(f, begin); n > 0 && !bytes.Equal(begin, []byte{0x1f, 0x8b}) { // gzip's
		return usage("%s is no pack of an earlier call, and is not replaced: name another file", o.file)
	}
	return nil
}

// write writes the pack for its owner alone.
func (o supportOptions) write(ctx context.Context, pack []byte) error {
	if o.force {
		return outfile.Replace(ctx, o.file, pack)
	}
	f, err := os.OpenFile(o.file, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("write %s: %w", o.file, err)
	}
	_, err = f.Write(pack)
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", o.file, err)
	}
	return nil
}

// gathered are the parts of the pack; wrong is why there is no configuration.
func gathered(ctx context.Context, e terminal.Env, o supportOptions, cfg *config.Config, wrong error, flagged string) []support.Part {
	b := newBuild()
	v := support.Versions{Program: b.Version, Go: b.Go, Platform: b.Platform, CPUs: runtime.NumCPU(), Schema: store.Schema()}
	if b.Revision != nil {
		v.Revision = *b.Revision
	}
	var names support.Names
	told := []support.Part{outlined(cfg, wrong)}
	const noConfiguration = "it needs the configuration, which can't be read"
	switch {
	case cfg != nil:
		told = append(told, checked(ctx, e, o, cfg, &names), daemonFigures(ctx, cfg, &names))
		told = append(told, stored(ctx, store.Options{Path: cfg.Store, DSN: cfg.Database, Now: e.Now}, cfg, &v, &names)...)
	default:
		told = append(told, support.NoCheck(noConfiguration), support.NoFigures(noConfiguration))
		if flagged == "" {
			flagged = os.Getenv("FOLLOWTHROUGH_STORE")
		}
		at, err := storePlace(flagged, e)
		if flagged == "" || err != nil {
			told = append(told, support.WithoutStore("where the store is stands in the configuration, which can't be read: name it by --store")...)
			break
		}
		told = append(told, stored(ctx, at, nil, &v, &names)...)
	}
	return append([]support.Part{v.Part()}, told...)
}

// outlined is the configuration, as far as it could be read.
func outlined(cfg *config.Config, wrong error) support.Part {
	if cfg != nil {
		return support.Configuration(config.NewOutline(cfg.Files, nil))
	}
	var mistakes *config.Error
	if !errors.As(wrong, &mistakes) || mistakes.None {
		return support.NoConfiguration("there is none: --config names it")
	}
	var files []string
	for _, p := range mistakes.Problems {
		if p.File != "" && !slices.Contains(files, p.File) {
			files = append(files, p.File)
		}
	}
	return support.Configuration(config.NewOutline(files, mistakes))
}

// checked is what a check comes to.
func checked(ctx context.Context, e terminal.Env, o supportOptions, cfg *config.Config, names *support.Names) support.Part {
	a, err := storeless(cfg, e)
	if err != nil {
		return support.NoCheck("the sources and trackers can't be made")
	}
	c := preflight.Check{
		Config: cfg, Sources: a.sources, Trackers: a.trackers, Clients: a.clients, Now: e.Now, Patience: 30 * time.Second, Reach: preflight.Online,
	}
	if o.offline {
		c.Reach = preflight.Offline
	}
	return support.Check(c.Run(ctx), names)
}

// daemonFigures are the figures of the daemon on this machine.
func daemonFigures(ctx context.Context, cfg *config.Config, names *support.Names) support.Part {
	var token string
	if !cfg.Web.Token.IsZero() {
		token, _ = cfg.Web.Token.Reveal() // without it we are told so
	}
	if cfg.Web.Listen == "" {
		return support.NoFigures("the daemon serves none: web.listen is empty")
	}
	said, err := web.Figures(ctx, cfg.Web.Listen, token)
	if err != nil {
		return support.NoFigures("no daemon of this configuration answers on this machine")
	}
	return support.Figures(said, names)
}

// stored are the parts of the store; cfg is nil where it can't be read.
func stored(ctx context.Context, at store.Options, cfg *config.Config, v *support.Versions, names *support.Names) []support.Part {
	at.Mode, at.Ahead, v.Store = store.ReadOnly, true, "SQLite"
	if !at.DSN.IsZero() {
		v.Store = "PostgreSQL"
	} else if info, err := os.Stat(at.Path); err == nil {
		v.StoreBytes = info.Size()
	}
	s, err := store.Open(ctx, at)
	if err != nil {
		v.StoreState = support.Why(err)
		return support.WithoutStore(v.StoreState)
	}
	defer s.Close()
	v.StoreState, v.OlderSchema = "ok", s.OlderSchema()
	var sources, trackers []string
	if cfg != nil {
		sources = sourceNames(cfg)
		for _, t := range cfg.Trackers {
			trackers = append(trackers, t.Name)
		}
	}
	return support.OfStore(ctx, s, names, sources, trackers)
}
