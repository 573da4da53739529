package io.cloakroom.cdi;

import io.cloakroom.http.Exchange;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the calling thread works for, as {@link CurrentSession} finds it: a bean, and so not there yet when contexts are made. Thread-safe. */
final class CurrentExchange {
    private final BeanManager manager;
    private volatile @Nullable CurrentSession session;

    CurrentExchange(BeanManager manager) {
        this.manager = manager;
    }

    Optional<Exchange> find() {
        CurrentSession found = session;
        if (found == null) {
            found = manager.createInstance().select(CurrentSession.class).get();
            session = found;
        }
        return found.find();
    }
}
