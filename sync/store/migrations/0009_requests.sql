-- What people ask for beside the loop, and what came of it.
CREATE TABLE requests (
    id TEXT PRIMARY KEY,
    who TEXT NOT NULL,
    what TEXT NOT NULL, -- JSON
    asked BIGINT NOT NULL,
    taken BIGINT,
    ended BIGINT,
    outcome TEXT NOT NULL, -- JSON
    failed TEXT NOT NULL
);
CREATE INDEX requests_ended ON requests (ended);
