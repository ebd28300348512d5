package apitest

import "strings"

// added are the operations that the descriptions beside the repository lack, as
// facts of the vendor's own whole one; contracts/README.md says how they are made.
func added(name string) (object, error) {
	src, err := contracts.ReadFile("contracts/added.json")
	if err != nil {
		return nil, err
	}
	all, err := decoded(src)
	return asObject(asObject(all)[name]), err
}

// supplement puts the operations and components of more into a description that
// lacks them: what it has already stays.
func supplement(doc any, more object) {
	for path, item := range asObject(more["paths"]) {
		if paths := asObject(asObject(doc)["paths"]); paths[path] == nil {
			paths[path] = item
		}
	}
	components := asObject(asObject(doc)["components"])
	for kind, all := range asObject(more["components"]) {
		if components[kind] == nil {
			components[kind] = object{}
		}
		for name, one := range asObject(all) {
			if known := asObject(components[kind]); known[name] == nil {
				known[name] = one
			}
		}
	}
}

// listed are the operations of a description in one of the contracts' lists.
func listed(file, name string) []string {
	src, err := contracts.ReadFile("contracts/" + file)
	if err != nil {
		return nil
	}
	var out []string
	for line := range strings.Lines(string(src)) {
		if op, of := strings.CutPrefix(strings.TrimSpace(line), name+" "); of {
			out = append(out, op)
		}
	}
	return out
}
