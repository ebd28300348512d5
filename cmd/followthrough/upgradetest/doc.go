// Package upgradetest makes worlds in the middle of their lives with one version
// of the program, keeps them as data, and judges how another version goes on
// with them. It runs programs as processes and reads what they print and write:
// it knows nothing of how any version works inside.
package upgradetest
