package io.serai.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The hub's database without the rest of the hub, in a process of its own that a test may kill. Says {@code probe: ready …} or
 * {@code probe: failed …}, then answers each SQL statement of its standard input with one line, until that ends.
 */
public final class DatabaseProbe {

    private DatabaseProbe() {
    }

    public static void main(String[] arguments) throws IOException, SQLException {
        Database database;
        try {
            database = EmbeddedDatabase.start(DataFolder.hold(Path.of(arguments[0])));
        } catch (DatabaseStartException e) {
            System.out.println("probe: failed " + e.getMessage() + " " + e.action());
            return;
        }
        System.out.println("probe: ready " + database.shown());
        try (Connection connection = DriverManager.getConnection(database.url(), database.username(), database.password());
             Statement statement = connection.createStatement();
             BufferedReader in = new BufferedReader(new InputStreamReader(System.in))) {
            for (String sql = in.readLine(); sql != null; sql = in.readLine()) {
                System.out.println("probe: " + answer(statement, sql));
            }
        }
        database.stop().run();
        System.out.println("probe: stopped");
    }

    private static String answer(Statement statement, String sql) {
        try {
            if (!statement.execute(sql)) {
                return "done";
            }
            try (ResultSet rows = statement.getResultSet()) {
                return rows.next() ? rows.getString(1) : "nothing";
            }
        } catch (SQLException e) {
            return "error " + e.getMessage().lines().findFirst().orElse("");
        }
    }
}
