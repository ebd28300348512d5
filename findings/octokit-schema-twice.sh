#!/usr/bin/env bash
# npm @octokit/graphql-schema 15.26.1 (seen 2026-11-30): GitHub's published GraphQL
# schema is no schema that github.com/vektah/gqlparser/v2 v2.5.64 loads.
#
# Good guess: what a vendor publishes as its schema passes a validator.
# Seen: EnterpriseOwnerInfo declares two of its fields twice; the loader stops at the
# first of them.
# What helps: rename the later pair while loading.
set -euo pipefail
dir=$(mktemp -d)
trap 'chmod -R u+w "$dir"; rm -rf "$dir"' EXIT
cd "$dir"
echo '{"private": true}' >package.json
npm install --silent --ignore-scripts --no-audit --no-fund @octokit/graphql-schema@15.26.1 >/dev/null 2>&1
cat >go.mod <<'MOD'
module one

go 1.25
MOD
cat >main.go <<'GO'
package main

import (
	"fmt"
	"os"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
)

func main() {
	text, err := os.ReadFile("node_modules/@octokit/graphql-schema/schema.graphql")
	if err != nil {
		panic(err)
	}
	_, wrong := gqlparser.LoadSchema(&ast.Source{Input: string(text)})
	fmt.Println(wrong)
}
GO
export GOFLAGS=-mod=mod GOPATH="$dir/go"
go get github.com/vektah/gqlparser/v2@v2.5.64 >/dev/null 2>&1
got="$(go run . 2>/dev/null)
$(awk '/^type EnterpriseOwnerInfo /{on=1} on&&/^}/{on=0} on&&match($0,/^  [a-zA-Z]+[(:]/){print substr($0,3,RLENGTH-3)}' node_modules/@octokit/graphql-schema/schema.graphql | sort | uniq -d)"
echo "$got"
want='input:15153:3: Field EnterpriseOwnerInfo.repositoryDeployKeySetting can only be defined once.
repositoryDeployKeySetting
repositoryDeployKeySettingOrganizations'
[ "$got" = "$want" ] || { echo "changed: it was"; echo "$want"; exit 1; }
