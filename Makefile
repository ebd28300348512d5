.DEFAULT_GOAL := help
GO ?= go

.PHONY: help
help: ## show this help
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: build
build: ## build ./followthrough
	CGO_ENABLED=0 $(GO) build -trimpath -o followthrough ./cmd/followthrough

.PHONY: demo
demo: ## run the whole loop on example reviews, with no account
	$(GO) run ./cmd/followthrough demo

.PHONY: test
test: ## run the quick tests
	$(GO) test ./...

.PHONY: crash
crash: ## run the crash, campaign and upgrade tests
	FOLLOWTHROUGH_LONG=1 $(GO) test -run '^Test(Crash|Campaign|Upgrade)' ./...

SEEDS ?= 200

.PHONY: campaign
campaign: ## live through SEEDS=200 worlds of faults, or the one of SEED=n
	FOLLOWTHROUGH_CAMPAIGN_SEEDS=$(SEEDS) FOLLOWTHROUGH_CAMPAIGN_SEED=$(SEED) $(GO) test ./sync/campaign -run TestCampaignSeeds -count=1 -timeout 0 -v

.PHONY: soak
soak: ## run a daemon under traffic for MINUTES (30): memory and goroutines stay flat
	FOLLOWTHROUGH_SOAK=$(or $(MINUTES),30) $(GO) test -run '^TestSoak$$' -timeout 0 -v ./cmd/followthrough

.PHONY: replicas
replicas: ## kill, stop and cut three replicas on a real PostgreSQL, 2,000 actions
	FOLLOWTHROUGH_LONG=1 FOLLOWTHROUGH_REPLICAS=whole FOLLOWTHROUGH_REPLICAS_SEED=$(SEED) $(GO) test ./cmd/followthrough -run TestReplicasCampaign -count=1 -timeout 30m -v

.PHONY: bench
bench: ## run the benchmarks (docs/performance.md has figures to compare)
	$(GO) test -run '^$$' -bench . -benchmem ./...

.PHONY: container
container: ## build and run what the Dockerfile says, without a Docker engine
	.ci/container

.PHONY: lint
lint: ## run the linters, import direction included
	golangci-lint run ./...

.PHONY: fmt
fmt: ## format all Go files
	golangci-lint fmt ./...

.PHONY: ci
ci: ## run everything that CI runs
	bash .ci/run
