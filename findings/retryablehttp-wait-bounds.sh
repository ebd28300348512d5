#!/usr/bin/env bash
# github.com/hashicorp/go-retryablehttp v0.7.8 (seen 2026-11-30): its two bounds on
# waiting hold only where the server names no time.
#
# Good guess: RetryWaitMin and RetryWaitMax, "minimum time to wait" and "maximum time
# to wait", bound each pause of the default backoff.
# Seen: a 429 or 503 with Retry-After: 0, or with a date that is past, is sent again
# without any pause, as often as RetryMax allows; with Retry-After: 86400 the call
# sleeps for a day. A 500 with the same header is paused for as usual, and so is a
# negative or a broken number of seconds. LinearJitterBackoff never looks at the header.
# What helps: a Backoff of one's own that holds what the server names between bounds,
# and gives up instead of sleeping where that is longer than a caller waits.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat >main.go <<'GO'
package main

import (
	"fmt"
	"net/http"
	"time"

	"github.com/hashicorp/go-retryablehttp"
)

func main() {
	lowest, highest := 2*time.Second, 30*time.Second
	answer := func(status int, after string) *http.Response {
		return &http.Response{StatusCode: status, Header: http.Header{"Retry-After": {after}}}
	}
	for _, status := range []int{429, 503, 500} {
		for _, after := range []string{"0", "Wed, 21 Oct 2015 07:28:00 GMT", "86400", "-5", "1.5"} {
			fmt.Printf("%d %q: %v\n", status, after, retryablehttp.DefaultBackoff(lowest, highest, 1, answer(status, after)))
		}
	}
	fmt.Println("linear:", retryablehttp.LinearJitterBackoff(lowest, lowest, 0, answer(429, "0")))
}
GO
export GOFLAGS=-mod=mod
go mod init finding >/dev/null 2>&1
go get github.com/hashicorp/go-retryablehttp@v0.7.8 >/dev/null 2>&1
got=$(go run .)
echo "$got"
want='429 "0": 0s
429 "Wed, 21 Oct 2015 07:28:00 GMT": 0s
429 "86400": 24h0m0s
429 "-5": 4s
429 "1.5": 4s
503 "0": 0s
503 "Wed, 21 Oct 2015 07:28:00 GMT": 0s
503 "86400": 24h0m0s
503 "-5": 4s
503 "1.5": 4s
500 "0": 4s
500 "Wed, 21 Oct 2015 07:28:00 GMT": 4s
500 "86400": 4s
500 "-5": 4s
500 "1.5": 4s
linear: 2s'
[ "$got" = "$want" ] || { echo "changed: it was"; echo "$want"; exit 1; }
