# followthrough as a container: one static binary, the certificates it trusts,
# and an empty folder for its store. How to run it: docs/operations.md.
#
# .ci/container takes these very instructions and runs them as plain commands,
# where there is no Docker engine. It knows what stands here and no more: an
# instruction in another form makes it fail.

# The digest is the image's index, for all platforms: a tag can be moved.
FROM --platform=$BUILDPLATFORM golang:1.26.8-bookworm@sha256:a688600ca24f8a4d3ca77f95b0dd40704a9fc787c826660eb7ba0b641b8b175d AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=""
ARG TARGETOS
ARG TARGETARCH
RUN CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH \
    go build -trimpath -ldflags "-s -w -X main.release=$VERSION" -o out/followthrough ./cmd/followthrough
# What is linked is used under its own terms, which go with it.
RUN go run ./internal/licences out/licences ./cmd/followthrough GOOS=$TARGETOS GOARCH=$TARGETARCH
RUN mkdir -p out/store

# Nothing else is needed: time zones are in the binary, and nothing starts a
# shell.
FROM scratch
ARG VERSION=""
ARG REVISION=""
LABEL org.opencontainers.image.title="followthrough" \
      org.opencontainers.image.description="Follow-up actions of post-mortems, in the owning teams' normal backlogs" \
      org.opencontainers.image.source="https://github.com/followthrough/followthrough" \
      org.opencontainers.image.documentation="https://github.com/followthrough/followthrough/blob/main/docs/operations.md" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION"
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /src/out/followthrough /usr/local/bin/followthrough
COPY --from=build /src/out/licences /usr/share/licenses
COPY --from=build --chown=65532:65532 /src/out/store /var/lib/followthrough
# SQLite writes beside the store what does not fit into memory: there is no
# other place to write to.
ENV FOLLOWTHROUGH_CONFIG=/etc/followthrough/followthrough.yaml \
    FOLLOWTHROUGH_STORE=/var/lib/followthrough/followthrough.db \
    SQLITE_TMPDIR=/var/lib/followthrough
WORKDIR /var/lib/followthrough
VOLUME /var/lib/followthrough
USER 65532:65532
# Probes and metrics. It listens on the container's own loopback until
# FOLLOWTHROUGH_WEB_LISTEN=0.0.0.0:9780 and FOLLOWTHROUGH_WEB_TOKEN say otherwise.
EXPOSE 9780
HEALTHCHECK --interval=30s --timeout=10s --start-period=1m --retries=3 CMD ["/usr/local/bin/followthrough", "healthcheck"]
ENTRYPOINT ["/usr/local/bin/followthrough"]
CMD ["run"]
