-- What vendors delivered to a replica that stands by, for the one that works.
CREATE TABLE heard (
    id TEXT PRIMARY KEY,
    at BIGINT NOT NULL,
    name TEXT NOT NULL,
    soon INTEGER NOT NULL,
    ids TEXT NOT NULL -- JSON
);
