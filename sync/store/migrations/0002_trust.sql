-- What bears a marker of ours and was made by somebody else; who we are.
ALTER TABLE items ADD COLUMN unproven INTEGER NOT NULL DEFAULT 0;
ALTER TABLE items ADD COLUMN claim TEXT;
ALTER TABLE items ADD COLUMN claim_review TEXT;
ALTER TABLE items ADD COLUMN claim_holds INTEGER NOT NULL DEFAULT 0;
ALTER TABLE items ADD COLUMN remark TEXT NOT NULL DEFAULT '';
ALTER TABLE items ADD COLUMN orphan INTEGER NOT NULL DEFAULT 0;
ALTER TABLE actions ADD COLUMN claimed TEXT;
ALTER TABLE trackers ADD COLUMN account TEXT NOT NULL DEFAULT '';

CREATE INDEX items_claim ON items (claim_review) WHERE claim_review IS NOT NULL;
CREATE INDEX items_orphan ON items (orphan) WHERE orphan = 1;
