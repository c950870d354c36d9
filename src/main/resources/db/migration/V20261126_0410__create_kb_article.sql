CREATE TABLE kb_article (
    id                uuid        PRIMARY KEY,
    number            bigint      GENERATED ALWAYS AS IDENTITY UNIQUE,
    tenant            text        NOT NULL,
    kind              text        NOT NULL CHECK (kind IN ('article', 'runbook')),
    state             text        NOT NULL CHECK (state IN ('draft', 'in_review', 'published', 'retired')),
    version           integer     NOT NULL DEFAULT 1,
    published_version integer,
    revision          integer     NOT NULL DEFAULT 1,
    title             text        NOT NULL,
    body              text        NOT NULL,
    categories        text[]      NOT NULL,
    labels            text[]      NOT NULL,
    steps             jsonb       NOT NULL,
    owner             text        NOT NULL,
    author            text        NOT NULL,
    remark            text,
    submitted_by      text,
    approved_by       text,
    published_at      timestamptz,
    review_at         timestamptz,
    document          uuid,
    drafted_from      uuid[]      NOT NULL DEFAULT '{}',
    views             bigint      NOT NULL DEFAULT 0,
    created_at        timestamptz NOT NULL,
    changed_at        timestamptz NOT NULL,
    search            tsvector    NOT NULL GENERATED ALWAYS AS (
        setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', left(body, 200000)), 'C')
        || setweight(jsonb_to_tsvector('english', steps, '["string"]'), 'B')) STORED,
    CHECK (state <> 'published' OR published_version = version AND document IS NOT NULL),
    CHECK (state <> 'retired' OR published_version IS NULL AND document IS NULL)
);
CREATE INDEX kb_article__tenant ON kb_article (tenant, id);
CREATE INDEX kb_article__search ON kb_article USING gin (search);
CREATE INDEX kb_article__drafted_from ON kb_article USING gin (drafted_from);
CREATE INDEX kb_article__document ON kb_article (document) WHERE document IS NOT NULL;
COMMENT ON TABLE kb_article IS 'The knowledge base: articles and runbooks that people write here, as they stand in their latest version.';
COMMENT ON COLUMN kb_article.number IS 'What people call it: KB-<number>, the name of its page in the store of knowledge.';
COMMENT ON COLUMN kb_article.state IS 'Of the latest version. An earlier one may be published meanwhile.';
COMMENT ON COLUMN kb_article.published_version IS 'The version that the hub answers from, if any.';
COMMENT ON COLUMN kb_article.revision IS 'Grows with each change of the row but views: what a change must name.';
COMMENT ON COLUMN kb_article.author IS 'Who wrote the latest version; hub for what the hub drafted.';
COMMENT ON COLUMN kb_article.remark IS 'What the last reviewer said.';
COMMENT ON COLUMN kb_article.document IS 'knowledge_document.id of the published version.';
COMMENT ON COLUMN kb_article.drafted_from IS 'Tickets whose resolutions the hub drafted it from.';

CREATE TABLE kb_version (
    article       uuid        NOT NULL REFERENCES kb_article ON DELETE CASCADE,
    version       integer     NOT NULL,
    title         text        NOT NULL,
    body          text        NOT NULL,
    categories    text[]      NOT NULL,
    labels        text[]      NOT NULL,
    steps         jsonb       NOT NULL,
    author        text        NOT NULL,
    comment       text,
    restored_from integer,
    made_at       timestamptz NOT NULL,
    PRIMARY KEY (article, version)
);
COMMENT ON TABLE kb_version IS 'All versions of the articles. Rows are only ever added.';

CREATE TABLE kb_vote (
    article  uuid        NOT NULL REFERENCES kb_article ON DELETE CASCADE,
    voter    text        NOT NULL,
    helpful  boolean     NOT NULL,
    voted_at timestamptz NOT NULL,
    PRIMARY KEY (article, voter)
);
COMMENT ON TABLE kb_vote IS 'Whether a page helped; one vote a person.';

CREATE TABLE kb_view (
    article uuid NOT NULL REFERENCES kb_article ON DELETE CASCADE,
    viewer  text NOT NULL,
    day     date NOT NULL,
    PRIMARY KEY (article, viewer, day)
);
COMMENT ON TABLE kb_view IS 'Who has read what on which day (UTC): a view is counted once a person and day.';
