package structure

import (
	"bytes"
	_ "embed"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/followthrough/followthrough/internal/referee"
)

//go:embed kubernetes.mjs
var judgeManifests string

const kubernetes = "examples/kubernetes"

// manifest is a resource, as YAML reads it.
type manifest map[string]any

// at is what lies at a path of keys and, in lists, places; nil: nothing.
func (m manifest) at(path ...any) any {
	var at any = map[string]any(m)
	for _, step := range path {
		switch in := at.(type) {
		case map[string]any:
			key, _ := step.(string)
			at = in[key]
		case []any:
			place, _ := step.(int)
			if place >= len(in) {
				return nil
			}
			at = in[place]
		default:
			return nil
		}
	}
	return at
}

// is tells what lies at a path if it is not what it should be.
func (m manifest) is(t *testing.T, want any, path ...any) {
	t.Helper()
	if got := fmt.Sprint(m.at(path...)); got != fmt.Sprint(want) {
		t.Errorf("%v: %v is %s, want %v", m["kind"], path, got, want)
	}
}

func manifestIn(t *testing.T, name string) (out manifest) {
	t.Helper()
	src, err := os.ReadFile(filepath.Join(root(t), kubernetes, name))
	must(t, err)
	must(t, yaml.Unmarshal(src, &out))
	return out
}

// built is what kustomize makes of the folder.
func built(t *testing.T) (out []manifest) {
	t.Helper()
	var stderr bytes.Buffer
	cmd := exec.CommandContext(t.Context(), referee.Program(t, "kustomize"), "build", filepath.Join(root(t), kubernetes))
	cmd.Stderr = &stderr
	text, err := cmd.Output()
	if err != nil {
		t.Fatalf("kustomize: %v\n%s", err, stderr.String())
	}
	for doc := range strings.SplitSeq(string(text), "\n---\n") {
		var m manifest
		must(t, yaml.Unmarshal([]byte(doc), &m))
		out = append(out, m)
	}
	return out
}

// What kustomize builds is taken by Kubernetes' own models, and by those of the
// Prometheus operator, which refuse what is not theirs.
func TestManifestsAreKubernetes(t *testing.T) {
	all := built(t)
	kinds := map[string]bool{}
	for _, m := range all {
		kinds[fmt.Sprint(m["kind"])] = true
	}
	if got := fmt.Sprint(slices.Sorted(maps.Keys(kinds))); got != "[ConfigMap Deployment NetworkPolicy PodDisruptionBudget Service ServiceMonitor]" {
		t.Errorf("kinds %s", got)
	}
	wrong := []manifest{
		{"apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "spec": map[string]any{"minAvailible": 1}},
		{"apiVersion": "v1", "kind": "Service", "spec": map[string]any{"ports": []any{map[string]any{"port": "web"}}}},
		{"apiVersion": "monitoring.coreos.com/v1", "kind": "ServiceMonitor", "spec": map[string]any{"selector": map[string]any{}, "endpoints": []any{map[string]any{"prot": "web"}}}},
	}
	for i, said := range referee.Node[manifest, []string](t, "kubernetes", judgeManifests, append(all, wrong...)) {
		switch {
		case i < len(all) && len(said) > 0:
			t.Errorf("%v: %s", all[i]["kind"], strings.Join(said, "\n"))
		case i >= len(all) && len(said) == 0:
			t.Errorf("the referee takes %v", wrong[i-len(all)])
		}
	}
}

// kustomize lets nobody in or out but whom the policy names: a label that it writes into
// all selectors would be written over these.
func TestBuiltSelectorsAreThoseWritten(t *testing.T) {
	own := "map[app.kubernetes.io/name:followthrough]"
	for _, m := range built(t) {
		switch m["kind"] {
		case "NetworkPolicy":
			m.is(t, own, "spec", "podSelector", "matchLabels")
			m.is(t, "map[app.kubernetes.io/name:prometheus]", "spec", "ingress", 0, "from", 0, "podSelector", "matchLabels")
			m.is(t, "map[k8s-app:kube-dns]", "spec", "egress", 0, "to", 0, "podSelector", "matchLabels")
			m.is(t, "map[app.kubernetes.io/name:postgresql]", "spec", "egress", 1, "to", 0, "podSelector", "matchLabels")
		case "Deployment":
			m.is(t, own, "spec", "selector", "matchLabels")
			m.is(t, own, "spec", "template", "metadata", "labels")
		case "Service":
			m.is(t, own, "spec", "selector")
		case "PodDisruptionBudget", "ServiceMonitor":
			m.is(t, own, "spec", "selector", "matchLabels")
		}
	}
}

// The deployment says again what the image says, and takes every right away.
func TestDeploymentFitsTheImageAndIsHardened(t *testing.T) {
	image, d := declares(t), manifestIn(t, "deployment.yaml")
	d.is(t, 2, "spec", "replicas")
	user, group, _ := strings.Cut(strings.TrimSpace(image["USER"]), ":")
	pod := manifest(d.at("spec", "template", "spec").(map[string]any))
	pod.is(t, user, "securityContext", "runAsUser")
	pod.is(t, group, "securityContext", "runAsGroup")
	pod.is(t, group, "securityContext", "fsGroup")
	pod.is(t, true, "securityContext", "runAsNonRoot")
	pod.is(t, "RuntimeDefault", "securityContext", "seccompProfile", "type")
	pod.is(t, false, "automountServiceAccountToken")
	pod.is(t, false, "enableServiceLinks")
	c := manifest(pod.at("containers", 0).(map[string]any))
	c.is(t, strings.TrimSpace(image["EXPOSE"]), "ports", 0, "containerPort")
	c.is(t, true, "securityContext", "readOnlyRootFilesystem")
	c.is(t, false, "securityContext", "allowPrivilegeEscalation")
	c.is(t, "[ALL]", "securityContext", "capabilities", "drop")
	c.is(t, "/healthz", "livenessProbe", "httpGet", "path")
	c.is(t, "/readyz", "readinessProbe", "httpGet", "path")
	config := regexp.MustCompile(`FOLLOWTHROUGH_CONFIG=(\S+)`).FindStringSubmatch(image["ENV"])
	if config == nil || fmt.Sprint(c.at("volumeMounts", 0, "mountPath")) != filepath.Dir(config[1]) || filepath.Base(config[1]) != "followthrough.yaml" {
		t.Errorf("the configuration is not where the image looks for it: %q", config)
	}
	if !strings.Contains(image["ENV"], "FOLLOWTHROUGH_STORE=") || fmt.Sprint(c.at("env", 0)) != "map[name:FOLLOWTHROUGH_STORE value:]" {
		t.Errorf("the image's store is not taken away: %v", c.at("env", 0))
	}
}

// Each file of /secrets that the configuration names is a key that the instructions make.
func TestSecretHasWhatTheConfigurationNames(t *testing.T) {
	read := func(name string) string {
		src, err := os.ReadFile(filepath.Join(root(t), kubernetes, name))
		must(t, err)
		return string(src)
	}
	named := regexp.MustCompile(`/secrets/([a-z-]+)`).FindAllStringSubmatch(read("followthrough.yaml"), -1)
	if len(named) < 4 {
		t.Fatalf("only %d secrets", len(named))
	}
	for _, m := range named {
		if !regexp.MustCompile(`--from-(?:file|literal)=` + m[1] + `(?:=|\s)`).MatchString(read("kustomization.yaml")) {
			t.Errorf("nothing makes the secret's %s", m[1])
		}
	}
	manifestIn(t, "servicemonitor.yaml").is(t, "map[key:web-token name:followthrough]", "spec", "endpoints", 0, "authorization", "credentials")
}
