CREATE SEQUENCE work_lease;

CREATE TABLE work_item (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    stage        text        NOT NULL,
    work_key     text        NOT NULL,
    ordering_key text        NOT NULL,
    correlation  text,
    type         text        NOT NULL,
    body         text        NOT NULL,
    attempts     integer     NOT NULL DEFAULT 0,
    queued_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    not_before   timestamptz NOT NULL DEFAULT clock_timestamp(),
    lease        bigint,
    lease_until  timestamptz,
    last_error   text
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);
CREATE UNIQUE INDEX work_item__work_key ON work_item (stage, work_key);
CREATE INDEX work_item__stage ON work_item (stage, id);
CREATE INDEX work_item__ordering_key ON work_item (stage, ordering_key, id);
COMMENT ON COLUMN work_item.lease IS 'Fencing token of the worker that has it; a change must name it.';
COMMENT ON COLUMN work_item.attempts IS 'How often it was leased; counted when it is leased, so that work that kills the process is counted too.';

CREATE TABLE dead_letter (
    id           uuid        PRIMARY KEY,
    stage        text        NOT NULL,
    work_key     text        NOT NULL,
    ordering_key text        NOT NULL,
    correlation  text,
    type         text        NOT NULL,
    body         text        NOT NULL,
    attempts     integer     NOT NULL,
    error        text        NOT NULL,
    queued_at    timestamptz NOT NULL,
    died_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    replayed_at  timestamptz,
    replayed_by  text
);
CREATE INDEX dead_letter__work_key ON dead_letter (stage, work_key);
CREATE INDEX dead_letter__correlation ON dead_letter (correlation);
COMMENT ON TABLE dead_letter IS 'Work that failed for good, with its error and its body, to be looked at and replayed.';
