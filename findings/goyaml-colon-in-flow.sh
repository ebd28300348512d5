#!/usr/bin/env bash
# github.com/goccy/go-yaml v1.19.2 (seen 2026-11-29): inside braces a colon that
# no space follows makes a key of what stands before it in a list.
#
# Good guess: YAML wants white space behind the colon of a plain key, in flow
# style too (YAML 1.2.2, 7.3.3): {at: [12:30]} holds the text 12:30, as the same
# list does in block style.
# Seen: in block style the list holds the text, in braces a map of 12 to 30; the
# same for s:1. go.yaml.in/yaml/v3 gives the text in both.
# What helps: quotes, or block style.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat >main.go <<'GO'
package main

import (
	"encoding/json"
	"fmt"

	goccy "github.com/goccy/go-yaml"
	other "go.yaml.in/yaml/v3"
)

func main() {
	for _, doc := range []string{"at: [12:30]", "{at: [12:30]}", "{at: [s:1]}"} {
		var one, two map[string]any
		if err := goccy.Unmarshal([]byte(doc), &one); err != nil {
			panic(err)
		}
		if err := other.Unmarshal([]byte(doc), &two); err != nil {
			panic(err)
		}
		a, _ := json.Marshal(one)
		b, _ := json.Marshal(two)
		fmt.Printf("%s: %s, elsewhere %s\n", doc, a, b)
	}
}
GO
export GOFLAGS=-mod=mod
go mod init finding >/dev/null 2>&1
go get github.com/goccy/go-yaml@v1.19.2 go.yaml.in/yaml/v3@v3.0.5 >/dev/null 2>&1
got=$(go run .)
want='at: [12:30]: {"at":["12:30"]}, elsewhere {"at":["12:30"]}
{at: [12:30]}: {"at":[{"12":30}]}, elsewhere {"at":["12:30"]}
{at: [s:1]}: {"at":[{"s":1}]}, elsewhere {"at":["s:1"]}'
echo "$got"
[ "$got" = "$want" ] || { echo "changed: it was"; echo "$want"; exit 1; }
