CREATE TABLE conversation (
    id          uuid        PRIMARY KEY,
    tenant      text        NOT NULL,
    ticket_id   uuid,
    kind        text        NOT NULL CHECK (kind IN ('clarify', 'follow-up', 'chat')),
    state       text        NOT NULL CHECK (state IN ('open', 'waiting', 'answered', 'handed-over', 'closed')),
    reason      text,
    language    text        NOT NULL,
    rounds      integer     NOT NULL DEFAULT 0,
    openings    integer     NOT NULL DEFAULT 0,
    asked       text[]      NOT NULL DEFAULT '{}',
    seen        text[]      NOT NULL DEFAULT '{}',
    opened_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    asked_at    timestamptz,
    answered_at timestamptz,
    due_at      timestamptz,
    ended_at    timestamptz,
    CHECK ((kind = 'chat') OR ticket_id IS NOT NULL),
    CHECK ((state = 'waiting') = (due_at IS NOT NULL)),
    CHECK ((state IN ('handed-over', 'closed')) = (ended_at IS NOT NULL))
);
CREATE UNIQUE INDEX conversation__going_on ON conversation (ticket_id) WHERE state IN ('waiting', 'answered');
CREATE INDEX conversation__ticket ON conversation (ticket_id, id);
CREATE INDEX conversation__due ON conversation (due_at) WHERE state = 'waiting';
COMMENT ON TABLE conversation IS 'What the hub and people say to each other: about a ticket, or before there is one.';
COMMENT ON COLUMN conversation.ticket_id IS 'Of a chat: the ticket that was filed from it.';
COMMENT ON COLUMN conversation.state IS 'waiting: for an answer; answered: the hub is at it; open: a chat.';
COMMENT ON COLUMN conversation.reason IS 'Why it ended.';
COMMENT ON COLUMN conversation.language IS 'Of what the hub says in it, ISO 639-1.';
COMMENT ON COLUMN conversation.rounds IS 'Questions that were answered.';
COMMENT ON COLUMN conversation.openings IS 'ticket.openings when it began: after the ticket came back all may be asked anew.';
COMMENT ON COLUMN conversation.asked IS 'Codes of what was asked; nothing is asked twice.';
COMMENT ON COLUMN conversation.seen IS 'What the ticket said when the last question was asked; what is different later is an answer.';
COMMENT ON COLUMN conversation.due_at IS 'Without an answer until then it goes to people.';

CREATE TABLE conversation_message (
    id           uuid        PRIMARY KEY,
    conversation uuid        NOT NULL REFERENCES conversation,
    direction    text        NOT NULL CHECK (direction IN ('in', 'out')),
    author       text        NOT NULL,
    channel      text        NOT NULL CHECK (channel IN ('api', 'source', 'email')),
    text         text        NOT NULL,
    key          text,
    said_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    position     bigint      GENERATED ALWAYS AS IDENTITY UNIQUE,
    UNIQUE (conversation, key)
);
CREATE INDEX conversation_message__conversation ON conversation_message (conversation, position);
COMMENT ON COLUMN conversation_message.channel IS 'The way it came or goes: the hub''s API, the system that the ticket is from, or e-mail.';
COMMENT ON COLUMN conversation_message.position IS 'Grows with each message, also where clocks differ.';
COMMENT ON COLUMN conversation_message.key IS 'The sender''s Idempotency-Key, or the decision that asked: the same one is one message.';
