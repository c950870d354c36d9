CREATE TABLE root_cause (
    tenant      text        NOT NULL,
    code        text        NOT NULL CHECK (code ~ '^[A-Z0-9][A-Z0-9_.-]{0,39}$'),
    title       text        NOT NULL,
    description text,
    version     integer     NOT NULL DEFAULT 1,
    changed_by  text        NOT NULL,
    changed_at  timestamptz NOT NULL,
    PRIMARY KEY (tenant, code)
);
COMMENT ON TABLE root_cause IS 'Why things break, each cause with a code, so that the same cause is the same word in every ticket.';

CREATE TABLE resolution (
    ticket_id    uuid        PRIMARY KEY,
    tenant       text        NOT NULL,
    root_cause   text,
    summary      text        NOT NULL,
    steps        jsonb       NOT NULL,
    terms        text[]      NOT NULL,
    version      integer     NOT NULL DEFAULT 1,
    confirmed_by text        NOT NULL,
    confirmed_at timestamptz NOT NULL,
    FOREIGN KEY (tenant, root_cause) REFERENCES root_cause
);
CREATE INDEX resolution__terms ON resolution USING gin (terms);
COMMENT ON TABLE resolution IS 'How tickets were resolved, as a person confirmed it.';
COMMENT ON COLUMN resolution.steps IS 'What was tried, in order: text, and whether it helped.';
COMMENT ON COLUMN resolution.terms IS 'Terms of the ticket''s text when it was confirmed, without repetitions.';

CREATE TABLE resolution_term (
    tenant  text    NOT NULL,
    term    text    NOT NULL,
    tickets integer NOT NULL,
    PRIMARY KEY (tenant, term)
);
COMMENT ON TABLE resolution_term IS 'In how many resolutions each term stands; the empty term counts the resolutions themselves.';

CREATE TABLE knowledge_gap (
    ticket_id  uuid             PRIMARY KEY,
    tenant     text             NOT NULL,
    likelihood double precision NOT NULL CHECK (likelihood BETWEEN 0 AND 1),
    way        text             NOT NULL CHECK (way IN ('person', 'offered', 'drafted')),
    article    uuid,
    examples   uuid[]           NOT NULL,
    found_at   timestamptz      NOT NULL
);
CREATE INDEX knowledge_gap__tenant ON knowledge_gap (tenant, ticket_id);
COMMENT ON TABLE knowledge_gap IS 'Tickets that no page answers.';
COMMENT ON COLUMN knowledge_gap.likelihood IS 'How likely a draft from similar tickets is of use, 0.0 to 1.0.';
COMMENT ON COLUMN knowledge_gap.way IS 'person: somebody writes; offered: a draft is made when somebody asks; drafted: the hub drafted it and sent it for approval.';
COMMENT ON COLUMN knowledge_gap.article IS 'kb_article.id of the draft, if there is one.';
COMMENT ON COLUMN knowledge_gap.examples IS 'Resolved tickets that a draft rests on, the most similar first.';
