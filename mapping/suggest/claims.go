package suggest

import "github.com/followthrough/followthrough/mapping"

// claims are the texts that lead to a team: as the mapping is, and as it would be
// with what is proposed. One text leads to one team.
type claims struct {
	m        *mapping.Mapping
	owners   map[string]string // by form
	services map[string]string
}

func newClaims(m *mapping.Mapping) *claims {
	return &claims{m: m, owners: map[string]string{}, services: map[string]string{}}
}

// of is the team that a form is claimed for; "": none.
func (c *claims) of(form string) string {
	if t := c.m.Claimant(form); t != nil {
		return t.Name
	}
	return c.owners[form]
}

// leads is the team that a text leads to, as mapping.Mapping would tell.
func (c *claims) leads(text string) string {
	if t := c.of(mapping.Form(text)); t != "" {
		return t
	}
	for _, part := range mapping.Parts(text) {
		for _, form := range mapping.Forms(part) {
			if t := c.of(form); t != "" {
				return t
			}
		}
	}
	return ""
}

// claim takes texts for a team, all or none; false: one of them is empty, or leads
// to another.
func (c *claims) claim(team string, forms ...string) bool {
	for _, form := range forms {
		if t := c.of(form); form == "" || t != "" && t != team {
			return false
		}
	}
	for _, form := range forms {
		c.owners[form] = team
	}
	return true
}

// serves is the team that has a service; "": none.
func (c *claims) serves(service string) string {
	if t := c.m.Serves(service); t != nil {
		return t.Name
	}
	return c.services[mapping.ServiceForm(service)]
}

func (c *claims) claimService(team, service string) bool {
	form := mapping.ServiceForm(service)
	if form == "" || c.serves(service) != "" {
		return false
	}
	c.services[form] = team
	return true
}
