#!/usr/bin/env bash
# modernc.org/sqlite v1.60.1 (SQLite in Go, seen 2026-11-30): a statement with many
# numbered parameters costs with the square of their number, one with plain ones does not.
#
# Good guess: ?, ?7 and $7 are three ways to write a parameter, and cost the same. So text
# that PostgreSQL takes ($1, $2 ...) can be given to SQLite as it is, which accepts it.
# Seen: rows of one VALUES list, 16,000 parameters (half of what SQLite allows): with ? it
# ends in some thousandths of a second, with ?N in about one second, with $N in two to
# three; twice as many parameters cost four times as much. The results are the same.
# Since inserts of many rows are where that many parameters come from, text with $N makes
# a bulk insert slower than one row a statement.
# What helps: plain ? for SQLite, written again as $N for PostgreSQL alone; or one row a
# statement, within one transaction.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat >main.go <<'GO'
package main

import (
	"database/sql"
	"fmt"
	"strings"
	"time"

	_ "modernc.org/sqlite"
)

// fastest of five is how long a statement with so many parameters takes.
func fastest(db *sql.DB, count int, parameter func(n int) string) time.Duration {
	rows, args := make([]string, count), make([]any, count)
	for i := range rows {
		rows[i], args[i] = "("+parameter(i+1)+")", i
	}
	text := "SELECT count(*) FROM (VALUES " + strings.Join(rows, ",") + ")"
	best := time.Hour
	for range 5 {
		begin, got := time.Now(), 0
		if err := db.QueryRow(text, args...).Scan(&got); err != nil || got != count {
			panic(fmt.Sprint(got, err))
		}
		best = min(best, time.Since(begin))
	}
	return best
}

func main() {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		panic(err)
	}
	db.SetMaxOpenConns(1)
	const many = 16000
	plain := fastest(db, many, func(int) string { return "?" })
	for _, sign := range []string{"?", "$"} {
		numbered := func(n int) string { return fmt.Sprint(sign, n) }
		half, whole := fastest(db, many/2, numbered), fastest(db, many, numbered)
		fmt.Printf("%sN: more than 20 times as long as ?: %v; twice as many take more than 2.5 times as long: %v\n",
			sign, whole > 20*plain, 2*whole > 5*half)
	}
}
GO
export GOFLAGS=-mod=mod
go mod init finding >/dev/null 2>&1
go get modernc.org/sqlite@v1.60.1 >/dev/null 2>&1
got=$(go run .)
echo "$got"
want='?N: more than 20 times as long as ?: true; twice as many take more than 2.5 times as long: true
$N: more than 20 times as long as ?: true; twice as many take more than 2.5 times as long: true'
[ "$got" = "$want" ] || { echo "changed: it was"; echo "$want"; exit 1; }
