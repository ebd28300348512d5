package tree

// TellSecrets reports each variable that feeds a secret and stands where its
// value would be shown as well: in an address, a label, a name. Whatever else was
// found wrong may quote that value, and is told once this is mended. further are
// variables that feed secrets without a place in a file.
func TellSecrets(docs []*Document, further ...string) {
	feeds := map[string]string{}
	for _, name := range further {
		feeds[name] = "it feeds a secret by its name"
	}
	for _, d := range docs {
		d.Root.each(func(n *Node) {
			for _, name := range n.variables {
				if _, known := feeds[name]; n.secret && !known {
					feeds[name] = "it feeds the secret " + n.Path
				}
			}
		})
	}
	told := false
	for _, d := range docs {
		d.Root.each(func(n *Node) {
			for _, name := range n.variables {
				if why, ok := feeds[name]; ok && !n.secret {
					if !told {
						d.problems.forget()
						told = true
					}
					n.Fail("the environment variable %s can't stand here, where its value is shown: %s. Use another variable", name, why)
				}
			}
		})
	}
}

// each visits n and all values below it.
func (n *Node) each(visit func(*Node)) {
	visit(n)
	for _, k := range n.Keys {
		k.value.each(visit)
	}
	for _, item := range n.items {
		item.each(visit)
	}
}

// LiteralSecrets are the secrets that stand in files as they are: by the
// file's name, the paths of their keys; nil: there are none.
func LiteralSecrets(docs []*Document) map[string][]string {
	var found map[string][]string
	for _, d := range docs {
		d.Root.each(func(n *Node) {
			if n.secret && n.Value != "" && len(n.variables) == 0 {
				if found == nil {
					found = map[string][]string{}
				}
				found[d.Name] = append(found[d.Name], n.Path)
			}
		})
	}
	return found
}
