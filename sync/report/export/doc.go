// Package export writes a report for programs: as JSON and as CSV, every figure
// of every group, stable. It works out no figure.
package export
