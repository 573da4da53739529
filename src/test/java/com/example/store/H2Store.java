package com.example.store;

import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.spi.StoreException;
import io.cloakroom.spi.Sweepable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A table of records; each method is one statement, and H2 makes each statement one step. */
final class H2Store implements SessionStore, Sweepable {
    private static final String LIVING = " where id = ? and expires > ?";
    private final String url;
    private final Clock clock;

    H2Store(String url, StoreContext context) {
        this.url = url + ";lock_timeout=" + context.timeout().toMillis();
        this.clock = context.clock();
        run("create table if not exists session"
                + " (id varchar primary key, data varbinary(10000000), version varchar, expires bigint)");
    }

    @Override
    public Optional<Stored> find(String key) {
        return query("select data, version, expires from session" + LIVING, key, now());
    }

    @Override
    public Optional<String> create(String key, byte[] data, Instant expiresAt) {
        String version = UUID.randomUUID().toString();
        run("delete from session where id = ? and expires <= ?", key, now());
        int created = run("insert into session values (?, ?, ?, ?)", key, data, version, expiresAt.toEpochMilli());
        return created == 1 ? Optional.of(version) : Optional.empty();
    }

    @Override
    public Optional<String> update(String key, String version, byte[] data, Instant expiresAt) {
        String next = UUID.randomUUID().toString();
        String update = "update session set data = ?, version = ?, expires = ?" + LIVING + " and version = ?";
        int updated = run(update, data, next, expiresAt.toEpochMilli(), key, now(), version);
        return updated == 1 ? Optional.of(next) : Optional.empty();
    }

    @Override
    public void touch(String key, Instant expiresAt) {
        run("update session set expires = ?" + LIVING, expiresAt.toEpochMilli(), key, now());
    }

    @Override
    public void delete(String key) {
        run("delete from session where id = ?", key);
    }

    @Override
    public int sweep(Instant now, int limit) {
        return run("delete from session where expires <= ? fetch first ? rows only", now.toEpochMilli(), limit);
    }

    @Override
    public void close() {}

    private long now() {
        return clock.millis();
    }

    /** How many rows it changed; none, if the key was taken. */
    private int run(String sql, Object... values) {
        try (Connection database = DriverManager.getConnection(url);
                PreparedStatement statement = prepared(database, sql, values)) {
            return statement.executeUpdate();
        } catch (SQLIntegrityConstraintViolationException taken) {
            return 0;
        } catch (SQLException outage) {
            throw new StoreException("H2 does not answer: look at session.h2.", outage);
        }
    }

    private Optional<Stored> query(String sql, Object... values) {
        try (Connection database = DriverManager.getConnection(url);
                PreparedStatement statement = prepared(database, sql, values);
                ResultSet row = statement.executeQuery()) {
            return row.next()
                    ? Optional.of(new Stored(
                            row.getBytes(1), row.getString(2), Optional.of(Instant.ofEpochMilli(row.getLong(3)))))
                    : Optional.empty();
        } catch (SQLException outage) {
            throw new StoreException("H2 does not answer: look at session.h2.", outage);
        }
    }

    private static PreparedStatement prepared(Connection database, String sql, Object... values) throws SQLException {
        PreparedStatement statement = database.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
