// Package trackertest is what every tracker must do, as one body of tests, and
// Faulty, a tracker that loses answers and lags. It knows no adapter: each one
// gives it a Harness.
package trackertest
