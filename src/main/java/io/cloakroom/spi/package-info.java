/**
 * What a backend implements: two interfaces, and a complete store fits on a page.
 *
 * <p>A {@link io.cloakroom.spi.SessionStore} keeps bytes under a key until they expire. It knows nothing of sessions: cookies, merging
 * and encoding are done above it. What it must get right is small and hard: each method is one atomic step, also against other
 * nodes. This one keeps its records in a map that the application lends, such as a data grid's:
 *
 * <pre>{@code
 * package com.example.sessions;
 *
 * import static java.nio.charset.StandardCharsets.ISO_8859_1;
 *
 * import io.cloakroom.SessionConfigException;
 * import io.cloakroom.spi.*;
 * import java.io.Serializable;
 * import java.time.*;
 * import java.util.*;
 * import java.util.concurrent.ConcurrentMap;
 * import java.util.function.*;
 *
 * public final class MapStoreProvider implements SessionStoreProvider {
 *     // What the application lends: it produces one of these.
 *     public record Lent(ConcurrentMap<String, Entry> records) {}
 *
 *     public record Entry(String data, String version, Instant expiresAt) implements Serializable {
 *         boolean lives(Instant now) {
 *             return expiresAt.isAfter(now);
 *         }
 *     }
 *
 *     @Override public String type() {
 *         return "map";
 *     }
 *
 *     @Override public SessionStore open(StoreContext context) {
 *         Lent lent = context.bean(Lent.class).orElseThrow(() -> new SessionConfigException(
 *                 "session.type is map, and no bean lends one: produce a MapStoreProvider.Lent, or choose another type."));
 *         return new MapStore(lent.records(), context.clock());
 *     }
 *
 *     // Each method is one step of the map; compute and computeIfPresent compare and swap.
 *     private record MapStore(ConcurrentMap<String, Entry> records, Clock clock) implements SessionStore, Sweepable {
 *         @Override public Optional<Stored> find(String key) {
 *             return Optional.ofNullable(call(() -> records.get(key)))
 *                     .filter(found -> found.lives(clock.instant()))
 *                     .map(found -> new Stored(
 *                             found.data.getBytes(ISO_8859_1), found.version, Optional.of(found.expiresAt)));
 *         }
 *
 *         @Override public Optional<String> create(String key, byte[] data, Instant expiresAt) {
 *             Entry created = entry(data, expiresAt);
 *             Entry now = call(() -> records.compute(
 *                     key, (same, old) -> old == null || !old.lives(clock.instant()) ? created : old));
 *             return created.equals(now) ? Optional.of(created.version) : Optional.empty();
 *         }
 *
 *         @Override public Optional<String> update(String key, String version, byte[] data, Instant expiresAt) {
 *             Entry updated = entry(data, expiresAt);
 *             Entry now = call(() -> records.computeIfPresent(
 *                     key, (same, old) -> old.version.equals(version) && old.lives(clock.instant()) ? updated : old));
 *             return updated.equals(now) ? Optional.of(updated.version) : Optional.empty();
 *         }
 *
 *         @Override public void touch(String key, Instant expiresAt) {
 *             call(() -> records.computeIfPresent(
 *                     key, (same, old) -> old.lives(clock.instant()) ? new Entry(old.data, old.version, expiresAt) : old));
 *         }
 *
 *         @Override public void delete(String key) {
 *             call(() -> records.remove(key));
 *         }
 *
 *         @Override public int sweep(Instant now, int limit) {
 *             return sweep(now, limit, data -> {});
 *         }
 *
 *         @Override public int sweep(Instant now, int limit, Consumer<byte[]> removed) {
 *             List<Entry> gone = call(() -> records.entrySet().stream()
 *                     .filter(one -> !one.getValue().lives(now) && records.remove(one.getKey(), one.getValue()))
 *                     .map(Map.Entry::getValue)
 *                     .limit(limit)
 *                     .toList());
 *             gone.forEach(one -> removed.accept(one.data.getBytes(ISO_8859_1)));
 *             return gone.size();
 *         }
 *
 *         @Override public void close() {} // The map is the application's.
 *
 *         private static Entry entry(byte[] data, Instant expiresAt) {
 *             return new Entry(new String(data, ISO_8859_1), UUID.randomUUID().toString(), expiresAt);
 *         }
 *
 *         // Only an outage is an exception, and always of this class.
 *         private static <T> T call(Supplier<T> work) {
 *             try {
 *                 return work.get();
 *             } catch (RuntimeException outage) {
 *                 throw new StoreException("The map of the sessions does not answer: look at what keeps it.", outage);
 *             }
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>The provider is a CDI bean of the application, or the file {@code META-INF/services/io.cloakroom.spi.SessionStoreProvider} names it;
 * {@code session.type=map} selects it. To know that a store is right, let its test extend {@code StoreContract}, or {@code
 * SweptStoreContract} if it is {@link io.cloakroom.spi.Sweepable}, in Cloakroom's jar with the classifier {@code tests}: they try each
 * method alone, in races and on two nodes. The store above passes them.
 *
 * <p>A sweep that hands over what it removed lets listeners of the application hear that a session expired; the other {@code find} lets them hear it
 * earlier, when the client comes back. A store that only removes, or leaves it all to the sweep, is right, too.
 *
 * <p>Let the engine expire its records if it can; then the store is not {@link io.cloakroom.spi.Sweepable}. Compare versions where the
 * record is, in one step: a version read and compared here, and written later, loses changes. Keep to {@link
 * io.cloakroom.spi.StoreContext#timeout}, so that a backend that hangs does not hang the application.
 */
@NullMarked
package io.cloakroom.spi;

import org.jspecify.annotations.NullMarked;
