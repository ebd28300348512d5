package apitest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// The facts that a description keeps when it is reduced: what a validator asks
// for. No summary, description, title, example or other prose is among them.
var (
	parameterFacts = []string{"name", "in", "required", "style", "explode", "allowReserved", "allowEmptyValue"}
	schemaFacts    = []string{
		"type", "format", "enum", "required", "nullable", "readOnly", "writeOnly", "pattern", "discriminator", "uniqueItems",
		"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength",
		"minItems", "maxItems", "minProperties", "maxProperties",
	}
)

// reduced is the part of a decoded description that the operations need, each
// as METHOD /path, and of that the facts alone. Of statuses other than 2xx it
// keeps that they exist.
func reduced(doc any, name string, operations []string) (any, error) {
	r := &reducer{full: asObject(doc), components: object{}}
	paths := object{}
	for _, op := range operations {
		method, path, _ := strings.Cut(op, " ")
		method = strings.ToLower(method)
		item := asObject(asObject(r.full["paths"])[path])
		found := asObject(item[method])
		if found == nil {
			return nil, fmt.Errorf("%s has no operation %s", name, op)
		}
		kept := asObject(paths[path])
		if kept == nil {
			kept = object{}
			if shared := r.list(item["parameters"], r.parameter); shared != nil {
				kept["parameters"] = shared
			}
			paths[path] = kept
		}
		kept[method] = r.operation(found)
	}
	return object{
		"openapi": r.full["openapi"], "info": object{"title": name, "version": asObject(r.full["info"])["version"]},
		"servers": servers(r.full["servers"]), "paths": paths, "components": r.components,
	}, r.err
}

type object = map[string]any

func asObject(v any) object {
	o, _ := v.(object)
	return o
}

// reducer copies facts, and what they refer to.
type reducer struct {
	full, components object
	err              error
}

// servers keep where an interface begins.
func servers(v any) any {
	list, _ := v.([]any)
	out := make([]any, 0, len(list))
	for _, one := range list {
		kept := picked(asObject(one), "url")
		if variables := asObject(asObject(one)["variables"]); variables != nil {
			all := object{}
			for name, variable := range variables {
				all[name] = picked(asObject(variable), "default", "enum")
			}
			kept["variables"] = all
		}
		out = append(out, kept)
	}
	return out
}

func (r *reducer) operation(op object) object {
	out := object{}
	if parameters := r.list(op["parameters"], r.parameter); parameters != nil {
		out["parameters"] = parameters
	}
	if body := asObject(op["requestBody"]); body != nil {
		out["requestBody"] = r.referred(body, r.body)
	}
	responses := object{}
	for status, response := range asObject(op["responses"]) {
		if strings.HasPrefix(status, "2") || status == "default" {
			responses[status] = r.referred(asObject(response), r.response)
		} else {
			responses[status] = object{"description": ""}
		}
	}
	out["responses"] = responses
	return out
}

func (r *reducer) parameter(p object) object {
	out := picked(p, parameterFacts...)
	if schema := p["schema"]; schema != nil {
		out["schema"] = r.schema(schema)
	}
	r.content(p, out)
	return out
}

func (r *reducer) body(b object) object {
	out := picked(b, "required")
	r.content(b, out)
	return out
}

// response has an empty description, which OpenAPI asks for.
func (r *reducer) response(b object) object {
	out := object{"description": ""}
	r.content(b, out)
	return out
}

func (r *reducer) content(from, to object) {
	content := asObject(from["content"])
	if content == nil {
		return
	}
	kept := object{}
	for media, one := range content {
		kept[media] = object{}
		if schema := asObject(one)["schema"]; schema != nil {
			kept[media] = object{"schema": r.schema(schema)}
		}
	}
	to["content"] = kept
}

// schema keeps the facts of a schema; true and false are schemas too.
func (r *reducer) schema(v any) any {
	at, isObject := v.(object)
	if !isObject {
		return v
	}
	return r.referred(at, func(at object) object {
		out := picked(at, schemaFacts...)
		for _, several := range []string{"allOf", "oneOf", "anyOf"} {
			if list, isList := at[several].([]any); isList {
				kept := make([]any, len(list))
				for n := range list {
					kept[n] = r.schema(list[n])
				}
				out[several] = kept
			}
		}
		for _, one := range []string{"items", "not", "additionalProperties"} {
			if at[one] != nil {
				out[one] = r.schema(at[one])
			}
		}
		if properties := asObject(at["properties"]); properties != nil {
			kept := object{}
			for name, property := range properties {
				kept[name] = r.schema(property)
			}
			out["properties"] = kept
		}
		return out
	})
}

// referred keeps a reference, and takes what it names to the components, once.
func (r *reducer) referred(at object, reduce func(object) object) object {
	ref, isRef := at["$ref"].(string)
	if !isRef {
		return reduce(at)
	}
	kind, name, _ := strings.Cut(strings.TrimPrefix(ref, "#/components/"), "/")
	found := asObject(asObject(asObject(r.full["components"])[kind])[name])
	if found == nil {
		r.err = fmt.Errorf("%s leads nowhere", ref)
		return at
	}
	kept := asObject(r.components[kind])
	if kept == nil {
		kept = object{}
		r.components[kind] = kept
	}
	if kept[name] == nil {
		kept[name] = object{} // it may refer to itself
		kept[name] = reduce(found)
	}
	return object{"$ref": ref}
}

func (r *reducer) list(v any, reduce func(object) object) []any {
	list, _ := v.([]any)
	var out []any
	for _, one := range list {
		out = append(out, r.referred(asObject(one), reduce))
	}
	return out
}

// picked are the named values of an object, as they are.
func picked(from object, names ...string) object {
	out := object{}
	for _, name := range slices.Sorted(maps.Keys(from)) {
		if slices.Contains(names, name) {
			out[name] = from[name]
		}
	}
	return out
}
