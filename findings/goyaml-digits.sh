#!/usr/bin/env bash
# github.com/goccy/go-yaml v1.19.2 (seen 2026-11-29): a plain scalar that looks
# like a number loses its digits on the way into a Go string, also behind the
# tag !!str that says it is a text.
#
# Good guess: a field of type string gets the scalar as it is written, as
# go.yaml.in/yaml/v3 does; !!str makes it a text for certain.
# Seen: 1.10 becomes "1.1", 010 becomes "8", 1_000 becomes "1000"; !!str 1.10
# becomes "1.1". The other library gives all four as written.
# What helps: read the scalar from the token of the syntax tree, or quote it.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat >main.go <<'GO'
package main

import (
	"fmt"

	goccy "github.com/goccy/go-yaml"
	other "go.yaml.in/yaml/v3"
)

const doc = "a: 1.10\nb: 010\nc: 1_000\nd: !!str 1.10\n"

type texts struct{ A, B, C, D string }

func main() {
	var one, two texts
	if err := goccy.Unmarshal([]byte(doc), &one); err != nil {
		panic(err)
	}
	if err := other.Unmarshal([]byte(doc), &two); err != nil {
		panic(err)
	}
	fmt.Printf("%q\n%q\n", one, two)
}
GO
export GOFLAGS=-mod=mod
go mod init finding >/dev/null 2>&1
go get github.com/goccy/go-yaml@v1.19.2 go.yaml.in/yaml/v3@v3.0.5 >/dev/null 2>&1
got=$(go run .)
want='{"1.1" "8" "1000" "1.1"}
{"1.10" "010" "1_000" "1.10"}'
echo "$got"
[ "$got" = "$want" ] || { echo "changed: it was"; echo "$want"; exit 1; }
