#!/usr/bin/env bash
# github.com/aymanbagabas/go-udiff v0.4.1 (seen 2026-11-30): a unified diff without
# context lines is no patch where lines are only added or taken out.
#
# Good guess: ToUnified with 0 context lines says what `diff -U0` says.
# Seen: a line that is only added or only taken out counts on both sides: "-2 +2",
# where diff writes "-1,0 +2" and "-2 +1,0". patch can't apply it.
# What helps: count the hunk's lines and write its ranges anew.
set -euo pipefail
dir=$(mktemp -d)
trap 'chmod -R u+w "$dir"; rm -rf "$dir"' EXIT
cd "$dir"
cat >go.mod <<'MOD'
module one

go 1.25
MOD
cat >main.go <<'GO'
package main

import (
	"fmt"

	"github.com/aymanbagabas/go-udiff"
)

func main() {
	for _, after := range []string{"a\nnew\nb\nc\n", "a\nc\n"} {
		const before = "a\nb\nc\n"
		text, err := udiff.ToUnified("old", "new", before, udiff.Lines(before, after), 0)
		fmt.Print(text, err, "\n")
	}
}
GO
export GOFLAGS=-mod=mod GOPATH="$dir/go"
go get github.com/aymanbagabas/go-udiff@v0.4.1 >/dev/null 2>&1
printf 'a\nb\nc\n' >old
printf 'a\nnew\nb\nc\n' >more
printf 'a\nc\n' >less
got="$(go run . 2>/dev/null | grep '^@@')
$(for new in more less; do { diff -U0 old $new || true; } | grep '^@@' | sed 's/^/diff: /'; done)"
echo "$got"
want='@@ -2 +2 @@
@@ -2 +2 @@
diff: @@ -1,0 +2 @@
diff: @@ -2 +1,0 @@'
[ "$got" = "$want" ] || { echo "changed: it was"; echo "$want"; exit 1; }
