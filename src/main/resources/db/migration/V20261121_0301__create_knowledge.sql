CREATE TABLE knowledge_revision (
    one      boolean PRIMARY KEY DEFAULT true CHECK (one),
    store    uuid    NOT NULL DEFAULT gen_random_uuid(),
    revision bigint  NOT NULL DEFAULT 0
);
INSERT INTO knowledge_revision DEFAULT VALUES;
COMMENT ON TABLE knowledge_revision IS 'One row: which store this is, and a number that grows with each change of it. An index that has seen the number is up to date.';

CREATE TABLE knowledge_document (
    id         uuid        PRIMARY KEY,
    tenant     text        NOT NULL,
    name       text        NOT NULL,
    title      text        NOT NULL,
    categories text[]      NOT NULL,
    actions    text[]      NOT NULL,
    text       text        NOT NULL,
    origin     text        NOT NULL,
    hash       text        NOT NULL,
    revision   bigint      NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (tenant, name)
);
CREATE INDEX knowledge_document__revision ON knowledge_document (revision);
COMMENT ON COLUMN knowledge_document.tenant IS 'Whose runbook it is; * for every tenant.';
COMMENT ON COLUMN knowledge_document.name IS 'The id that its author gave it.';
COMMENT ON COLUMN knowledge_document.hash IS 'SHA-256 of all that the file says, and of the version of the chunker.';
COMMENT ON COLUMN knowledge_document.revision IS 'knowledge_revision.revision of its last change, of its chunks'' vectors included.';

CREATE TABLE knowledge_chunk (
    id                   uuid    PRIMARY KEY,
    document             uuid    NOT NULL REFERENCES knowledge_document ON DELETE CASCADE,
    ordinal              integer NOT NULL,
    passage              text    NOT NULL,
    text                 text    NOT NULL,
    embedding            bytea,
    embedding_model      text,
    embedding_dimensions integer,
    UNIQUE (document, ordinal),
    CHECK (embedding IS NULL OR octet_length(embedding) = 4 * embedding_dimensions AND embedding_model IS NOT NULL)
);
CREATE INDEX knowledge_chunk__not_embedded ON knowledge_chunk (document) WHERE embedding IS NULL;
COMMENT ON COLUMN knowledge_chunk.passage IS 'What is embedded: the titles above the chunk, and its text.';
COMMENT ON COLUMN knowledge_chunk.embedding IS 'Floats of 4 bytes, little-endian; absent until embedded.';
