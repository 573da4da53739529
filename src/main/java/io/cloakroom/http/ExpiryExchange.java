package io.cloakroom.http;

import io.cloakroom.SessionEnded;
import io.cloakroom.core.ExpiredSession;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The end of a session that has expired, noticed by a sweep or by a request that came too late. Whoever is told of it finds that session as the current one,
 * and its beans, as if it had been invalidated; what they change is kept nowhere. Thread-safe.
 */
public final class ExpiryExchange extends Exchange {
    private final WebApplication application;
    private final ExpiredSession expired;

    ExpiryExchange(WebApplication application, ExpiredSession expired) {
        super(new Connection(application, List.of()), expired.session());
        this.application = application;
        this.expired = expired;
    }

    /** Tells everybody. */
    void tell() {
        @Nullable Exchange outer = enter();
        try {
            EndedHttpSession view = EndedHttpSession.expired(expired, application.context());
            application.listeners().ended(view, expired.idHash(), SessionEnded.Reason.EXPIRED);
            end();
        } finally {
            leaveTo(outer);
        }
    }

    @Override
    public Optional<HttpServletRequest> request() {
        return Optional.empty();
    }

    @Override
    boolean save() {
        return false;
    }
}
