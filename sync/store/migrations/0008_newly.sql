-- The bytes that a review's actions were last read from, as published, and how: what is
-- found in the same bytes later is newly read, and not newly written.
ALTER TABLE reviews ADD COLUMN read_content TEXT NOT NULL DEFAULT '';
ALTER TABLE reviews ADD COLUMN read_as TEXT NOT NULL DEFAULT '';
ALTER TABLE actions ADD COLUMN newly INTEGER NOT NULL DEFAULT 0;
UPDATE reviews SET read_content = content WHERE published = 1 AND first_read IS NOT NULL AND revision <> '';
