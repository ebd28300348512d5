package config

import _ "embed" // of the schema

// Schema is what editors complete and judge a configuration by.
//
//go:embed followthrough.schema.json
var Schema []byte
