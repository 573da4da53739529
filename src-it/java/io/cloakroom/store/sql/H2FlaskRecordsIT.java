package io.cloakroom.store.sql;

import io.cloakroom.core.FlaskRecordsContract;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreContext;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The rows of Flask-Session in H2: as its statements leave them, which know three columns. */
class H2FlaskRecordsIT extends FlaskRecordsContract {
    private static final String URL = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

    @Override
    protected SessionStore open(StoreContext context) {
        SessionStore store = new SqlStoreProvider().open(context);
        // The table is there once the store was used.
        store.delete("none");
        return store;
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("session.sql", URL);
    }

    /** Flask-Session does not know of the column {@code version}; the documentation of the package says so. */
    @Override
    protected boolean noticesWhatFlaskWrites() {
        return false;
    }

    @Override
    protected void plant(String key, byte[] data, Instant expiresAt) {
        try (Connection connection = DriverManager.getConnection(URL)) {
            if (change(
                            connection,
                            "update sessions set data = ?, expiry = ? where session_id = ?",
                            key,
                            data,
                            expiresAt)
                    == 0) {
                change(
                        connection,
                        "insert into sessions (data, expiry, session_id) values (?, ?, ?)",
                        key,
                        data,
                        expiresAt);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static int change(Connection connection, String sql, String key, byte[] data, Instant expiresAt)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setBytes(1, data);
            statement.setObject(2, LocalDateTime.ofInstant(expiresAt, ZoneOffset.UTC));
            statement.setString(3, key);
            return statement.executeUpdate();
        }
    }

    @Override
    protected Optional<byte[]> raw(String key) {
        try (Connection connection = DriverManager.getConnection(URL);
                PreparedStatement statement =
                        connection.prepareStatement("select data from sessions where session_id = ?")) {
            statement.setString(1, key);
            ResultSet rows = statement.executeQuery();
            return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
