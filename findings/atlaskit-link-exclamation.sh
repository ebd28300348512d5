#!/usr/bin/env bash
# npm @atlaskit/editor-wikimarkup-transformer 12.2.2 (seen 2026-11-30), reading:
# whether the words of a link may hold exclamation marks depends on their number.
#
# Good guess: a mark in a link's words is a sign like others, or is none.
# Seen: with one or two the link stands; with three there is no link, and its markup
# is shown; with four it stands again.
# What helps: write the address in brackets behind such words.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{"private": true}' >package.json
npm install --silent --ignore-scripts --legacy-peer-deps --no-audit --no-fund @atlaskit/editor-wikimarkup-transformer@12.2.2 >/dev/null 2>&1
cat >one.cjs <<'JS'
const { WikiMarkupTransformer } = require('@atlaskit/editor-wikimarkup-transformer')
const t = new WikiMarkupTransformer()
for (const text of ['[Down!|https://x.example/]', '[Down!!|https://x.example/]', '[Down!!!|https://x.example/]', '[Down!!!!|https://x.example/]']) {
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
want='"[Down!|https://x.example/]" => paragraph "Down!<link>"
"[Down!!|https://x.example/]" => paragraph "Down!!<link>"
"[Down!!!|https://x.example/]" => paragraph "[Down!!!|https://x.example/]"
"[Down!!!!|https://x.example/]" => paragraph "Down!!!!<link>"'
[ "$got" = "$want" ] || { echo "changed: it was"; echo "$want"; exit 1; }
