CREATE TABLE mail_thread (
    connector         text        NOT NULL,
    thread_id         text        NOT NULL,
    tag               text        NOT NULL UNIQUE,
    title             text        NOT NULL,
    requester_name    text,
    requester_address text        NOT NULL,
    reply_to          text,
    answerable        boolean     NOT NULL,
    messages          integer     NOT NULL DEFAULT 0,
    created_at        timestamptz NOT NULL,
    changed_at        timestamptz NOT NULL,
    PRIMARY KEY (connector, thread_id)
);
COMMENT ON TABLE mail_thread IS 'Threads of e-mail; each is one ticket, whose external id is the thread''s.';
COMMENT ON COLUMN mail_thread.thread_id IS 'Message-ID of the oldest message that the first one seen refers to, or its own.';
COMMENT ON COLUMN mail_thread.tag IS 'Stands in the subjects of our mails, so that an answer without references finds its thread.';
COMMENT ON COLUMN mail_thread.answerable IS 'False if no person wrote the first message: it is never answered.';
COMMENT ON COLUMN mail_thread.changed_at IS 'Version of the ticket: when the server received the newest message, later than all versions before.';

CREATE TABLE mail_message (
    connector    text        NOT NULL,
    message_id   text        NOT NULL,
    thread_id    text,
    sequence     integer,
    kind         text        NOT NULL,
    author       text,
    words        text,
    changed_at   timestamptz NOT NULL,
    uid_validity bigint,
    uid          bigint,
    settled      boolean     NOT NULL DEFAULT false,
    seen_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (connector, message_id)
);
CREATE INDEX mail_message__thread ON mail_message (connector, thread_id, sequence);
CREATE INDEX mail_message__unsettled ON mail_message (connector, uid_validity, uid) WHERE NOT settled;
COMMENT ON TABLE mail_message IS 'Messages that were seen or sent, each once.';
COMMENT ON COLUMN mail_message.kind IS 'taken: part of a ticket. sent: by the hub. report, reply, bulk: automatic, left alone. staff: from the mailbox''s own address, outside of all threads.';
COMMENT ON COLUMN mail_message.sequence IS 'Place in the thread, from 1; only of those that were taken.';
COMMENT ON COLUMN mail_message.words IS 'What is new in it: without quotations and signature.';
COMMENT ON COLUMN mail_message.settled IS 'True once the message is stored durably and, where that is asked for, marked or moved in the mailbox.';
