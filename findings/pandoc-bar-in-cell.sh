#!/usr/bin/env bash
# pandoc 2.17.1.1 (Debian 12; seen 2026-11-29): a table that goes from GFM to GFM
# may come out with a cell more.
#
# Good guess: what pandoc reads as one cell it writes as one.
# Seen: an escaped bar in a code span of a cell (GFM 4.10, example 200) is read as
# one cell and written without its backslash, so that GFM's readers part the row
# there and the words behind the bar go into the next column.
# What helps: keep bars out of code in cells, or write &#124; as text.
set -euo pipefail
command -v pandoc >/dev/null && command -v cmark-gfm >/dev/null || { echo "install Debian's pandoc and cmark-gfm first"; exit 2; }
pandoc --version | head -n 1
doc='| what | who |
| --- | --- |
| run `a \| b` | us |'
cells() { cmark-gfm -e table | grep '<td>' | tr '\n' ' '; }
got="before: $(echo "$doc" | cells)
after: $(echo "$doc" | pandoc -f gfm -t gfm | cells)"
echo "$got"
want='before: <td>run <code>a | b</code></td> <td>us</td> 
after: <td>run `a</td> <td>b`</td> '
[ "$got" = "$want" ] || { echo "changed: it was"; echo "$want"; exit 1; }
