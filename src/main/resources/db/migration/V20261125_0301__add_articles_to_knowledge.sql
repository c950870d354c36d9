ALTER TABLE knowledge_document
    ADD COLUMN source     text,
    ADD COLUMN url        text,
    ADD COLUMN labels     text[]  NOT NULL DEFAULT '{}',
    ADD COLUMN reviewed   boolean NOT NULL DEFAULT true,
    ADD COLUMN changed_at timestamptz;
CREATE INDEX knowledge_document__source ON knowledge_document (tenant, source) WHERE source IS NOT NULL;
COMMENT ON COLUMN knowledge_document.source IS 'The connector that brought it; absent for runbooks of the folder.';
COMMENT ON COLUMN knowledge_document.labels IS 'The source''s own words for what it is about: space, labels, topic.';
COMMENT ON COLUMN knowledge_document.reviewed IS 'False for what nobody here vouches for: shown to people, and nothing is concluded from it.';
COMMENT ON COLUMN knowledge_document.changed_at IS 'When the source last changed it.';

CREATE TABLE knowledge_source (
    tenant     text        NOT NULL,
    connector  text        NOT NULL,
    began_at   timestamptz NOT NULL,
    listed_at  timestamptz,
    held       integer     NOT NULL DEFAULT 0,
    confirmed  integer     NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, connector)
);
COMMENT ON TABLE knowledge_source IS 'How far the lists of each connected knowledge base have come.';
COMMENT ON COLUMN knowledge_source.began_at IS 'When the full list that was begun last began.';
COMMENT ON COLUMN knowledge_source.listed_at IS 'When the full list that was completed last began: what was not seen since is missing.';
COMMENT ON COLUMN knowledge_source.held IS 'So many articles are missing that none is deleted until a person confirms; 0 if deletions go on.';
COMMENT ON COLUMN knowledge_source.confirmed IS 'So many missing articles a person has confirmed.';

CREATE TABLE knowledge_article (
    tenant     text        NOT NULL,
    connector  text        NOT NULL,
    article    text        NOT NULL,
    version    text        NOT NULL,
    document   uuid        REFERENCES knowledge_document ON DELETE SET NULL,
    seen_at    timestamptz NOT NULL,
    fault      text,
    missed     integer     NOT NULL DEFAULT 0,
    asked_at   timestamptz,
    PRIMARY KEY (tenant, connector, article)
);
CREATE INDEX knowledge_article__seen ON knowledge_article (tenant, connector, seen_at);
CREATE INDEX knowledge_article__document ON knowledge_article (document);
COMMENT ON TABLE knowledge_article IS 'What each connected knowledge base lists, also what is empty or cannot be read.';
COMMENT ON COLUMN knowledge_article.version IS 'What the list said when it was fetched.';
COMMENT ON COLUMN knowledge_article.fault IS 'Why it cannot be read; the next full list has it fetched again.';
COMMENT ON COLUMN knowledge_article.missed IS 'How many full lists in a row did not name it.';
COMMENT ON COLUMN knowledge_article.asked_at IS 'When the source was last asked whether it is gone, since no list named it.';
COMMENT ON COLUMN knowledge_article.seen_at IS 'When a list last named it.';
