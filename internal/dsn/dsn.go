// Package dsn reads the address of a PostgreSQL database, and names the database
// without what is secret in the address. It connects to nothing.
package dsn

import (
	"errors"
	"net/url"
	"strings"
)

// ErrForm is an address that can't be read. It holds nothing of it: what can't be
// read may be a password.
var ErrForm = errors.New("must be postgres://USER@HOST:PORT/DATABASE; signs such as / ? # @ : and % in a password are written as %2F %3F %23 %40 %3A %25")

// ErrNoDatabase is an address without the name of a database.
var ErrNoDatabase = errors.New("must name a database: postgres://USER@HOST:PORT/DATABASE")

// named are the parameters that say which database it is; every other one may be
// secret, or is of no use to a reader.
var named = []string{"host", "port", "search_path"}

// Is tells whether a text is the address of a PostgreSQL database, or means to be.
func Is(text string) bool {
	scheme, _, ok := strings.Cut(strings.TrimSpace(text), "://")
	return ok && (strings.EqualFold(scheme, "postgres") || strings.EqualFold(scheme, "postgresql"))
}

// Name names the database at an address: whose it is, where and what, and no
// password.
func Name(address string) (string, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || !Is(address) || u.Fragment != "" || u.Opaque != "" {
		return "", ErrForm
	}
	given, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return "", ErrForm
	}
	database := strings.TrimPrefix(u.Path, "/")
	if database == "" {
		database = given.Get("dbname")
	}
	if database == "" || strings.Contains(database, "/") || strings.Contains(u.Host, "@") {
		return "", ErrNoDatabase
	}
	out := "postgres://"
	if user := u.User.Username(); user != "" {
		out += url.User(user).String() + "@"
	}
	out += u.Host + "/" + url.PathEscape(database)
	var told []string
	for _, key := range named {
		if v := given.Get(key); v != "" {
			told = append(told, key+"="+v)
		}
	}
	if len(told) > 0 {
		out += "?" + strings.Join(told, "&")
	}
	return out, nil
}

// HasPassword tells whether an address holds a password.
func HasPassword(address string) bool {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return true // nobody can tell
	}
	_, has := u.User.Password()
	return has || u.Query().Has("password") || u.Query().Has("sslpassword")
}
