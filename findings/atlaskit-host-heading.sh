#!/usr/bin/env bash
# npm @atlaskit/editor-wikimarkup-transformer 12.2.2 (seen 2026-11-30), reading:
# the name of a host at the beginning of a line is taken for a heading.
#
# Good guess: h1. makes a heading where a space stands behind its dot, as Jira's own
# help writes it.
# Seen: "h1.example.org is down" is the heading "example.org is down": the host's first
# name is lost. bq.example.org is a quotation likewise; h7. and h12. are words.
# What helps: an invisible sign before the dot.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{"private": true}' >package.json
npm install --silent --ignore-scripts --legacy-peer-deps --no-audit --no-fund @atlaskit/editor-wikimarkup-transformer@12.2.2 >/dev/null 2>&1
cat >one.cjs <<'JS'
const { WikiMarkupTransformer } = require('@atlaskit/editor-wikimarkup-transformer')
const t = new WikiMarkupTransformer()
for (const text of ['h1.example.org is down', 'bq.example.org is down', 'h7.example.org is down', 'h12.example.org is down']) {
  const seen = []
  t.parse(text).forEach((block) => {
    const words = []
    block.descendants((n) => { if (n.isText) words.push(n.text + n.marks.map((m) => '<' + m.type.name + '>').join('')) })
    seen.push(block.type.name + ' ' + JSON.stringify(words.join('')))
  })
  console.log(JSON.stringify(text) + ' => ' + seen.join(', '))
}
JS
got=$(node one.cjs 2>/dev/null)
echo "$got"
want='"h1.example.org is down" => heading "example.org is down"
"bq.example.org is down" => blockquote "example.org is down"
"h7.example.org is down" => paragraph "h7.example.org is down"
"h12.example.org is down" => paragraph "h12.example.org is down"'
[ "$got" = "$want" ] || { echo "changed: it was"; echo "$want"; exit 1; }
