CREATE TABLE llm_call (
    id         uuid           PRIMARY KEY,
    tenant     text           NOT NULL,
    ticket_id  uuid           NOT NULL,
    purpose    text           NOT NULL,
    provider   text           NOT NULL,
    model      text           NOT NULL,
    prompt     text           NOT NULL,
    repair     boolean        NOT NULL,
    request    text           NOT NULL,
    answer     text,
    outcome    text           NOT NULL DEFAULT 'underway',
    latency_ms integer,
    tokens_in  integer        NOT NULL,
    tokens_out integer        NOT NULL,
    estimated  boolean        NOT NULL DEFAULT true,
    cost       numeric(18, 9) NOT NULL,
    called_at  timestamptz    NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX llm_call__called_at ON llm_call (called_at) INCLUDE (tenant, tokens_in, tokens_out, cost);
CREATE INDEX llm_call__ticket ON llm_call (ticket_id, id);
CREATE INDEX llm_call__tenant ON llm_call (tenant, id);
COMMENT ON TABLE llm_call IS 'What was asked of models and what they answered, without secrets and personal data; and what it used, for statistics and ceilings.';
COMMENT ON COLUMN llm_call.repair IS 'True if it put an answer back that could not be used.';
COMMENT ON COLUMN llm_call.outcome IS 'underway, answered, or why the answer could not be used.';
COMMENT ON COLUMN llm_call.tokens_out IS 'While underway, and after a crash: what it may use at most.';
COMMENT ON COLUMN llm_call.estimated IS 'True if the provider did not tell the tokens.';
COMMENT ON COLUMN llm_call.cost IS 'In the currency of the prices of serai.llm.providers.';
