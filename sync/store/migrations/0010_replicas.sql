-- The processes that run on the store, and what they are configured with.
CREATE TABLE replicas (
    id TEXT PRIMARY KEY,
    host TEXT NOT NULL,
    pid BIGINT NOT NULL,
    version TEXT NOT NULL,
    likeness TEXT NOT NULL,
    seen BIGINT NOT NULL
);
