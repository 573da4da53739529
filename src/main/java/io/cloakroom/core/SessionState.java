package io.cloakroom.core;

import io.cloakroom.spi.SessionCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** An opened session and what its request did to it so far. Not thread-safe; its session guards it. */
final class SessionState {
    private final SessionCodec codec;

    private Opened opened;
    private Opened kept;
    private Attributes attributes;
    private String id;
    private Optional<Boolean> permanent = Optional.empty();
    private Optional<Duration> idleLifetime = Optional.empty();
    private Optional<Origin> ended = Optional.empty();
    private Instant lastAccessedAt;
    private boolean detached;
    private boolean written;
    private boolean began;
    private Object identity = new Object();
    private Object keptIdentity = identity;

    SessionState(Opened opened, SessionCodec codec) {
        this.codec = codec;
        this.opened = opened;
        this.kept = opened;
        this.id = opened.id();
        this.lastAccessedAt = opened.snapshot().own().accessedAt();
        this.attributes = new Attributes(codec, opened.snapshot().attributes());
    }

    /** A session of which nothing is kept, because the store is out of reach or the session has expired. */
    static SessionState detached(Opened opened, SessionCodec codec) {
        SessionState state = new SessionState(opened, codec);
        state.detach();
        return state;
    }

    /** From now on nothing is kept. */
    void detach() {
        detached = true;
    }

    Opened opened() {
        return opened;
    }

    Attributes attributes() {
        return attributes;
    }

    String id() {
        return id;
    }

    /** An object that stays the same until the session is ended and another takes its place. */
    Object identity() {
        return identity;
    }

    /** Whether there is anything to this session: a record, or something to make one of. */
    boolean exists() {
        return opened.origin().isPresent() || !attributes.isEmpty();
    }

    boolean isDetached() {
        return detached;
    }

    /** Whether the session was new when it was written first. */
    boolean began() {
        return began;
    }

    /** When the session was used before this request; for a new one: when it began. */
    Instant lastAccessedAt() {
        Instant createdAt = opened.snapshot().own().createdAt();
        return lastAccessedAt.isAfter(createdAt) ? lastAccessedAt : createdAt;
    }

    boolean isPermanent() {
        return permanent.orElse(opened.snapshot().permanent());
    }

    void setPermanent(boolean value) {
        permanent = Optional.of(value);
    }

    void setIdleLifetime(Duration lifetime) {
        idleLifetime = Optional.of(lifetime);
    }

    Optional<Duration> idleLifetime() {
        return idleLifetime.or(() -> opened.snapshot().own().idleLifetime());
    }

    void regenerateId(String newId) {
        id = newId;
    }

    void invalidate(Opened fresh) {
        ended = ended.or(opened::origin);
        opened = fresh;
        id = fresh.id();
        attributes = new Attributes(codec, fresh.snapshot().attributes());
        permanent = Optional.empty();
        idleLifetime = Optional.empty();
        identity = new Object();
    }

    boolean isModified() {
        Draft draft = draft();
        return written
                || ended.isPresent()
                || draft.isRenewed()
                || !draft.changes().isEmpty();
    }

    Draft draft() {
        return new Draft(opened, ended, changes(), id);
    }

    /** The session goes on from what was committed; what was wished for a session that is kept nowhere yet, is still wished. */
    void committed(Opened now) {
        written = isModified();
        began = began || opened.origin().isEmpty();
        if (opened.origin().isPresent() && now.origin().isEmpty()) {
            identity = new Object();
        }
        attributes = attributes.committed(now.snapshot().attributes());
        opened = now;
        kept = now;
        keptIdentity = identity;
        id = now.id();
        if (now.origin().isPresent()) {
            permanent = Optional.empty();
            idleLifetime = Optional.empty();
        }
        ended = Optional.empty();
    }

    SessionState copy() {
        SessionState copy = new SessionState(opened, codec);
        copy.attributes = attributes.copy();
        copy.kept = kept;
        copy.id = id;
        copy.permanent = permanent;
        copy.idleLifetime = idleLifetime;
        copy.ended = ended;
        copy.lastAccessedAt = lastAccessedAt;
        copy.detached = detached;
        copy.written = written;
        copy.began = began;
        copy.identity = identity;
        copy.keptIdentity = keptIdentity;
        return copy;
    }

    /** The session as it was loaded or committed last. */
    SessionState asOpened() {
        SessionState unchanged = new SessionState(kept, codec);
        unchanged.lastAccessedAt = lastAccessedAt;
        unchanged.detached = detached;
        unchanged.written = written;
        unchanged.began = began;
        unchanged.identity = keptIdentity;
        unchanged.keptIdentity = keptIdentity;
        return unchanged;
    }

    private Changes changes() {
        Snapshot base = opened.snapshot();
        return new Changes(
                attributes.changes(),
                permanent.filter(value -> value != base.permanent()),
                idleLifetime.filter(
                        value -> !Optional.of(value).equals(base.own().idleLifetime())));
    }
}
