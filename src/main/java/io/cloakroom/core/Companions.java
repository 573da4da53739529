package io.cloakroom.core;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** All that goes along with one session, in the order of its coming. Thread-safe but for {@link #of}, which needs the session's lock. */
final class Companions {
    private final List<Companion> all = new CopyOnWriteArrayList<>();

    void add(Companion companion) {
        all.add(companion);
    }

    /** The one of this kind; this, from now on, if there is none. */
    <T extends Companion> T of(Class<T> kind, Supplier<T> first) {
        return all.stream().filter(kind::isInstance).findFirst().map(kind::cast).orElseGet(() -> {
            T companion = first.get();
            all.add(companion);
            return companion;
        });
    }

    void each(Consumer<Companion> news) {
        all.forEach(news);
    }
}
