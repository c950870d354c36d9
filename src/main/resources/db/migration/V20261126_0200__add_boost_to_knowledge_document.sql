ALTER TABLE knowledge_document
    ADD COLUMN boost double precision NOT NULL DEFAULT 0 CHECK (boost BETWEEN -1 AND 1);
COMMENT ON COLUMN knowledge_document.boost IS 'What people''s votes and outcomes say of it, from -1 to 1: it moves a document a little among its rivals.';
