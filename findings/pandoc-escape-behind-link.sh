#!/usr/bin/env bash
# pandoc 2.17.1.1 (Debian 12; seen 2026-11-30): reading GFM, an escape right behind
# a link may stay as it was written, with its backslash.
#
# Good guess: what stands behind a link's closing bracket is read as any text, and
# "\<" shows "<", wherever the link leads (CommonMark 2.4 and 6.3).
# Seen: with autolink_bare_uris (on for gfm) the address in the brackets is taken for
# a bare one first, and ";\<" for more of it; what is left of that behind the link is
# no longer read for escapes. A link to a path has none of this.
# What helps: the address in angle brackets, [a](<http://x.example>), or a space.
set -euo pipefail
command -v pandoc >/dev/null || { echo "install Debian's pandoc first"; exit 2; }
pandoc --version | head -n 1
read_as() { printf '%s\n' "$2" | pandoc -f "$1" -t html; }
got="path: $(read_as gfm '[a](/x);\<b')
address: $(read_as gfm '[a](http://x.example);\<b')
in angle brackets: $(read_as gfm '[a](<http://x.example>);\<b')
commonmark: $(read_as commonmark '[a](http://x.example);\<b')"
echo "$got"
want='path: <p><a href="/x">a</a>;&lt;b</p>
address: <p><a href="http://x.example">a</a>;\&lt;b</p>
in angle brackets: <p><a href="http://x.example">a</a>;&lt;b</p>
commonmark: <p><a href="http://x.example">a</a>;&lt;b</p>'
[ "$got" = "$want" ] || { echo "changed: it was"; echo "$want"; exit 1; }
