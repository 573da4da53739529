package io.cloakroom.core;

import io.cloakroom.spi.SessionStore;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/** A way to a store on which something happens before a call: another request, an outage, the end of the node. For one thread. */
final class Tapped implements SessionStore {
    private final SessionStore store;
    private final Map<String, Queue<Runnable>> events = new HashMap<>();

    /** The node dies: nothing of ours catches that. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    Tapped(SessionStore store) {
        this.store = store;
    }

    /** Does this, once, before the next call of this method. */
    void before(String method, Runnable event) {
        events.computeIfAbsent(method, name -> new ArrayDeque<>()).add(event);
    }

    void killBefore(String method) {
        before(method, () -> {
            throw new Killed();
        });
    }

    @Override
    public Optional<Stored> find(String key) {
        return at("find").find(key);
    }

    @Override
    public Optional<String> create(String key, byte[] data, Instant expiresAt) {
        return at("create").create(key, data, expiresAt);
    }

    @Override
    public Optional<String> update(String key, String version, byte[] data, Instant expiresAt) {
        return at("update").update(key, version, data, expiresAt);
    }

    @Override
    public void touch(String key, Instant expiresAt) {
        at("touch").touch(key, expiresAt);
    }

    @Override
    public void delete(String key) {
        at("delete").delete(key);
    }

    @Override
    public void close() {
        store.close();
    }

    private SessionStore at(String method) {
        Queue<Runnable> due = events.getOrDefault(method, new ArrayDeque<>());
        Optional.ofNullable(due.poll()).ifPresent(Runnable::run);
        return store;
    }
}
