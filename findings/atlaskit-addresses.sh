#!/usr/bin/env bash
# npm @atlaskit/editor-wikimarkup-transformer 12.2.2 (seen 2026-11-29), reading:
# an address in wiki markup is another one in its words than in its target.
#
# Good guess: a bare address is shown as it leads.
# Seen: in http://x.example/a\_b the words keep the backslash and the target drops
# it; an IPv6 host makes no link at all, neither bare nor in brackets.
# What helps: write addresses without escapes, and such hosts as text.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{"private": true}' >package.json
npm install --silent --ignore-scripts --legacy-peer-deps --no-audit --no-fund @atlaskit/editor-wikimarkup-transformer@12.2.2 >/dev/null 2>&1
cat >one.cjs <<'JS'
const { WikiMarkupTransformer } = require('@atlaskit/editor-wikimarkup-transformer')
const t = new WikiMarkupTransformer()
for (const text of ['http://x.example/a\\_b', '[a|http://x.example/]', '[a|http://[::1]/]']) {
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
want='http://x.example/a\_b => <http://x.example/a\_b>(http://x.example/a_b)
[a|http://x.example/] => <a>(http://x.example/)
[a|http://[::1]/] => [a|http://[::1]/]'
[ "$got" = "$want" ] || { echo "changed: it was"; echo "$want"; exit 1; }
