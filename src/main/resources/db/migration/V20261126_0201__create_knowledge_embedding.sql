CREATE TABLE knowledge_embedding (
    model       text        NOT NULL,
    hash        bytea       NOT NULL,
    dimensions  integer     NOT NULL CHECK (dimensions > 0),
    embedding   bytea       NOT NULL,
    revision    bigint      NOT NULL,
    orphaned_at timestamptz,
    PRIMARY KEY (model, hash),
    CHECK (octet_length(hash) = 32),
    CHECK (octet_length(embedding) = 4 * dimensions)
);
CREATE INDEX knowledge_embedding__revision ON knowledge_embedding (model, revision);
COMMENT ON TABLE knowledge_embedding IS 'What embedding models made of passages: kept by passage, not by document, so that what comes back, or stands in two documents, is embedded once.';
COMMENT ON COLUMN knowledge_embedding.hash IS 'SHA-256 of the passage in UTF-8.';
COMMENT ON COLUMN knowledge_embedding.embedding IS 'Floats of 4 bytes, little-endian.';
COMMENT ON COLUMN knowledge_embedding.revision IS 'knowledge_revision.revision when it came: an index that has seen the number knows it.';
COMMENT ON COLUMN knowledge_embedding.orphaned_at IS 'Since when no document has the passage, or nobody asks for the model; deleted a month later.';

ALTER TABLE knowledge_chunk ADD COLUMN hash bytea;
UPDATE knowledge_chunk SET hash = sha256(convert_to(passage, 'UTF8'));
INSERT INTO knowledge_embedding (model, hash, dimensions, embedding, revision)
    SELECT DISTINCT ON (embedding_model, hash) embedding_model, hash, embedding_dimensions, embedding, 0 FROM knowledge_chunk
    WHERE embedding IS NOT NULL ORDER BY embedding_model, hash;
ALTER TABLE knowledge_chunk
    ALTER COLUMN hash SET NOT NULL,
    DROP COLUMN embedding,
    DROP COLUMN embedding_model,
    DROP COLUMN embedding_dimensions;
CREATE INDEX knowledge_chunk__hash ON knowledge_chunk (hash);
COMMENT ON COLUMN knowledge_chunk.hash IS 'SHA-256 of the passage in UTF-8: its vectors stand in knowledge_embedding.';

ALTER TABLE knowledge_document ADD COLUMN IF NOT EXISTS language text;
COMMENT ON COLUMN knowledge_document.language IS 'ISO 639-1; absent if it is not known.';
