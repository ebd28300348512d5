-- Since when a source or tracker could not be read, and why.
ALTER TABLE sources ADD COLUMN unread BIGINT;
ALTER TABLE sources ADD COLUMN unread_why TEXT NOT NULL DEFAULT '';
ALTER TABLE trackers ADD COLUMN unread BIGINT;
ALTER TABLE trackers ADD COLUMN unread_why TEXT NOT NULL DEFAULT '';
