package io.cloakroom.core;

import io.cloakroom.spi.SessionCodec;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Tells of sessions whose records were removed because they had expired: by a sweep, or for a request that came too late. Thread-safe. */
final class Expirations {
    private static final System.Logger LOG = System.getLogger("io.cloakroom");

    private volatile Optional<Consumer<Remains>> listener = Optional.empty();

    /**
     * What was in such a record.
     *
     * @param idHash the fingerprint of the session's last id; empty: Flask wrote the record last
     * @param codec of the attributes
     */
    record Remains(Optional<String> idHash, Snapshot snapshot, SessionCodec codec) {}

    /** From now on, this is told. */
    void tellTo(Consumer<Remains> consumer) {
        listener = Optional.of(consumer);
    }

    /** Those of one store. */
    OfStore ofStore(Records records) {
        return new OfStore(records);
    }

    /** The sessions of one store. Thread-safe. */
    final class OfStore {
        private final Records records;

        private OfStore(Records records) {
            this.records = records;
        }

        /** Whether anybody is told. */
        boolean areHeard() {
            return listener.isPresent();
        }

        /** Tells of the session that was in the record. There is none in that of a session which was ended, or is under another id. */
        void tell(byte[] record) {
            try {
                Snapshot snapshot = records.read(record, Instant.EPOCH);
                if (!snapshot.isEmpty()) {
                    Remains remains = new Remains(records.idHash(record), snapshot, records.codec());
                    listener.ifPresent(told -> told.accept(remains));
                }
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "Listeners were not told of a session that expired. " + e.getMessage(), e);
            }
        }
    }
}
