#!/usr/bin/env bash
# npm @atlaskit/editor-wikimarkup-transformer 12.2.2 (seen 2026-11-29), writing:
# a task or a decision of several pieces of text gets its bullet before each.
#
# Good guess: one task is one line of wiki markup, "* too *dear*".
# Seen: where a mark (bold, a link, a date) parts its text, the bullet is repeated
# before each piece, so that what is read back has words nobody wrote.
# What helps: take the repeated bullet out where a space stands before it.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{"private": true}' >package.json
npm install --silent --ignore-scripts --legacy-peer-deps --no-audit --no-fund @atlaskit/editor-wikimarkup-transformer@12.2.2 >/dev/null 2>&1
cat >one.cjs <<'JS'
const { WikiMarkupTransformer } = require('@atlaskit/editor-wikimarkup-transformer')
const t = new WikiMarkupTransformer()
const schema = t.parse('x').type.schema
const text = [{ type: 'text', text: 'too ' }, { type: 'text', text: 'dear', marks: [{ type: 'strong' }] }]
const inside = (list, item, attrs) => ({ type: 'doc', content: [{ type: list, attrs: { localId: 'a' }, content: [{ type: item, attrs: { localId: 'b', ...attrs }, content: text }] }] })
for (const doc of [inside('taskList', 'taskItem', { state: 'TODO' }), inside('decisionList', 'decisionItem', { state: 'DECIDED' })])
  console.log(JSON.stringify(t.encode(schema.nodeFromJSON(doc))))
JS
got=$(node one.cjs 2>/dev/null)
echo "$got"
want='"* too * *dear*"
"* <> too * <> *dear*"'
[ "$got" = "$want" ] || { echo "changed: it was"; echo "$want"; exit 1; }
