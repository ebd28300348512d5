package words

import (
	"slices"
	"strings"
	"unicode"
)

// maxPeople is how many people one label names at most.
const maxPeople = 4

// joined makes commas of the words that join names.
var joined = strings.NewReplacer(" and ", ",", " y ", ",", " e ", ",", " et ", ",", " und ", ",", " en ", ",", " och ", ",", " og ", ",", " i ", ",", " и ", ",")

// People are the parts of a label that is shaped like the names or initials
// of people ("Ana", "Ana Example", "AE/BF (Bo helps)", "AE – to think about"); nil:
// it is not.
func People(text string) []string { return people(text, false) }

// PeopleAmong are those of a label that stands among others that surely name
// people: there "LB" is somebody, and no load balancer.
func PeopleAmong(text string) []string { return people(text, true) }

func people(text string, among bool) []string {
	text = strings.TrimSpace(strings.TrimRight(strings.TrimSpace(text), ":："))
	if text == "" || len(text) > 60 {
		return nil
	}
	name, remark := WithoutRemark(text)
	if !among && IsGroup(name) || Classify(text, nil, nil) != ClassNeutral {
		return nil
	}
	parts := strings.FieldsFunc(joined.Replace(name), func(r rune) bool { return strings.ContainsRune("/,&+", r) })
	if len(parts) == 0 || len(parts) > maxPeople {
		return nil
	}
	for i, p := range parts {
		parts[i] = strings.TrimSpace(p)
		if !isName(parts[i]) && !(among && Initials(parts[i])) || remark && !Initials(parts[i]) {
			return nil
		}
	}
	return parts
}

// WithoutRemark is a label without the bracket or the dash that closes it and
// what stands there; remark: there was one.
func WithoutRemark(text string) (name string, remark bool) {
	for _, sign := range []string{" (", " - ", " – ", " — "} {
		if i := strings.Index(text, sign); i > 0 {
			return strings.TrimSpace(text[:i]), true
		}
	}
	return text, false
}

// isName: one or two capitalised words, none of which names a thing.
func isName(text string) bool {
	ws := strings.Fields(text)
	if len(ws) == 0 || len(ws) > 2 {
		return false
	}
	for _, w := range ws {
		r := []rune(w)
		lower := strings.ToLower(w)
		if len(r) < 2 || !unicode.IsUpper(r[0]) || slices.ContainsFunc(r, notInName) || lexicon().things[lower] || lexicon().imperative[lower] || lexicon().notOwner[lower] {
			return false
		}
	}
	return true
}

func notInName(r rune) bool {
	return !unicode.IsLetter(r) && r != '-' && r != '\'' && r != '’' && r != '.'
}

// Initials tells whether a name is nothing but two capital letters.
func Initials(name string) bool {
	return len(name) == 2 && name[0] >= 'A' && name[0] <= 'Z' && name[1] >= 'A' && name[1] <= 'Z'
}

// thingWords are capitalised words and abbreviations that head groups of
// actions and name nobody.
const thingWords = `api apis app apps backend frontend back front end web website mobile ios android desktop client clients server servers service services database databases db dba cache queue
network networking storage hardware cluster clusters cloud platform infra infrastructure ci cd ui ux ai ml os vm vms ip io gc ha dr ad lb cp hr pr prs qa pm it ci/cd
build builds deploy deployment deployments release releases config configuration code data schema migration migrations pipeline pipelines kafka redis postgres postgresql mysql mongodb
kubernetes k8s docker terraform ansible jenkins github gitlab aws gcp azure cloudflare nginx linux windows dns tls ssl cdn sql http https grpc rest json yaml
monitoring alerting alerts logging metrics tracing observability security compliance privacy access permissions docs documentation runbook runbooks playbook playbooks process processes
culture people training testing tests tooling tools support customer customers user users internal external production staging development dev ops devops sre general other misc
technical organisational organizational operational communication communications management engineering product design review reviews planning short long term medium immediate
detection prevention mitigation response recovery resilience reliability performance scalability capacity cost automation validation verification hygiene governance
january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday`
