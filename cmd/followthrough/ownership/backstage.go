package ownership

import (
	"cmp"
	"slices"
	"strings"

	"github.com/followthrough/followthrough/mapping/suggest"
)

// entity is what of a Backstage entity tells who owns what.
type entity struct {
	Kind     string `yaml:"kind" json:"kind"`
	Metadata struct {
		Name        string         `yaml:"name" json:"name"`
		Namespace   string         `yaml:"namespace" json:"namespace"`
		Title       string         `yaml:"title" json:"title"`
		Annotations map[string]any `yaml:"annotations" json:"annotations"`
	} `yaml:"metadata" json:"metadata"`
	Spec struct {
		Owner   string `yaml:"owner" json:"owner"`
		Profile struct {
			DisplayName string `yaml:"displayName" json:"displayName"`
		} `yaml:"profile" json:"profile"`
	} `yaml:"spec" json:"spec"`
}

// annotation is the text that stands under a key; "": none.
func (e entity) annotation(key string) string {
	text, _ := e.Metadata.Annotations[key].(string)
	return strings.TrimSpace(text)
}

// ref names an entity: [kind:][namespace/]name, without case.
type ref struct{ kind, namespace, name string }

// refOf reads a reference to an owner: a group, in the namespace of who refers,
// unless it says otherwise.
func refOf(text, namespace string) ref {
	r := ref{kind: "group", namespace: namespace, name: strings.TrimSpace(text)}
	if kind, rest, found := strings.Cut(r.name, ":"); found {
		r.kind, r.name = kind, rest
	}
	if space, name, found := strings.Cut(r.name, "/"); found {
		r.namespace, r.name = space, name
	}
	if r.namespace == "" {
		r.namespace = "default"
	}
	return ref{strings.ToLower(r.kind), strings.ToLower(r.namespace), strings.ToLower(r.name)}
}

// catalog puts entities together: the groups, and what is owned by each. What a
// person owns is left out.
type catalog struct {
	teams map[ref]*suggest.Known
	names map[ref]string // as groups call themselves
}

func newCatalog() *catalog { return &catalog{teams: map[ref]*suggest.Known{}, names: map[ref]string{}} }

// owning are the kinds of entities that a team owns, and that are services.
func owning(kind string) bool {
	return slices.Contains([]string{"component", "system", "api", "resource"}, strings.ToLower(kind))
}

func (c *catalog) add(e entity) {
	switch {
	case strings.EqualFold(e.Kind, "group") && e.Metadata.Name != "":
		at := refOf(e.Metadata.Name, e.Metadata.Namespace)
		t := c.team(at)
		if name := cmp.Or(e.Spec.Profile.DisplayName, e.Metadata.Title); name != "" {
			c.names[at] = name
		}
		c.places(t, e)
	case owning(e.Kind) && e.Spec.Owner != "" && e.Metadata.Name != "":
		at := refOf(e.Spec.Owner, e.Metadata.Namespace)
		if at.kind != "group" || at.name == "" {
			return
		}
		t := c.team(at)
		t.Services = append(t.Services, e.Metadata.Name)
		if e.Metadata.Title != "" {
			t.Services = append(t.Services, e.Metadata.Title)
		}
		c.places(t, e)
	}
}

func (c *catalog) team(at ref) *suggest.Known {
	if c.teams[at] == nil {
		c.teams[at] = &suggest.Known{Name: at.name, From: "Backstage"}
	}
	return c.teams[at]
}

// places takes the annotations that name where an entity's work is.
func (c *catalog) places(t *suggest.Known, e entity) {
	if key := e.annotation("jira/project-key"); key != "" {
		t.Places = append(t.Places, suggest.Named{
			Project: key, Component: e.annotation("jira/component"), Backlog: true,
			Why: "Backstage: jira/project-key of " + e.Metadata.Name,
		})
	}
	if slug := e.annotation("github.com/project-slug"); slug != "" {
		t.Places = append(t.Places, suggest.Named{Project: slug, Why: "Backstage: github.com/project-slug of " + e.Metadata.Name})
	}
}

// known are the teams by the alphabet, called as they call themselves.
func (c *catalog) known() []suggest.Known {
	byTeam := map[string]*suggest.Known{}
	for at, t := range c.teams {
		if name := c.names[at]; name != "" {
			t.Handles = append(t.Handles, t.Name)
			t.Name = name
		}
		byTeam[at.namespace+"/"+at.name] = t
	}
	return sorted(byTeam)
}
