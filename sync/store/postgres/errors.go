package postgres

import (
	"context"
	"crypto/x509"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"strings"
	"syscall"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// Kind is what an error of a server comes to.
type Kind string

// The kinds of error.
const (
	Other      Kind = ""
	Refused    Kind = "refused"    // it won't be otherwise until somebody changes something: an address, a right
	Away       Kind = "away"       // it may be there again soon
	Conflict   Kind = "conflict"   // the transaction was undone for another one's sake
	Held       Kind = "held"       // somebody else has what is needed
	Full       Kind = "full"       // the server's disk
	Unreadable Kind = "unreadable" // the tables are not as they were made
)

// Error is an error of a server, in words.
type Error struct {
	Kind Kind
	Says string // what it means and what to do
	err  error
}

// Error is what it means, and what the server said at last.
func (e *Error) Error() string {
	var said *pgconn.PgError
	if errors.As(e.err, &said) {
		return e.Says + ": " + said.Error()
	}
	text := strings.TrimSpace(e.err.Error())
	return e.Says + ": " + strings.TrimSpace(text[strings.LastIndex(text, "\n")+1:])
}

func (e *Error) Unwrap() error { return e.err }

// words is what the codes of errors mean
// (www.postgresql.org/docs/current/errcodes-appendix.html).
var words = []struct {
	codes string
	kind  Kind
	says  string
}{
	{"28P01", Refused, "the server does not take this user and password: put them right in the store's address"},
	{"28000", Refused, "the server does not let this user in from here: its pg_hba.conf says who may come from where, and whether by TLS (sslmode=require in the address)"},
	{"3D000", Refused, "there is no such database: createdb makes one, or name another in the store's address"},
	{"3F000", Refused, "there is no schema to make tables in: CREATE SCHEMA, or name another search_path in the store's address"},
	{"42501", Refused, "this user has not the rights: make it the owner of the database, or GRANT it USAGE and CREATE on the schema and all on the tables in it"},
	{"25006", Refused, "the database can only be read: name the primary server, not a standby (target_session_attrs=read-write in the store's address looks for it)"},
	{"0A000 26000 42P05 08P01", Refused, "what stands between (a pooler) does not pass this on: let it pool by transaction or session, and let it pass extended queries"},
	{"53300", Away, "the server has no connection left: raise its max_connections, or wait"},
	{"57014", Away, "the server ended a statement that took too long (statement_timeout)"},
	{"57P01 57P02 57P03 57P05 25P03", Away, "the server is stopping or starting, or has ended this connection"},
	{"40001 40P01", Conflict, "the server undid the transaction for another one's sake"},
	{"55P03", Held, "another process holds the store"},
	{"53100 53200 53400", Full, "the server has no room"},
	{"42P01 42703 42P07 42701 XX001 XX002", Unreadable, "the tables are not as this program made them"},
}

// Explain says what an error of this package's connections means; one that does not
// come from a server stays as it is.
func Explain(err error) error {
	var known *Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	if e := explain(err); e != nil {
		e.err = err
		return e
	}
	return err
}

func explain(err error) *Error {
	var said *pgconn.PgError
	var name *net.DNSError
	var connect *pgconn.ConnectError
	switch connecting := errors.As(err, &connect); {
	case errors.Is(err, ErrOld), errors.Is(err, ErrEncoding), errors.Is(err, ErrAddress):
		return &Error{Kind: Refused, Says: "this database can't be a store"}
	case errors.As(err, &said):
		return coded(said)
	case errors.As(err, &name) && name.IsNotFound:
		return &Error{Kind: Refused, Says: "no such host is known: put it right in the store's address"}
	case connecting && isTLS(err):
		return &Error{Kind: Refused, Says: "no TLS connection comes about: sslmode and sslrootcert in the store's address say which certificates are believed"}
	case errors.Is(err, context.Canceled) || !connecting && errors.Is(err, context.DeadlineExceeded):
		return nil
	case connecting:
		return &Error{Kind: Away, Says: "no server answers there: start it, or put the store's address right"}
	case Lost(err):
		return &Error{Kind: Away, Says: "the connection to the server was lost"}
	}
	return nil
}

func coded(said *pgconn.PgError) *Error {
	for _, w := range words {
		if strings.Contains(w.codes, said.Code) {
			return &Error{Kind: w.kind, Says: w.says}
		}
	}
	if strings.HasPrefix(said.Code, "08") {
		return &Error{Kind: Away, Says: "the connection to the server was lost"}
	}
	return nil
}

// isTLS tells whether it was the certificates, or that one side wants no TLS.
func isTLS(err error) bool {
	var unknown x509.UnknownAuthorityError
	var host x509.HostnameError
	var invalid x509.CertificateInvalidError
	return errors.As(err, &unknown) || errors.As(err, &host) || errors.As(err, &invalid) || strings.Contains(err.Error(), "server refused TLS connection") ||
		strings.Contains(err.Error(), "tls: ")
}

// Lost tells whether a connection ended under a statement, and another one may come
// about at once. A transaction whose COMMIT ended so was kept or not.
func Lost(err error) bool {
	var connect *pgconn.ConnectError
	if errors.As(err, &connect) {
		return false
	}
	var said *pgconn.PgError
	if errors.As(err, &said) {
		e := coded(said)
		return e != nil && e.Kind == Away
	}
	var op *net.OpError
	return errors.Is(err, driver.ErrBadConn) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, pgconn.ErrConnClosed) || errors.Is(err, net.ErrClosed) ||
		errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE) || errors.As(err, &op)
}

// Undone tells whether a transaction that ended so, at its COMMIT, was certainly undone.
func Undone(err error) bool {
	var said *pgconn.PgError
	if errors.As(err, &said) {
		e := coded(said)
		return e == nil || e.Kind != Away
	}
	return errors.Is(err, pgx.ErrTxCommitRollback)
}

// KindOf is what an error comes to.
func KindOf(err error) Kind {
	var known *Error
	if errors.As(Explain(err), &known) {
		return known.Kind
	}
	return Other
}
