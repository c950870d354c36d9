CREATE TABLE write_back (
    id           uuid        PRIMARY KEY,
    key          text        NOT NULL,
    ticket_id    uuid        NOT NULL,
    tenant       text        NOT NULL,
    connector    text        NOT NULL,
    external_id  text        NOT NULL,
    external_ref text,
    note         text        NOT NULL,
    marker       text        NOT NULL,
    status       text,
    internal     boolean     NOT NULL,
    state        text        NOT NULL CHECK (state IN ('PENDING', 'SENDING', 'SENT', 'SKIPPED')),
    reason       text,
    attempts     integer     NOT NULL DEFAULT 0,
    fingerprint  uuid,
    created_at   timestamptz NOT NULL,
    started_at   timestamptz,
    sent_at      timestamptz
);
CREATE UNIQUE INDEX write_back__key ON write_back (key);
CREATE INDEX write_back__ticket ON write_back (ticket_id, id);
COMMENT ON TABLE write_back IS 'Notes for the systems that tickets come from, one a key.';
COMMENT ON COLUMN write_back.status IS 'The status to set in the source, if any.';
COMMENT ON COLUMN write_back.state IS 'SENDING: an attempt was begun and its end is not known. A note whose work lies in the dead letters is shown as FAILED.';
COMMENT ON COLUMN write_back.fingerprint IS 'Of the text without its marker and of how often the ticket was opened: the same is not said twice in a row.';
