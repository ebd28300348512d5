-- Since when it is not believed that what is missing at a tracker is gone.
ALTER TABLE trackers ADD COLUMN doubted BIGINT;
