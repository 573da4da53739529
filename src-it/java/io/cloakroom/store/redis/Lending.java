package io.cloakroom.store.redis;

import io.cloakroom.spi.StoreContext;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import redis.clients.jedis.UnifiedJedis;

/** Surroundings in which the application produces a client, as a bean of its own class. */
record Lending(StoreContext surroundings, UnifiedJedis client) implements StoreContext {
    @Override
    public Optional<String> setting(String key) {
        return surroundings.setting(key);
    }

    @Override
    public <T> Optional<T> bean(Class<T> type) {
        return type == client.getClass() ? Optional.of(type.cast(client)) : Optional.empty();
    }

    @Override
    public Path dataDirectory() {
        return surroundings.dataDirectory();
    }

    @Override
    public Duration timeout() {
        return surroundings.timeout();
    }

    @Override
    public Clock clock() {
        return surroundings.clock();
    }
}
