package io.cloakroom.core;

import io.cloakroom.config.SessionConfig.Lifetimes;
import java.time.Duration;
import java.time.Instant;

/** Decides when sessions expire. Pure functions of the configured lifetimes; thread-safe. */
final class Expiry {
    private static final int TOUCHES_PER_LIFETIME = 20;

    private final Lifetimes lifetimes;

    Expiry(Lifetimes lifetimes) {
        this.lifetimes = lifetimes;
    }

    Duration idleLifetime() {
        return lifetimes.idle();
    }

    Duration idleLifetime(OwnData own) {
        return own.idleLifetime().orElse(lifetimes.idle());
    }

    /** When a session that is used now expires: the idle lifetime from now, but never past the absolute one. */
    Instant expiresAt(OwnData own, Instant now) {
        Instant idle = now.plus(idleLifetime(own));
        return lifetimes
                .absolute()
                .map(own.createdAt()::plus)
                .filter(end -> end.isBefore(idle))
                .orElse(idle);
    }

    boolean isOver(OwnData own, Instant now) {
        return lifetimes
                .absolute()
                .filter(absolute -> !now.isBefore(own.createdAt().plus(absolute)))
                .isPresent();
    }

    /** Whether the expiry has fallen back so far that it is worth a call to move it. */
    boolean isTouchDue(Opened opened, Instant now) {
        OwnData own = opened.snapshot().own();
        Duration lag = Duration.between(lastExpiry(opened), expiresAt(own, now));
        return lag.compareTo(Duration.ZERO) > 0 && lag.compareTo(touchInterval(own)) >= 0;
    }

    /** Whether the session would expire so soon that a request of some length could lose it. */
    boolean isEndNear(Opened opened, Instant now) {
        Duration interval = touchInterval(opened.snapshot().own());
        return isTouchDue(opened, now) && !lastExpiry(opened).isAfter(now.plus(interval));
    }

    /** When the client used the session last; the expiry tells it more exactly than the record, which a touch does not change. */
    Instant lastAccessedAt(Opened opened) {
        OwnData own = opened.snapshot().own();
        Instant lastSlide = lastExpiry(opened).minus(idleLifetime(own));
        return lastSlide.isAfter(own.accessedAt()) ? lastSlide : own.accessedAt();
    }

    boolean isRenewalDue(OwnData own, Instant now) {
        return lifetimes
                .renewalInterval()
                .filter(interval -> !now.isBefore(own.renewedAt().plus(interval)))
                .isPresent();
    }

    Duration renewalGrace() {
        return lifetimes.renewalGrace();
    }

    private Instant lastExpiry(Opened opened) {
        OwnData own = opened.snapshot().own();
        return opened.origin().flatMap(Origin::expiresAt).orElseGet(() -> expiresAt(own, own.accessedAt()));
    }

    private Duration touchInterval(OwnData own) {
        return own.idleLifetime()
                .map(idle -> idle.dividedBy(TOUCHES_PER_LIFETIME))
                .filter(interval -> interval.compareTo(lifetimes.touchInterval()) < 0)
                .orElse(lifetimes.touchInterval());
    }
}
