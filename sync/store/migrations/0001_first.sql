CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE sources (
    source  TEXT PRIMARY KEY,
    listing TEXT NOT NULL,
    wrote   BIGINT,
    doubted BIGINT
);

CREATE TABLE trackers (
    tracker   TEXT PRIMARY KEY,
    watermark TEXT NOT NULL
);

CREATE TABLE reviews (
    key           TEXT PRIMARY KEY,
    source        TEXT NOT NULL,
    path          TEXT NOT NULL,
    revision      TEXT NOT NULL,
    content       TEXT NOT NULL,
    title         TEXT NOT NULL,
    kind          TEXT NOT NULL,
    published     INTEGER NOT NULL,
    published_at  BIGINT,
    age           BIGINT,
    incident_date BIGINT,
    severity      TEXT NOT NULL,
    services      TEXT NOT NULL,
    labels        TEXT NOT NULL,
    team          TEXT NOT NULL,
    owner         TEXT NOT NULL,
    url           TEXT NOT NULL,
    file          TEXT NOT NULL,
    restricted    INTEGER NOT NULL,
    audience      TEXT NOT NULL,
    first_read    BIGINT,
    changed       BIGINT,
    gone          BIGINT,
    digest        TEXT NOT NULL,
    reported      BIGINT,
    problem       TEXT NOT NULL,
    unfit         TEXT NOT NULL,
    proposed      TEXT NOT NULL,
    proposal      TEXT NOT NULL,
    proposed_until BIGINT,
    looked        BIGINT,
    planned       TEXT NOT NULL,
    wake          BIGINT,
    taken_out     TEXT NOT NULL
);

CREATE INDEX reviews_place ON reviews (source, path);
CREATE INDEX reviews_path ON reviews (path);
CREATE INDEX reviews_wake ON reviews (wake) WHERE wake IS NOT NULL;
CREATE INDEX reviews_planned ON reviews (planned);
CREATE INDEX reviews_gone ON reviews (gone) WHERE gone IS NOT NULL;

-- source repeats the review's, so that counting by source reads no review; type
-- and owned repeat what stands in reading, so that reports need not decode it.
CREATE TABLE actions (
    key          TEXT PRIMARY KEY,
    review       TEXT NOT NULL REFERENCES reviews (key) ON DELETE CASCADE,
    source       TEXT NOT NULL,
    text         TEXT NOT NULL,
    number       INTEGER NOT NULL,
    text_now     TEXT NOT NULL,
    reading      TEXT NOT NULL,
    position     INTEGER NOT NULL,
    type         TEXT NOT NULL,
    owned        INTEGER NOT NULL,
    first_read   BIGINT,
    admitted     BIGINT,
    released     BIGINT,
    generation   INTEGER NOT NULL,
    attempts     INTEGER NOT NULL,
    made         BIGINT,
    item_tracker TEXT,
    item_id      TEXT,
    item_key     TEXT,
    item_url     TEXT,
    item_file    TEXT,
    item_status  TEXT,
    asks         TEXT,
    team         TEXT NOT NULL,
    state        TEXT NOT NULL,
    reason       TEXT NOT NULL,
    soak_until   BIGINT,
    held_by      TEXT NOT NULL,
    settled      BIGINT,
    refused      TEXT NOT NULL,
    refused_at   BIGINT,
    ticked       INTEGER NOT NULL,
    cell         TEXT NOT NULL,
    proposed     TEXT,
    replaces     TEXT NOT NULL
);

CREATE INDEX actions_review ON actions (review, position);
CREATE INDEX actions_item ON actions (item_tracker, item_id) WHERE item_tracker IS NOT NULL;
CREATE INDEX actions_admitted ON actions (source, admitted) WHERE admitted IS NOT NULL;
CREATE INDEX actions_made ON actions (source, made) WHERE made IS NOT NULL;
CREATE INDEX actions_team ON actions (team, state);

CREATE TABLE items (
    tracker           TEXT NOT NULL,
    id                TEXT NOT NULL,
    key               TEXT NOT NULL,
    url               TEXT NOT NULL,
    file              TEXT NOT NULL,
    project           TEXT NOT NULL,
    place             TEXT NOT NULL,
    state             TEXT NOT NULL,
    reason            TEXT NOT NULL,
    status            TEXT NOT NULL,
    created           BIGINT,
    settled           BIGINT,
    marker            TEXT,
    marker_action     TEXT,
    marker_review     TEXT,
    marker_generation INTEGER,
    note              TEXT NOT NULL,
    listed            INTEGER NOT NULL,
    made              BIGINT,
    made_in           TEXT NOT NULL,
    unseen            BIGINT,
    gone              BIGINT,
    PRIMARY KEY (tracker, id)
);

CREATE INDEX items_place ON items (tracker, place);
CREATE INDEX items_unseen ON items (tracker, unseen) WHERE unseen IS NOT NULL AND gone IS NULL;
CREATE INDEX items_foreign ON items (tracker, id) WHERE made IS NULL;
CREATE INDEX items_marker ON items (marker_review) WHERE marker_review IS NOT NULL;
CREATE INDEX items_moved ON items (tracker, id) WHERE made_in <> '' AND made_in <> project;
CREATE INDEX items_made ON items (tracker, project, made) WHERE made IS NOT NULL;

CREATE TABLE intents (
    action     TEXT NOT NULL,
    generation INTEGER NOT NULL,
    attempt    INTEGER NOT NULL,
    review     TEXT NOT NULL,
    marker     TEXT NOT NULL,
    tracker    TEXT NOT NULL,
    team       TEXT NOT NULL,
    project    TEXT NOT NULL,
    backlog    TEXT NOT NULL,
    batch      TEXT NOT NULL,
    asked      BIGINT,
    outcome    TEXT NOT NULL,
    outcome_at BIGINT,
    why        TEXT NOT NULL,
    steps_left TEXT NOT NULL,
    PRIMARY KEY (action, generation, attempt)
);

CREATE INDEX intents_open ON intents (asked) WHERE outcome = '';
CREATE INDEX intents_unfinished ON intents (asked) WHERE steps_left <> '[]';
CREATE INDEX intents_project ON intents (tracker, project) WHERE outcome <> 'refused';
CREATE INDEX intents_review ON intents (review);

CREATE TABLE events (
    seq    BIGINT PRIMARY KEY,
    at     BIGINT,
    source TEXT NOT NULL,
    path   TEXT NOT NULL,
    review TEXT NOT NULL,
    action TEXT NOT NULL,
    item   TEXT NOT NULL,
    what   TEXT NOT NULL,
    why    TEXT NOT NULL
);

CREATE INDEX events_at ON events (at, seq);
CREATE INDEX events_review ON events (review, at, seq);
