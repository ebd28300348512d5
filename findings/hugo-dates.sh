#!/usr/bin/env bash
# Hugo 0.111.3 (Debian 12; seen 2026-11-29): a front matter key that it can't read
# does not keep a page back.
#
# Good guess: a page whose draft or publishDate is no such value is refused, or
# kept back, or at least told.
# Seen: "draft: maybe" and "publishDate: soon" are listed among the published
# without a word; "published: 2099-01-01" counts as a date of publication and keeps
# the page back, "publish_date: 2099-01-01" is ignored.
# What helps: whoever reads the same files and must not publish reads these keys
# more strictly.
set -euo pipefail
command -v hugo >/dev/null || { echo "install Debian's hugo first"; exit 2; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
mkdir content
echo 'baseURL = "https://x.example/"' >config.toml
page() { printf -- '---\ntitle: x\n%s\n---\nwords\n' "$2" >"content/$1.md"; }
page draft-true 'draft: true'
page draft-maybe 'draft: maybe'
page date-soon 'publishDate: soon'
page published-later 'published: 2099-01-01'
page underscore-later 'publish_date: 2099-01-01'
hugo version | cut -d ' ' -f 2
got=$(hugo list drafts 2>&1 | cut -d , -f 1 | grep -o '[a-z-]*\.md' | sort | tr '\n' ' '; echo "drafts"; hugo list future 2>&1 | cut -d , -f 1 | grep -o '[a-z-]*\.md' | sort | tr '\n' ' '; echo "to come")
echo "$got"
want='draft-true.md drafts
published-later.md to come'
[ "$got" = "$want" ] || { echo "changed: it was"; echo "$want"; exit 1; }
