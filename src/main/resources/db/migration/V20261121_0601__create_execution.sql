CREATE TABLE execution (
    id           uuid        PRIMARY KEY,
    decision_id  uuid        NOT NULL,
    ticket_id    uuid        NOT NULL,
    action       text        NOT NULL,
    parameters   jsonb       NOT NULL,
    automatic    boolean     NOT NULL,
    state        text        NOT NULL CHECK (state IN ('WAITING_APPROVAL', 'APPROVED', 'STARTED', 'SUCCEEDED', 'FAILED', 'UNKNOWN', 'ROLLED_BACK', 'REJECTED')),
    phase        text        CHECK (phase IN ('CALLING', 'PROBING', 'VERIFYING', 'UNDO_DUE', 'UNDOING')),
    phase_since  timestamptz NOT NULL DEFAULT clock_timestamp(),
    detail       text,
    attempts     integer     NOT NULL DEFAULT 0,
    unclear      integer     NOT NULL DEFAULT 0,
    undos        integer     NOT NULL DEFAULT 0,
    requested_at timestamptz NOT NULL,
    approved_at  timestamptz,
    started_at   timestamptz,
    finished_at  timestamptz,
    reported_at  timestamptz,
    requeued_at  timestamptz,
    requeues     integer     NOT NULL DEFAULT 0,
    UNIQUE (ticket_id, action, decision_id),
    CHECK ((phase IS NOT NULL) = (state = 'STARTED'))
);
CREATE INDEX execution__unfinished ON execution (id)
    WHERE state IN ('APPROVED', 'STARTED') OR (reported_at IS NULL AND state <> 'WAITING_APPROVAL');
COMMENT ON TABLE execution IS 'One action for one ticket. Its id is the idempotency key sent to the endpoint.';
COMMENT ON COLUMN execution.automatic IS 'True if no person is asked.';
COMMENT ON COLUMN execution.phase IS 'Where a STARTED execution stands; committed before the call that it names.';
COMMENT ON COLUMN execution.attempts IS 'How often it was STARTED; a change of a STARTED execution names it, so that a worker left behind changes nothing.';
COMMENT ON COLUMN execution.unclear IS 'How many calls ended without anyone knowing whether they took effect.';
COMMENT ON COLUMN execution.undos IS 'How often the roll back was begun.';
COMMENT ON COLUMN execution.reported_at IS 'When the final state was handed to write-back.';

CREATE TABLE approval (
    id           uuid        PRIMARY KEY,
    ticket_id    uuid        NOT NULL,
    ticket_facts text        NOT NULL,
    requester    text[]      NOT NULL DEFAULT '{}',
    team         text,
    reasons      text[]      NOT NULL,
    requested_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at   timestamptz NOT NULL,
    verdict      text        CHECK (verdict IN ('approve', 'reject')),
    decided_by   text,
    decided_at   timestamptz,
    comment      text
);
CREATE INDEX approval__ticket ON approval (ticket_id, id);
CREATE INDEX approval__waiting ON approval (id) WHERE verdict IS NULL;
COMMENT ON COLUMN approval.id IS 'The id of the execution that waits for it.';
COMMENT ON COLUMN approval.ticket_facts IS 'SHA-256 of what the approver judges; a ticket with other facts makes the approval stale.';
COMMENT ON COLUMN approval.requester IS 'Names under which the ticket''s requester may sign in; none of them may approve.';

CREATE TABLE action_call (
    seq          bigint      PRIMARY KEY,
    called_at    timestamptz NOT NULL,
    execution_id uuid        NOT NULL,
    released     boolean     NOT NULL DEFAULT false
);
COMMENT ON TABLE action_call IS 'Calls of actions, for the limit over all actions and all processes. Numbered without gap under an advisory lock, so that the call that is "limit" calls back is found at once.';
COMMENT ON COLUMN action_call.released IS 'True if it turned out that nothing was sent.';
