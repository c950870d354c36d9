CREATE TABLE connector_alarm (
    connector text        NOT NULL,
    alarm     text        NOT NULL,
    raised_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    seen_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (connector, alarm)
);
COMMENT ON TABLE connector_alarm IS 'What is wrong with connectors now; kept over restarts, the same for all processes.';
COMMENT ON COLUMN connector_alarm.seen_at IS 'When a process saw last that it is still wrong. The alarm is over when none has for a while, and one knows that it is not.';

CREATE TABLE connector_poll_watch (
    connector     text        PRIMARY KEY,
    watched_since timestamptz NOT NULL DEFAULT clock_timestamp(),
    last_good_at  timestamptz
);
COMMENT ON TABLE connector_poll_watch IS 'Since when connectors are expected to poll, and when a poll of theirs went well last, in whichever process: their silence outlasts restarts.';
COMMENT ON COLUMN connector_poll_watch.watched_since IS 'When the connector was first on, or was resumed last.';
