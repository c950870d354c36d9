CREATE TABLE knowledge_attachment (
    tenant     text NOT NULL,
    connector  text NOT NULL,
    article    text NOT NULL,
    attachment text NOT NULL,
    listed     text NOT NULL,
    version    text,
    fault      text,
    PRIMARY KEY (tenant, connector, article, attachment),
    FOREIGN KEY (tenant, connector, article) REFERENCES knowledge_article ON DELETE CASCADE
);
COMMENT ON TABLE knowledge_attachment IS 'What is attached to the articles of connected knowledge bases; its texts are documents named connector:article:attachment.';
COMMENT ON COLUMN knowledge_attachment.listed IS 'The version that the article named last.';
COMMENT ON COLUMN knowledge_attachment.version IS 'The version that was dealt with last; another one than listed is still to be fetched.';
COMMENT ON COLUMN knowledge_attachment.fault IS 'Why it cannot be read.';
