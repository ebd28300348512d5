#!/usr/bin/env bash
# github.com/yuin/goldmark v1.8.7 (seen 2026-11-29), extension GFM: a task list's
# box is taken where GitHub's own readers show none.
#
# Good guess: what goldmark shows as a check box, GitHub does too: its extension
# says that it does GFM.
# Seen: "- [x]done" and "- [x](/u)" are check boxes to goldmark; to cmark-gfm
# (Debian's) and micromark-extension-gfm 3.0.0 the first is text and the second a
# link. GFM (5.3) wants white space behind the box.
# What helps: look at the byte behind the bracket.
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
	if err := md.Convert([]byte("- [x]done\n- [x](/u)\n"), os.Stdout); err != nil {
		panic(err)
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
console.log(micromark('- [x]done\n- [x](/u)\n', { extensions: [gfm()], htmlExtensions: [gfmHtml()] }))
JS
boxes() { { grep -o 'type="checkbox"' || true; } | wc -l; }
got="goldmark $(go run . | boxes), cmark-gfm $(printf -- '- [x]done\n- [x](/u)\n' | cmark-gfm -e tasklist | boxes), micromark $(node one.mjs | boxes)"
echo "boxes: $got"
[ "$got" = 'goldmark 2, cmark-gfm 0, micromark 0' ] || { echo 'changed: it was goldmark 2, cmark-gfm 0, micromark 0'; exit 1; }
