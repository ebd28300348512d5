package apitest

// opened drops "additionalProperties": false from every schema that names
// properties, itself or by others: vendors answer with more than their schemas
// know. One that names none is meant to be empty.
func opened(doc any) {
	switch at := doc.(type) {
	case map[string]any:
		properties, _ := at["properties"].(map[string]any)
		if (len(properties) > 0 || at["anyOf"] != nil || at["allOf"] != nil) && at["additionalProperties"] == false {
			delete(at, "additionalProperties")
		}
		for _, v := range at {
			opened(v)
		}
	case []any:
		for _, v := range at {
			opened(v)
		}
	}
}

// nullable lets null pass where a schema names no type: OpenAPI 3.0.3 means
// any value there, which the validator reads as any but null.
func nullable(doc any) {
	switch at := doc.(type) {
	case map[string]any:
		for key, v := range at {
			named, _ := v.(map[string]any)
			switch {
			case key == "properties" && named["type"] == nil:
				for _, schema := range named {
					anyOrNull(schema)
				}
			case key == "additionalProperties" || key == "items" || key == "schema":
				anyOrNull(v)
			}
			nullable(v)
		}
	case []any:
		for _, v := range at {
			nullable(v)
		}
	}
}

func anyOrNull(schema any) {
	at, isSchema := schema.(map[string]any)
	if !isSchema {
		return
	}
	for _, narrows := range []string{"type", "$ref", "allOf", "oneOf", "anyOf", "enum"} {
		if at[narrows] != nil {
			return
		}
	}
	at["nullable"] = true
}

// plainLists makes lists of strings of query parameters that a vendor declares
// as lists of objects, which nobody could send.
func plainLists(doc any) {
	switch at := doc.(type) {
	case map[string]any:
		schema, _ := at["schema"].(map[string]any)
		items, _ := schema["items"].(map[string]any)
		if at["in"] == "query" && (items["type"] == "object" || items["$ref"] == "#/components/schemas/StringList") {
			schema["items"] = map[string]any{"type": "string"}
		}
		for _, v := range at {
			plainLists(v)
		}
	case []any:
		for _, v := range at {
			plainLists(v)
		}
	}
}
