package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/followthrough/followthrough/cmd/followthrough/show"
	"github.com/followthrough/followthrough/cmd/followthrough/terminal"
	"github.com/followthrough/followthrough/internal/dsn"
	"github.com/followthrough/followthrough/internal/secret"
	"github.com/followthrough/followthrough/sync/store"
)

func newStore(e terminal.Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "store",
		Short:   "Move the store to another place",
		Long:    "Moves the store to another place, and lets the one that was left work again\nwhere the move is given up.",
		Example: "  followthrough store copy followthrough.db postgres://ft@db.example.com/reviews",
		Args:    noSuchCommand,
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newStoreCopy(e), newStoreReopen(e))
	return cmd
}

func newStoreCopy(e terminal.Env) *cobra.Command {
	return &cobra.Command{
		Use:   "copy FROM TO",
		Short: "Copy a store, from a SQLite file to PostgreSQL say",
		Long: strings.TrimSpace(`
Copies a whole store: FROM and TO are each a SQLite file or the address of a
PostgreSQL database (postgres://USER@HOST/DATABASE; its password may come from
PGPASSWORD or ~/.pgpass, where no list of processes shows it).

FROM must be free: stop the daemon first. TO must be new or empty. What was
copied is read back and compared. FROM is marked then, and refuses work from
then on; "followthrough store reopen FROM" undoes that. A copy that broke off
takes no work either: run the same command again.

Then name TO as the store in the configuration, and start the daemon.

Exit: 0 done; 1 it broke off, or FROM is worked on; 2 wrong usage, or TO is not
empty: nothing was tried.`),
		Example: "  followthrough store copy followthrough.db postgres://ft@db.example.com/reviews\n  followthrough store copy postgres://ft@db.example.com/reviews followthrough.db",
		Args:    exactly(2, "store copy needs FROM and TO, each a SQLite file or postgres://USER@HOST/DATABASE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			from, err := storePlace(args[0], e)
			if err != nil {
				return err
			}
			to, err := storePlace(args[1], e)
			if err != nil {
				return err
			}
			c := store.Copier{From: from, To: to, Progress: copyProgress(e)}
			came, err := c.Copy(cmd.Context())
			if err != nil {
				return err
			}
			fmt.Fprintf(e.Out, "%s copied from %s to %s. Name that as the store now (store in the configuration): %s refuses work from here on.\n",
				show.Count(came.Rows, "row"), came.From, came.To, came.From)
			return nil
		},
	}
}

func newStoreReopen(e terminal.Env) *cobra.Command {
	return &cobra.Command{
		Use:   "reopen STORE",
		Short: "Let a store work again that was copied elsewhere",
		Long: strings.TrimSpace(`
Lets a store work again that "followthrough store copy" has marked. What its copy
has done since is not in it: items are looked for before one is made. Two that
both work would not know of each other: give the copy up first.

Exit: 0 done, or it was not copied; 1 it is worked on; 2 wrong usage, or there is
no such store.`),
		Example: "  followthrough store reopen followthrough.db",
		Args:    exactly(1, "store reopen needs a STORE: a SQLite file or postgres://USER@HOST/DATABASE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o, err := storePlace(args[0], e)
			if err != nil {
				return err
			}
			where, err := store.Reopen(cmd.Context(), o)
			switch {
			case err != nil:
				return err
			case where == "":
				fmt.Fprintln(e.Out, "It was not copied elsewhere, and works.")
			default:
				fmt.Fprintf(e.Out, "It works again. Its copy is %s: give that one up.\n", where)
			}
			return nil
		},
	}
}

// exactly asks for so many arguments, in words.
func exactly(n int, words string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) != n {
			return usage("%s", words)
		}
		return nil
	}
}

// storePlace is the store that a person names.
func storePlace(name string, e terminal.Env) (store.Options, error) {
	o := store.Options{Now: e.Now, Runtime: e.Runtime, Told: func(what string) { fmt.Fprintln(e.Err, what) }}
	if dsn.Is(name) {
		if _, err := dsn.Name(name); err != nil {
			return o, usage("the address of a database %w", err)
		}
		o.DSN = secret.New(name)
		return o, nil
	}
	path, err := filepath.Abs(name)
	if err != nil || strings.Contains(name, "://") {
		return o, usage("%q is neither a SQLite file nor postgres://USER@HOST/DATABASE", name)
	}
	o.Path = path
	return o, nil
}

// copyProgress says how far a copy is: each table once, and each second of a long one.
func copyProgress(e terminal.Env) func(string, int, int) {
	last := e.Now()
	return func(table string, done, of int) {
		if now := e.Now(); done == of || now.Sub(last) >= time.Second {
			last = now
			fmt.Fprintf(e.Err, "%s: %d of %d\n", table, done, of)
		}
	}
}
