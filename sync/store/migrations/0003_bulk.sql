-- How many items the request asked for, and whether it was answered as a whole.
ALTER TABLE intents ADD COLUMN size INTEGER NOT NULL DEFAULT 0;
ALTER TABLE intents ADD COLUMN whole INTEGER NOT NULL DEFAULT 0;
