// Package followthrough carries what stands beside the program and belongs into
// it: the schema of its configuration. It knows nothing of what is configured.
package followthrough

import _ "embed" // of the schema

// Schema is followthrough.schema.json: what editors complete and judge a
// configuration by.
//
//go:embed followthrough.schema.json
var Schema []byte
