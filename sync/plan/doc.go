// Package plan says what is to be done, as a value: from what reviews say,
// what is known of their actions, the mapping and the time it makes steps,
// sorted. It is pure: no I/O, no clock, no logger, no map order.
package plan
