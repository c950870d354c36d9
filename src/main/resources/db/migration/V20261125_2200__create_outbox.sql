CREATE TABLE outbox (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    connector   text        NOT NULL,
    event_id    uuid        NOT NULL,
    ticket_id   uuid        NOT NULL,
    type        text        NOT NULL,
    data        jsonb       NOT NULL,
    happened_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX outbox__connector ON outbox (connector, id);
COMMENT ON TABLE outbox IS 'Events that are to be sent, one row a connector that takes them; a row is deleted once it is sent.';
COMMENT ON COLUMN outbox.event_id IS 'The same in all rows of one event, and however often it is sent.';
