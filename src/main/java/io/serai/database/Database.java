package io.serai.database;

/**
 * A database that is ready to be used.
 *
 * @param url  JDBC URL
 * @param shown how the log names it; holds no secret
 * @param stop what ends it, when the hub ends
 */
record Database(String url, String username, String password, String shown, Runnable stop) {

    static Database external(DatabaseProperties properties) {
        return new Database(properties.url(), properties.username(), properties.password(), "external " + properties.shownUrl(), () -> { });
    }

    @Override
    public String toString() {
        return "Database[" + shown + "]";
    }
}
