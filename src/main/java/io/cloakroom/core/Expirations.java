package io.cloakroom.core;

import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Consumer;

/** Tells of sessions whose records were removed because they had expired: by a sweep, or for a request that came too late. Thread-safe. */
final class Expirations {
    private static final System.Logger LOG = System.getLogger("io.cloakroom");

    private final Expiry expiry;
    private volatile Optional<Consumer<ExpiredSession>> listener = Optional.empty();

    Expirations(Expiry expiry) {
        this.expiry = expiry;
    }

    /** From now on, this is told. */
    void tellTo(Consumer<ExpiredSession> consumer) {
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

        /** Tells of the session that was in the record, if one was. */
        void tell(byte[] record) {
            try {
                listener.ifPresent(
                        told -> ExpiredSession.of(record, records, expiry).ifPresent(told));
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "Listeners were not told of a session that expired. " + e.getMessage(), e);
            }
        }
    }
}
