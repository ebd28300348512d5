package config

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/followthrough/followthrough/internal/dsn"
	"github.com/followthrough/followthrough/internal/secret"
)

// aStore is what a store must be.
const aStore = "must be the path of a SQLite file, such as followthrough.db, or postgres://USER@HOST/DATABASE"

// store judges where the store is. A path is made absolute: relative to the file, or
// where a flag or variable gives it to where the command runs. The address of a
// database is a secret, and only named.
func (l *loader) store(c *Config) {
	given, written := l.given["store"], l.main.Root.Get("store")
	if given == nil && c.StoreFile != "" {
		l.mistake(written != nil, "store_file", "store is given as well: give one of the two")
		l.storeInFile(c)
		return
	}
	from := l.main
	if given != nil {
		from = given.Doc
	}
	if dsn.Is(c.Store) {
		if given == nil && written != nil && dsn.HasPassword(c.Store) {
			written.Hide()
		}
		c.Database = secret.New(c.Store)
		l.nameDatabase(c, "store", c.Store)
		return
	}
	if strings.Contains(c.Store, "://") || strings.TrimSpace(c.Store) == "" || c.Store == ":memory:" {
		l.mistake(true, "store", aStore)
		return
	}
	c.Store = from.File(c.Store)
	info, err := os.Stat(c.Store)
	l.mistake(err == nil && info.IsDir(), "store", "this is a directory: name a file in it, such as "+filepath.Join(filepath.Base(c.Store), "followthrough.db"))
}

// storeInFile takes the address of the store's database out of a file.
func (l *loader) storeInFile(c *Config) {
	c.StoreFile = l.main.File(c.StoreFile)
	c.Database = secret.FromFile(c.StoreFile)
	address, err := c.Database.Reveal()
	switch {
	case err != nil:
		l.mistake(true, "store_file", err.Error())
	case !dsn.Is(address):
		l.mistake(true, "store_file", "the file must hold the address of a database, postgres://USER:PASSWORD@HOST/DATABASE, and nothing else")
	default:
		l.nameDatabase(c, "store_file", address)
	}
}

// nameDatabase gives the store the name of the database at an address.
func (l *loader) nameDatabase(c *Config, key, address string) {
	name, err := dsn.Name(address)
	if err != nil {
		l.mistake(true, key, err.Error())
	}
	c.Store = name
}
