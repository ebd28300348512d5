#!/usr/bin/env bash
# github.com/jackc/pgx/v5 v5.13.0 (seen 2026-11-30): over a Unix socket the TLS part of
# an address is not read at all.
#
# Good guess: an address is judged as a whole, so that a mode of TLS that does not exist,
# or a certificate that is not there, is a mistake wherever the server is.
# Seen: where the first host is a folder (a Unix socket), every sslmode parses without an
# error, one that does not exist among them, and so does an sslrootcert that names no
# file; the same address with a TCP host is refused. An address that names a socket and
# then a TCP host is judged, since the second needs it.
# What helps: judge sslmode of one's own before the address is handed on, so that the
# mistake shows before the day on which somebody moves the server to another machine.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat >main.go <<'GO'
package main

import (
	"fmt"

	"github.com/jackc/pgx/v5"
)

func main() {
	for _, host := range []string{"/var/run/postgresql", "127.0.0.1", "/var/run/postgresql,127.0.0.1"} {
		for _, tls := range []string{"sslmode=verify-full", "sslmode=reqiure", "sslmode=require&sslrootcert=/nowhere/ca.pem"} {
			_, err := pgx.ParseConfig("postgres://user@/database?host=" + host + "&" + tls)
			fmt.Println(host, tls, "accepted:", err == nil)
		}
	}
}
GO
export GOFLAGS=-mod=mod
go mod init finding >/dev/null 2>&1
go get github.com/jackc/pgx/v5@v5.13.0 >/dev/null 2>&1
got=$(go run .)
echo "$got"
want='/var/run/postgresql sslmode=verify-full accepted: true
/var/run/postgresql sslmode=reqiure accepted: true
/var/run/postgresql sslmode=require&sslrootcert=/nowhere/ca.pem accepted: true
127.0.0.1 sslmode=verify-full accepted: true
127.0.0.1 sslmode=reqiure accepted: false
127.0.0.1 sslmode=require&sslrootcert=/nowhere/ca.pem accepted: false
/var/run/postgresql,127.0.0.1 sslmode=verify-full accepted: true
/var/run/postgresql,127.0.0.1 sslmode=reqiure accepted: false
/var/run/postgresql,127.0.0.1 sslmode=require&sslrootcert=/nowhere/ca.pem accepted: false'
[ "$got" = "$want" ] || { echo "changed: it was"; echo "$want"; exit 1; }
