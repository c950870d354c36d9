CREATE TABLE connector_cursor (
    tenant       text        NOT NULL,
    connector    text        NOT NULL,
    reached_at   timestamptz NOT NULL,
    resume_since timestamptz,
    resume_after text,
    updated_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (tenant, connector)
);
COMMENT ON TABLE connector_cursor IS 'How far the poll of each connector has come. Moves only after the records before it are stored.';
COMMENT ON COLUMN connector_cursor.reached_at IS 'The newest change of a record stored so far, by the vendor''s clock, never later than ours; the next poll begins an overlap before it.';
COMMENT ON COLUMN connector_cursor.resume_since IS 'Set while a poll that reached its page cap is to go on: where that poll began.';
COMMENT ON COLUMN connector_cursor.resume_after IS 'Set with resume_since: the place of the next page, in the words of the kamelet.';
