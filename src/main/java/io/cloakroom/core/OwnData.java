package io.cloakroom.core;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cloakroom's own part of a record: a small map in the reserved attribute {@code _cloakroom}, with times in epoch milliseconds. What is missing or
 * odd in it, as in a record that Flask wrote, takes a default. Immutable.
 *
 * @param id of a session that has no key in a store: one in a cookie
 * @param createdAt when the session began
 * @param accessedAt when it was written last
 * @param renewedAt when its id was given
 * @param idleLifetime a lifetime of its own
 */
record OwnData(
        Optional<String> id,
        Instant createdAt,
        Instant accessedAt,
        Instant renewedAt,
        Optional<Duration> idleLifetime) {

    static OwnData startingAt(Instant now) {
        return new OwnData(Optional.empty(), now, now, now, Optional.empty());
    }

    static OwnData fromMap(Map<?, ?> map, Instant now) {
        Instant created = instant(map.get("created")).orElse(now);
        return new OwnData(
                map.get("id") instanceof String id ? Optional.of(id) : Optional.empty(),
                created,
                instant(map.get("accessed")).orElse(created),
                instant(map.get("renewed")).orElse(created),
                instant(map.get("idle"))
                        .map(Instant::toEpochMilli)
                        .filter(ms -> ms > 0)
                        .map(Duration::ofMillis));
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        id.ifPresent(value -> map.put("id", value));
        map.put("created", createdAt.toEpochMilli());
        map.put("accessed", accessedAt.toEpochMilli());
        if (!renewedAt.equals(createdAt)) {
            map.put("renewed", renewedAt.toEpochMilli());
        }
        idleLifetime.ifPresent(value -> map.put("idle", value.toMillis()));
        return map;
    }

    OwnData withId(String newId, Instant now) {
        return new OwnData(Optional.of(newId), createdAt, accessedAt, now, idleLifetime);
    }

    OwnData renewedAt(Instant now) {
        return new OwnData(id, createdAt, accessedAt, now, idleLifetime);
    }

    OwnData accessedAt(Instant now) {
        return new OwnData(id, createdAt, now, renewedAt, idleLifetime);
    }

    OwnData withIdleLifetime(Optional<Duration> lifetime) {
        return new OwnData(id, createdAt, accessedAt, renewedAt, lifetime);
    }

    private static Optional<Instant> instant(@Nullable Object millis) {
        return millis instanceof Number number
                ? Optional.of(Instant.ofEpochMilli(number.longValue()))
                : Optional.empty();
    }
}
