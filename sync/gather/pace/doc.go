// Package pace lets each source and tracker be asked at its own pace: a question
// goes out in a goroutine of its own, a pass waits a little for the answers and
// goes on with those that came, and what comes late is taken in by a later one. An
// answer counts from when it was asked for. The package must not know what is
// asked, nor what an answer means.
package pace
