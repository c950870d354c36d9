CREATE TABLE account (
    name          text        PRIMARY KEY CHECK (name ~ '^[a-z0-9._-]{1,64}$'),
    password_hash text        NOT NULL,
    changed_at    timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE account IS 'Who may log in.';
COMMENT ON COLUMN account.password_hash IS 'bcrypt, with the name of the method in braces before it; the password itself is kept nowhere.';
