package issueworld

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Label is a label of a repository.
type Label struct {
	ID                       int64
	Node                     string
	Name, Color, Description string
}

// Milestone is a milestone of a repository.
type Milestone struct {
	ID      int64
	Node    string
	Number  int64
	Title   string
	Open    bool
	Creator Account
	Created time.Time
}

// Label is a label by its name, whatever its case; false: there is none.
func (w *World) Label(repo int64, name string) (Label, bool) {
	for _, l := range w.Home(repo).Labels {
		if strings.EqualFold(l.Name, name) {
			return l, true
		}
	}
	return Label{}, false
}

// AddMilestone opens a milestone.
func (c *Caller) AddMilestone(repo int64, title string) Milestone {
	h := c.Home(repo)
	m := Milestone{ID: c.next(), Number: int64(len(h.Milestones) + 1), Title: title, Open: true, Creator: c.Account, Created: c.Now()}
	m.Node = node("MI", m.ID)
	h.Milestones = append(h.Milestones, m)
	return m
}

// CreateLabel makes a label.
func (c *Caller) CreateLabel(repo int64, name, color, description string) (Label, error) {
	if err := c.writable(repo); err != nil {
		return Label{}, err
	}
	if err := c.atLeast(Write, repo); err != nil {
		return Label{}, err
	}
	if strings.TrimSpace(name) == "" {
		return Label{}, invalid("Label", "name", "missing_field")
	}
	if _, taken := c.Label(repo, name); taken {
		return Label{}, invalid("Label", "name", "already_exists")
	}
	if utf8.RuneCountInString(description) > 100 {
		return Label{}, tooLong("Label", "description", 100)
	}
	if err := fitsLabel(name); err != nil {
		return Label{}, err
	}
	return c.addLabel(repo, name, color, description), nil
}

func fitsLabel(name string) error {
	if utf8.RuneCountInString(name) > 50 {
		return tooLong("Label", "name", 50)
	}
	return nil
}

func (c *Caller) addLabel(repo int64, name, color, description string) Label {
	if color == "" {
		color = "ededed"
	}
	l := Label{ID: c.next(), Name: name, Color: color, Description: description}
	l.Node = node("LA", l.ID)
	h := c.Home(repo)
	h.Labels = append(h.Labels, l)
	c.notify(Notice{Event: "label", Action: "created", Repo: repo, Sender: c.Account, Label: &l})
	return l
}

// labelsFor are the names of labels as the repository writes them; absent ones
// are made by who may push, and dropped by who may only triage.
func (c *Caller) labelsFor(repo int64, names []string) ([]string, error) {
	var out []string
	for _, name := range names {
		if err := fitsLabel(name); err != nil {
			return nil, err
		}
	}
	for _, name := range names {
		l, found := c.Label(repo, name)
		if !found {
			if c.Role(repo) < Write {
				continue
			}
			l = c.addLabel(repo, name, "", "")
		}
		if !slices.Contains(out, l.Name) {
			out = append(out, l.Name)
		}
	}
	return out, nil
}

// setLabels replaces an issue's labels and tells of each that comes or goes.
func (c *Caller) setLabels(i *Issue, names []string) {
	was := i.Labels
	i.Labels = names
	for _, name := range names {
		if !slices.Contains(was, name) {
			c.labelled(i, "labeled", name)
		}
	}
	for _, name := range was {
		if !slices.Contains(names, name) {
			c.labelled(i, "unlabeled", name)
		}
	}
}

func (c *Caller) labelled(i *Issue, kind, name string) {
	c.happened(i, c.Account, Event{Kind: kind, Label: name})
	l, _ := c.Label(i.Repo, name)
	c.told(*i, Notice{Action: kind, Label: &l})
}

// AddLabels adds labels to an issue.
func (c *Caller) AddLabels(repo, number int64, names ...string) (Issue, error) {
	return c.relabel(repo, number, names, func(has, names []string) ([]string, error) {
		for _, name := range names {
			if !slices.Contains(has, name) {
				has = append(has, name)
			}
		}
		return has, nil
	})
}

// RemoveLabel takes a label off an issue.
func (c *Caller) RemoveLabel(repo, number int64, name string) (Issue, error) {
	return c.relabel(repo, number, nil, func(has, _ []string) ([]string, error) {
		at := slices.IndexFunc(has, func(l string) bool { return strings.EqualFold(l, name) })
		if at < 0 {
			return nil, &Refusal{Why: NotFound, Message: "Label does not exist"}
		}
		return slices.Delete(has, at, at+1), nil
	})
}

// relabel gives an issue the labels that change makes of those it has.
func (c *Caller) relabel(repo, number int64, names []string, change func(has, names []string) ([]string, error)) (Issue, error) {
	i, err := c.changeable(repo, number)
	if err != nil {
		return i, err
	}
	if err := c.atLeast(Triage, repo); err != nil {
		return i, err
	}
	if names, err = c.labelsFor(repo, names); err != nil {
		return i, err
	}
	labels, err := change(slices.Clone(i.Labels), names)
	if err != nil || slices.Equal(labels, i.Labels) {
		return i, err
	}
	return c.edit(i.ID, func(i *Issue) { c.setLabels(i, labels) }), nil
}
