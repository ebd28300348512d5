package restriction

import "github.com/followthrough/followthrough/config"

// Rule is what restricts a source's reviews: what the source says of it; where it
// says nothing, the usual keys and words, so that a review which says of itself
// that few may see it need not be known to who configures.
func Rule(said *config.Restricted) config.Restricted {
	if said != nil {
		return *said
	}
	when := map[string][]string{}
	for _, key := range []string{"visibility", "classification", "sensitivity", "audience", "access", "tlp"} {
		when[key] = usual()
	}
	for _, key := range []string{
		"restricted", "restriction", "restrictions", "confidential", "confidentiality", "sensitive", "private", "embargo", "embargoed", "unlisted", "hidden",
	} { // who answers yes to one of the others means a number, or nothing that can be told
		when[key] = append(usual(), "yes")
	}
	return config.Restricted{When: when}
}

func usual() []string {
	return []string{"restricted", "confidential", "secret", "private", "sensitive", "embargo", "embargoed", "hidden", "unlisted", "red", "amber"}
}
