#!/usr/bin/env bash
# npm @atlaskit/editor-wikimarkup-transformer 12.2.2 (seen 2026-11-29): a
# backslash keeps no bracket in the words of a link.
#
# Good guess: \] and \| are signs like others everywhere in wiki markup, so that
# [\[SEV1\] Queue|https://x.example/] is a link that reads "[SEV1] Queue".
# Seen: outside of a link the backslash does that; within one the escaped bracket
# still ends it, and an escaped bar still parts the words from the address.
# What helps: write such words as text, with the link behind them.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{"private": true}' >package.json
npm install --silent --ignore-scripts --legacy-peer-deps --no-audit --no-fund @atlaskit/editor-wikimarkup-transformer@12.2.2 >/dev/null 2>&1
cat >one.cjs <<'JS'
const { WikiMarkupTransformer } = require('@atlaskit/editor-wikimarkup-transformer')
const t = new WikiMarkupTransformer()
for (const text of ['\\[SEV1\\] Queue', '[Queue|https://x.example/]', '[\\[SEV1\\] Queue|https://x.example/]', '[a \\| b|https://x.example/]']) {
  const seen = []
  t.parse(text).descendants((n) => {
    if (!n.isText) return
    const link = n.marks.find((m) => m.type.name === 'link')
    seen.push(link ? `<${n.text}>(${link.attrs.href})` : n.text)
  })
  console.log(text + ' => ' + seen.join(''))
}
JS
got=$(node one.cjs 2>/dev/null)
echo "$got"
want='\[SEV1\] Queue => [SEV1] Queue
[Queue|https://x.example/] => <Queue>(https://x.example/)
[\[SEV1\] Queue|https://x.example/] => [[SEV1] Queue|<https://x.example/>(https://x.example/)]
[a \| b|https://x.example/] => [a | b|https://x.example/]'
[ "$got" = "$want" ] || { echo "changed: it was"; echo "$want"; exit 1; }
