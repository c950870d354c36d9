CREATE TABLE document (
    id          uuid        PRIMARY KEY,
    tenant      text        NOT NULL,
    name        text        NOT NULL,
    hash        text        NOT NULL,
    size        bigint      NOT NULL,
    state       text        NOT NULL CHECK (state IN ('waiting', 'reading', 'kept', 'refused')),
    progress    text,
    fault       text,
    notes       text[]      NOT NULL DEFAULT '{}',
    categories  text[]      NOT NULL DEFAULT '{}',
    reviewed    boolean     NOT NULL,
    version     integer     NOT NULL DEFAULT 0,
    uploaded_by text        NOT NULL,
    uploaded_at timestamptz NOT NULL,
    changed_at  timestamptz NOT NULL,
    UNIQUE (tenant, name)
);
CREATE INDEX document__hash ON document (tenant, hash);
COMMENT ON TABLE document IS 'Uploaded documents, and how far each is; their text stands in knowledge_document.';
COMMENT ON COLUMN document.hash IS 'SHA-256 of the content that was uploaded last, in hexadecimal.';
COMMENT ON COLUMN document.size IS 'Bytes of that content.';
COMMENT ON COLUMN document.progress IS 'How far the reading is, in words.';
COMMENT ON COLUMN document.fault IS 'Why the content that was uploaded last is not read, in words.';
COMMENT ON COLUMN document.notes IS 'What in it is not read, and what is odd about it, in words.';
COMMENT ON COLUMN document.reviewed IS 'False until somebody who may has vouched for it: shown to people, and nothing is concluded from it.';
COMMENT ON COLUMN document.version IS 'How many contents of it were kept so far; 0 until the first is.';

CREATE TABLE document_content (
    document uuid    NOT NULL REFERENCES document ON DELETE CASCADE,
    ordinal  integer NOT NULL,
    bytes    bytea   NOT NULL,
    PRIMARY KEY (document, ordinal)
);
ALTER TABLE document_content ALTER COLUMN bytes SET STORAGE EXTERNAL;
COMMENT ON TABLE document_content IS 'Contents that are to be read, in pieces of 1 MiB; removed once they are read or refused.';

ALTER TABLE knowledge_document ADD COLUMN IF NOT EXISTS language text;
COMMENT ON COLUMN knowledge_document.language IS 'ISO 639-1; absent if it is not known.';
