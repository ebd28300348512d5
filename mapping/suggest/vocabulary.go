package suggest

import (
	"slices"
	"strings"
)

// vocabulary is what is known of words that owners are written with.
type vocabulary struct {
	// team are words by which people say that what stands beside is a team.
	team map[string]bool
	// filler tell no team from another.
	filler map[string]bool
	// strong stand in the names of teams, and of people never; weak in both.
	strong, weak map[string]bool
	// alone are weak ones by which nobody is called who is called by one word.
	alone map[string]bool
	// role are what one person is, in whatever team.
	role map[string]bool
	// outside begin the names of what is no team of the company.
	outside map[string]bool
	// nobody say that there is no owner, or that it is everybody.
	nobody map[string]bool
}

func newVocabulary() vocabulary {
	return vocabulary{
		team:   set(strings.Fields("team teams squad squads tribe gruppe abteilung equipe equipo zespol команда チーム 팀 团队 團隊")),
		filler: set(strings.Fields("the our und et of for de la le das der die")),
		strong: set(strings.Fields(`
			group department dept division unit
			ops devops secops netops dataops mlops finops sysops dbops operations sre sres reliability resilience infra infrastructure platform platforms
			engineering engineers development backend frontend fullstack mobile api apis app apps ios android
			security infosec appsec netsec network networking networks database databases dba dbas dbre storage analytics
			support helpdesk desk service services product products qa testing quality release releases releng tooling tools
			payments payment checkout search identity auth authentication iam observability monitoring oncall compliance finance marketing
			accounting procurement facilities architecture docs documentation delivery deployment deployments leadership
			kubernetes k8s compute firmware hardware logistics shipping inventory catalog catalogue orders ordering pricing
			notifications messaging email crm erp cms soc noc it hr ux ml cdn dns ingress gateway pipeline pipelines
			recommendations onboarding subscriptions invoicing fraud reporting integrations partnerships
			technical customer customers developers users internal external`)),
		weak: set(strings.Fields(`
			dev devs eng cloud billing sales crew guild legal data web core growth design hub ledger ai ci ui edge kernel
			chapter experience success risk warehouse ranking dx`)),
		alone: set(strings.Fields("billing sales legal data web design cloud growth risk warehouse")),
		role: set(strings.Fields(`
			engineer developer analyst manager lead leader director officer head cto ceo coo ciso cpo vp owner commander architect admin administrator
			intern contractor consultant scientist designer tester president founder author responder coordinator scribe`)),
		outside: set(strings.Fields("vendor supplier provider manufacturer")),
		nobody: set([]string{
			"and", "or", "tbd", "tba", "tbc", "todo", "n a", "na", "none", "nobody", "no one", "noone", "unassigned", "not assigned", "unknown", "open", "all", "everyone",
			"everybody", "anyone", "anybody", "various", "several", "multiple", "someone", "somebody", "who", "to be decided", "to be determined",
			"to be assigned", "to be confirmed", "to do", "pending", "offen", "niemand", "alle", "unbekannt", "here", "channel", "null", "nil", "owner",
			"assignee", "name", "us", "we", "me", "self", "your name", "owner name", "x", "xxx", "yes", "no", "team", "the team", "teams",
		}),
	}
}

// beside are words for teams in scripts that put no space between words.
func beside() []string { return []string{"チーム", "팀", "团队", "團隊"} }

func set(words []string) map[string]bool {
	out := make(map[string]bool, len(words))
	for _, w := range words {
		out[w] = true
	}
	return out
}

// anyOf tells whether one of the words is in a set.
func anyOf(words []string, in map[string]bool) bool {
	return slices.ContainsFunc(words, func(w string) bool { return in[w] })
}
