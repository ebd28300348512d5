package words

import (
	"slices"
	"strings"
)

// roleWords are what somebody is who does an action, and roleEnds the last words of
// such names ("SRE lead", "platform engineer").
var (
	roleWords = strings.Split(`on-call,oncall,on call,incident commander,incident lead,dri,tech lead,team lead,cto,ciso,dba,release manager,engineering manager,product manager,product owner,project manager,incident manager,duty manager,operations manager,delivery manager,scrum master,sre,sres,
guardia,responsable de guardia,jefe de equipo,líder técnico,lider técnico,plantão,líder técnica,líder do time,astreinte,chef d'équipe,responsable technique,bereitschaft,rufbereitschaft,teamleiter,teamleitung,reperibile,capo team,teamlead,beredskap,vakthavande,vagt,dyżurny,pohotovost,nöbetçi,
дежурный,тимлид,черговий,당직,온콜,팀장,当番,オンコール,チームリーダー,值班,值班人员,组长,trực ca,trưởng nhóm,petugas jaga,ketua tim`, ",")
	roleEnds = strings.Fields(`lead leads commander engineer engineers on-call oncall`)
)

// IsRole tells whether a text is what somebody is, in four words at most: "SRE lead",
// "on-call".
func IsRole(text string) bool {
	lower := strings.ToLower(strings.TrimSpace(text))
	ws := strings.Fields(lower)
	if len(ws) == 0 || len(ws) > 4 || Imperative(ws[0]) && len(ws) > 1 && ws[0] != "support" && ws[0] != "network" {
		return false
	}
	return slices.ContainsFunc(roleWords, func(role string) bool { return strings.TrimSpace(role) == lower }) || len(ws) > 1 && slices.Contains(roleEnds, ws[len(ws)-1])
}
