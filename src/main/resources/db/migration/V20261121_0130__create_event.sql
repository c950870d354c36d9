CREATE TABLE event (
    id           uuid        PRIMARY KEY,
    tenant       text        NOT NULL,
    connector    text        NOT NULL,
    event_key    text        NOT NULL,
    content_type text        NOT NULL,
    headers      jsonb       NOT NULL,
    payload      bytea       NOT NULL,
    received_at  timestamptz NOT NULL,
    duplicates   integer     NOT NULL DEFAULT 0
);
COMMENT ON COLUMN event.payload IS 'What came in, byte for byte.';
COMMENT ON COLUMN event.duplicates IS 'How often it was delivered again.';

CREATE TABLE event_key (
    tenant     text        NOT NULL,
    connector  text        NOT NULL,
    event_key  text        NOT NULL,
    event_id   uuid        NOT NULL,
    payload_hash bytea     NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, connector, event_key)
);
COMMENT ON TABLE event_key IS 'What was seen: until it expires, a key stands for its first event.';

CREATE TABLE event_conflict (
    event_id     uuid        NOT NULL,
    payload_hash bytea       NOT NULL,
    payload      bytea       NOT NULL,
    received_at  timestamptz NOT NULL,
    PRIMARY KEY (event_id, payload_hash)
);
COMMENT ON TABLE event_conflict IS 'Deliveries that bore the key of an earlier event and another body: kept, not processed.';

CREATE TABLE event_outcome (
    event_id    uuid        NOT NULL,
    ticket_id   uuid        NOT NULL,
    outcome     text        NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (event_id, ticket_id)
);
CREATE INDEX event_outcome__ticket ON event_outcome (ticket_id);
