package mapping

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
)

// digest leaves out where things are defined: moving a team to another line
// changes no decision.
func digest(teams []*Team, rules []Rule, fallback string) string {
	all := struct {
		Teams    []Team
		Rules    []Rule
		Fallback string
	}{Fallback: fallback}
	for _, t := range teams {
		plain := *t
		plain.At = ""
		all.Teams = append(all.Teams, plain)
	}
	for _, r := range rules {
		r.At = ""
		all.Rules = append(all.Rules, r)
	}
	text, err := json.Marshal(all)
	if err != nil { // settings that are no JSON
		text = fmt.Appendf(nil, "%+v", all)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:8])
}
