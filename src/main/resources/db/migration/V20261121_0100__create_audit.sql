CREATE TABLE audit (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor       text        NOT NULL,
    what        text        NOT NULL,
    ticket_id   uuid,
    details     jsonb       NOT NULL DEFAULT '{}'
);
CREATE INDEX audit__ticket ON audit (ticket_id, id);
COMMENT ON TABLE audit IS 'Who did what to which ticket, when and why. Rows are only ever added.';
