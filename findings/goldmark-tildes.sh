#!/usr/bin/env bash
# github.com/yuin/goldmark v1.8.7 (seen 2026-11-29), extension GFM: one tilde and
# two strike a text together.
#
# Good guess: as in GFM (6.5) and its readers, a run of tildes is closed by one of
# the same length.
# Seen: goldmark strikes in "~a~~ b" and in "~~a~ b"; cmark-gfm (Debian's) and
# micromark-extension-gfm 3.0.0 strike neither.
# What helps: compare the lengths of both runs.
set -euo pipefail
command -v cmark-gfm >/dev/null || { echo "install Debian's cmark-gfm first"; exit 2; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat >main.go <<'GO'
package main

import (
	"os"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

func main() {
	md := goldmark.New(goldmark.WithExtensions(extension.GFM))
	for _, text := range []string{"~a~~ b", "~~a~ b"} {
		if err := md.Convert([]byte(text), os.Stdout); err != nil {
			panic(err)
		}
	}
}
GO
export GOFLAGS=-mod=mod
go mod init finding >/dev/null 2>&1
go get github.com/yuin/goldmark@v1.8.7 >/dev/null 2>&1
npm install --silent --no-audit --no-fund micromark@4.0.2 micromark-extension-gfm@3.0.0 >/dev/null
cat >one.mjs <<'JS'
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
for (const text of ['~a~~ b', '~~a~ b']) console.log(micromark(text, { extensions: [gfm()], htmlExtensions: [gfmHtml()] }))
JS
struck() { { grep -o '<del>' || true; } | wc -l; }
got="goldmark $(go run . | struck), cmark-gfm $(printf '~a~~ b\n\n~~a~ b\n' | cmark-gfm -e strikethrough | struck), micromark $(node one.mjs | struck)"
echo "struck: $got"
[ "$got" = 'goldmark 2, cmark-gfm 0, micromark 0' ] || { echo 'changed: it was goldmark 2, cmark-gfm 0, micromark 0'; exit 1; }
