package io.cloakroom.core;

import io.cloakroom.SessionException;
import io.cloakroom.signing.TimedSerializer;
import io.cloakroom.signing.TimedSerializer.Payload;
import io.cloakroom.spi.CodecException;
import io.cloakroom.spi.SessionCodec;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Keeps the whole session in the cookie, signed as Flask signs it: the client can read it and not change it. There is no store, so of two requests
 * at once the last response wins, and a copied cookie outlives a logout. Thread-safe.
 */
final class CookieBackend implements Backend {
    private static final System.Logger LOG = System.getLogger("io.cloakroom");

    /** RFC 6265, section 6.1: what a browser must be able to keep, name, value and attributes together. */
    private static final int MAX_COOKIE = 4096;

    private static final int NAMED_ATTRIBUTES = 3;

    /** Own lifetimes may be longer than the default: what is too old is told by the content. */
    static final Duration ANY_AGE = Duration.ofDays(400_000);

    /** What the configuration says of sessions in cookies. */
    record Settings(String cookieName, boolean permanent, boolean refreshEachRequest) {}

    /** What turns sessions into cookies and back. */
    record Parts(TimedSerializer serializer, Records records, SessionIds ids, Expiry expiry, Clock clock) {}

    private final Parts parts;
    private final Settings settings;
    private final Merge merge;

    CookieBackend(Parts parts, Settings settings) {
        this.parts = parts;
        this.settings = settings;
        this.merge = new Merge(parts.records().codec());
    }

    @Override
    public String type() {
        return "cookie";
    }

    @Override
    public SessionCodec codec() {
        return parts.records().codec();
    }

    @Override
    public Opened open(List<String> cookies, StoreCalls calls) {
        return cookies.stream()
                .flatMap(value -> parts.serializer().loads(value, ANY_AGE).stream())
                .flatMap(payload -> opened(payload).stream())
                .findFirst()
                .orElseGet(this::fresh);
    }

    @Override
    public Opened fresh() {
        OwnData own = OwnData.startingAt(parts.clock().instant())
                .withId(parts.ids().next(), parts.clock().instant());
        return new Opened(
                own.id().orElseThrow(), Optional.empty(), new Snapshot(Map.of(), settings.permanent(), own), 0);
    }

    @Override
    public Committed commit(Draft draft, boolean cookieOpen, StoreCalls calls) {
        Opened opened = draft.opened();
        boolean had = opened.origin().isPresent() || draft.ended().isPresent();
        Snapshot merged = merge.merge(opened.snapshot(), draft.changes(), opened.snapshot());
        if (merged.isEmpty()) {
            return new Committed(had ? new CookieChange.Expire() : new CookieChange.Keep(), had ? fresh() : opened);
        }
        Instant now = parts.clock().instant();
        boolean renewalDue = parts.expiry().isRenewalDue(opened.snapshot().own(), now);
        boolean changed = opened.origin().isEmpty()
                || draft.isRenewed()
                || !draft.changes().isEmpty();
        boolean touchDue = settings.refreshEachRequest() && parts.expiry().isTouchDue(opened, now);
        boolean due = cookieOpen && (renewalDue || touchDue);
        if (!changed && !due) {
            return new Committed(new CookieChange.Keep(), opened);
        }
        String id = renewalDue && !draft.isRenewed() ? parts.ids().next() : draft.id();
        return signed(merged, id);
    }

    @Override
    public void close() {}

    private Optional<Opened> opened(Payload payload) {
        try {
            Snapshot snapshot = parts.records().read(payload.data(), payload.signedAt());
            Instant now = parts.clock().instant();
            Instant expiresAt = parts.expiry().expiresAt(snapshot.own(), payload.signedAt());
            if (snapshot.isEmpty() || now.isAfter(expiresAt)) {
                return Optional.empty();
            }
            Origin origin = Origin.inCookie(expiresAt);
            String id = snapshot.own().id().orElseGet(parts.ids()::next);
            Opened opened = new Opened(id, Optional.of(origin), snapshot, payload.data().length);
            return Optional.of(opened.accessedAt(parts.expiry().lastAccessedAt(opened)));
        } catch (CodecException e) {
            LOG.log(Level.WARNING, "A session cookie with a valid signature was not used: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Committed signed(Snapshot merged, String id) {
        Instant now = parts.clock().instant();
        boolean sameId = Optional.of(id).equals(merged.own().id());
        OwnData own = (sameId ? merged.own() : merged.own().withId(id, now)).accessedAt(now);
        Snapshot snapshot = new Snapshot(merged.attributes(), merged.permanent(), own);
        byte[] data = parts.records().write(snapshot);
        String value = parts.serializer().dumps(data);
        checkSize(snapshot, value);
        Instant expiresAt = parts.expiry().expiresAt(own, now);
        Opened opened = new Opened(id, Optional.of(Origin.inCookie(expiresAt)), snapshot, data.length);
        Optional<Instant> expires = snapshot.permanent() ? Optional.of(expiresAt) : Optional.empty();
        return new Committed(new CookieChange.Set(value, expires), opened);
    }

    private void checkSize(Snapshot snapshot, String value) {
        int size = settings.cookieName().getBytes(StandardCharsets.UTF_8).length + 1 + value.length();
        if (size >= MAX_COOKIE) {
            String largest = snapshot.attributes().entrySet().stream()
                    .sorted(Comparator.comparingInt(entry -> -entry.getValue().length))
                    .limit(NAMED_ATTRIBUTES)
                    .map(entry -> entry.getKey() + " (" + entry.getValue().length + " bytes)")
                    .collect(Collectors.joining(", "));
            throw new SessionException(
                    "The session does not fit a cookie: " + size + " bytes, and browsers keep " + MAX_COOKIE
                            + ". Its largest attributes: " + largest
                            + ". Store less, or choose a backend on the server with session.type.");
        }
    }
}
