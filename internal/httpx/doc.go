// Package httpx is how we speak to a vendor's API over HTTP: what is sent
// again and what never, how often, how long an answer may take and how large
// it may be, and whether a request that failed may have been carried out. It
// knows no vendor, no item and no review.
//
// A request is of one of two sorts. One that only reads is sent again after a
// lost answer, a 429 or a 5xx. One that makes something is sent once: where
// its answer is lost nobody knows whether it was carried out, and a second one
// would make a second thing. So it is not even sent again after a certain
// refusal: all waiting stands before the intent, which its caller writes.
//
// A route whose server wants to be left alone is: nothing waits for it longer than
// a moment (Limits.MaxWait), its callers are told until when.
package httpx
