package io.cloakroom.store.sql;

import jakarta.persistence.Basic;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A row: Flask-Session's columns and a version. The table's name comes from the configuration. For JPA; not thread-safe.
 *
 * <p>What identifies it is the {@code session_id}, which is unique. The primary key {@code id} is the database's business: to ask for the
 * number that it gave would be a second statement.
 *
 * <p>The version is no {@code @Version}: the providers would begin each row with the same number, so that a row which took another's place
 * could be taken for it, and EclipseLink would raise it with every touch. The queries compare it themselves.
 *
 * <p>No {@code @Lob} on the data: Hibernate would take PostgreSQL's {@code bytea} for a large object's number.
 */
@Entity
@SuppressWarnings("UnusedVariable") // The queries read the fields.
public class SessionRecord {
    /** As far as all databases can count. */
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    @Id
    @Column(name = "session_id")
    private @Nullable String sessionId;

    @Basic
    private byte @Nullable [] data;

    /** {@link Guard} sees to it that the column tells it in UTC. */
    private @Nullable Timestamp expiry;

    @Basic(optional = false)
    private long version;

    /** For JPA. */
    protected SessionRecord() {}

    SessionRecord(String sessionId, byte[] data, Timestamp expiry, long version) {
        this.sessionId = sessionId;
        this.data = data;
        this.expiry = expiry;
        this.version = version;
    }

    /** How many bytes it holds. */
    int length() {
        return data == null ? 0 : data.length;
    }

    /** The moment as the column can have it: in milliseconds. */
    static Timestamp column(Instant moment) {
        Instant shown = moment.isAfter(LAST) ? LAST : moment.isBefore(Instant.EPOCH) ? Instant.EPOCH : moment;
        return Timestamp.from(shown.truncatedTo(ChronoUnit.MILLIS));
    }
}
