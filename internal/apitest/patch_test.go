package apitest

import (
	"encoding/json"
	"testing"
)

func TestPatch(t *testing.T) {
	tests := []struct{ name, doc, ops, want string }{
		{"add a key", `{"a":{}}`, `[{"op":"add","path":"/a/b","value":1}]`, `{"a":{"b":1}}`},
		{"escaped", `{"a/b":{"c~d":1}}`, `[{"op":"replace","path":"/a~1b/c~0d","value":2}]`, `{"a/b":{"c~d":2}}`},
		{"append", `{"a":[1]}`, `[{"op":"add","path":"/a/-","value":2}]`, `{"a":[1,2]}`},
		{"insert", `{"a":[1,3]}`, `[{"op":"add","path":"/a/1","value":2}]`, `{"a":[1,2,3]}`},
		{"within an array", `{"a":[{"b":1}]}`, `[{"op":"replace","path":"/a/0/b","value":2}]`, `{"a":[{"b":2}]}`},
		{"remove", `{"a":[1,2],"b":1}`, `[{"op":"remove","path":"/a/0"},{"op":"remove","path":"/b"}]`, `{"a":[2]}`},
		{"move", `{"a":{"x":1},"b":{}}`, `[{"op":"move","from":"/a/x","path":"/b/y"}]`, `{"a":{},"b":{"y":1}}`},
		{"replace nothing", `{}`, `[{"op":"replace","path":"/a","value":1}]`, ""},
		{"remove nothing", `{"a":{}}`, `[{"op":"remove","path":"/a/b"}]`, ""},
		{"no such element", `{"a":[]}`, `[{"op":"replace","path":"/a/0","value":1}]`, ""},
		{"below nothing", `{}`, `[{"op":"add","path":"/a/b","value":1}]`, ""},
		{"below a number", `{"a":1}`, `[{"op":"add","path":"/a/b","value":1}]`, ""},
		{"unknown", `{}`, `[{"op":"copy","path":"/a"}]`, ""},
		{"move nothing", `{}`, `[{"op":"move","from":"/a","path":"/b"}]`, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, err := decoded([]byte(tt.doc))
			must(t, err)
			var ops []operation
			must(t, json.Unmarshal([]byte(tt.ops), &ops))
			doc, err = patch(doc, ops)
			if tt.want == "" {
				if err == nil {
					t.Errorf("passed: %v", doc)
				}
				return
			}
			must(t, err)
			if got, _ := json.Marshal(doc); string(got) != tt.want {
				t.Errorf("got %s, not %s", got, tt.want)
			}
		})
	}
}
