// Package fault is what goes wrong between two machines, for fakes of vendors'
// services: which requests meet which fault, how an answer is lost, cut or
// slowed, and a journal of what happened all the same. It knows no vendor.
package fault
