// Package notyaml says why a file is not YAML: the cause that people meet (a
// tab, an @ without quotes, a quote that nobody closed), what mends it, and the
// line with a caret below it. The parser only says where it stopped. It knows no
// key of the configuration, and shows no line that may hold a secret.
package notyaml
