-- What a reading is not sure of, beside the doubtful ones among its actions.
ALTER TABLE reviews ADD COLUMN more_doubtful INTEGER NOT NULL DEFAULT 0;
ALTER TABLE reviews ADD COLUMN not_understood INTEGER NOT NULL DEFAULT 0;
