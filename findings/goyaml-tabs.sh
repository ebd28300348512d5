#!/usr/bin/env bash
# github.com/goccy/go-yaml v1.19.2 (seen 2026-11-30): plain text loses its tabs.
#
# Good guess: a tab between two words of a plain value is white space of it (YAML
# 1.2.2, 7.3.3 and 6.5): kept, or a space.
# Seen: "one<TAB>two" becomes "onetwo", in a value, in a list and in brackets; in
# quotes it stays. go.yaml.in/yaml/v3 keeps it everywhere.
# What helps: read the scalar from the raw line, or quote it.
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

func main() {
	for _, doc := range []string{"a: one\ttwo", "a:\n- one\ttwo", "a: [one\ttwo]", "a: \"one\ttwo\""} {
		var one, two map[string]any
		if err := goccy.Unmarshal([]byte(doc), &one); err != nil {
			panic(err)
		}
		if err := other.Unmarshal([]byte(doc), &two); err != nil {
			panic(err)
		}
		fmt.Printf("%q, elsewhere %q\n", fmt.Sprint(one["a"]), fmt.Sprint(two["a"]))
	}
}
GO
export GOFLAGS=-mod=mod
go mod init finding >/dev/null 2>&1
go get github.com/goccy/go-yaml@v1.19.2 go.yaml.in/yaml/v3@v3.0.5 >/dev/null 2>&1
got=$(go run .)
echo "$got"
want='"onetwo", elsewhere "one\ttwo"
"[onetwo]", elsewhere "[one\ttwo]"
"[onetwo]", elsewhere "[one\ttwo]"
"one\ttwo", elsewhere "one\ttwo"'
[ "$got" = "$want" ] || { echo "changed: it was"; echo "$want"; exit 1; }
