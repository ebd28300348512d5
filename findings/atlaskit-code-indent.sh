#!/usr/bin/env bash
# npm @atlaskit/editor-wikimarkup-transformer 12.2.2 (seen 2026-11-30), reading:
# the first line of code loses its indentation, the others keep theirs.
#
# Good guess: what stands between {noformat} and {noformat} stays as it is.
# Seen: "    if x:" above "        y" becomes "if x:" above "        y", in {noformat}
# and in {code}; empty lines inside stay.
# What helps: take off what all lines have in common before it is written.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{"private": true}' >package.json
npm install --silent --ignore-scripts --legacy-peer-deps --no-audit --no-fund @atlaskit/editor-wikimarkup-transformer@12.2.2 >/dev/null 2>&1
cat >one.cjs <<'JS'
const { WikiMarkupTransformer } = require('@atlaskit/editor-wikimarkup-transformer')
const t = new WikiMarkupTransformer()
for (const text of ['{noformat}\n    if x:\n        y\n{noformat}', '{code:python}\n    if x:\n        y\n{code}', '{noformat}\nx\n\n\n  y\n{noformat}']) {
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
want='"{noformat}\n    if x:\n        y\n{noformat}" => codeBlock "if x:\n        y"
"{code:python}\n    if x:\n        y\n{code}" => codeBlock "if x:\n        y"
"{noformat}\nx\n\n\n  y\n{noformat}" => codeBlock "x\n\n\n  y"'
[ "$got" = "$want" ] || { echo "changed: it was"; echo "$want"; exit 1; }
