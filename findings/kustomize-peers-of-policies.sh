#!/usr/bin/env bash
# sigs.k8s.io/kustomize/kustomize/v5 v5.7.1 (seen 2026-11-30): a label that is put into
# selectors is also put into those that a NetworkPolicy has for other people's pods, and
# not into an empty one that is meant for one's own.
#
# Good guess: `labels` with `includeSelectors: true` makes what is one's own select what
# is one's own: a policy would come to hold for the pods with the label, and go on to
# let in whom it names.
# Seen: the pods that are let in (`from … podSelector`) get the label in place of theirs,
# so that {app: prometheus} is {app: shop}: Prometheus is shut out, and the shop let in
# to itself. `spec.podSelector: {}` stays empty, which is every pod of the namespace, and
# so does an empty selector of a PodDisruptionBudget; one that names a key gets the label
# beside it. No warning.
# What helps: selectors written out in full, and labels without includeSelectors.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat >all.yaml <<'YAML'
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: let-in}
spec:
  podSelector: {}
  ingress:
    - from:
        - podSelector: {matchLabels: {app: prometheus}}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: empty}
spec: {minAvailable: 1, selector: {}}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: with-a-key}
spec: {minAvailable: 1, selector: {matchLabels: {tier: web}}}
YAML
cat >kustomization.yaml <<'YAML'
resources: [all.yaml]
labels:
  - pairs: {app: shop}
    includeSelectors: true
YAML
GOBIN=$dir/bin GOFLAGS='' go install sigs.k8s.io/kustomize/kustomize/v5@v5.7.1 2>/dev/null
got=$(bin/kustomize build . | sed -n '/^spec:/,/^---/p')
echo "$got"
want='spec:
  minAvailable: 1
  selector: {}
---
spec:
  minAvailable: 1
  selector:
    matchLabels:
      app: shop
      tier: web
---
spec:
  ingress:
  - from:
    - podSelector:
        matchLabels:
          app: shop
  podSelector: {}'
[ "$got" = "$want" ] || { echo "changed: it was"; echo "$want"; exit 1; }
