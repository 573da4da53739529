package io.cloakroom.core;

import io.cloakroom.Session;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A client that keeps its cookie, until that expires. For one thread. */
final class Browser {
    private final TestEngine engine;
    private Optional<CookieChange.Set> cookie = Optional.empty();

    Browser(TestEngine engine) {
        this.engine = engine;
    }

    /** Another browser that has the same cookie; or the same one, a moment before it gets another. */
    Browser twin() {
        Browser twin = new Browser(engine);
        twin.cookie = cookie;
        return twin;
    }

    /** The same browser, as another node sees it. */
    Browser at(TestEngine node) {
        Browser there = new Browser(node);
        there.cookie = cookie;
        return there;
    }

    Browser with(String cookieValue) {
        cookie = Optional.of(new CookieChange.Set(cookieValue, Optional.empty()));
        return this;
    }

    /** Sends a request. */
    LiveSession request() {
        Instant now = engine.clock.instant();
        boolean expired = cookie.flatMap(CookieChange.Set::expires)
                .filter(end -> !end.isAfter(now))
                .isPresent();
        if (expired) {
            cookie = Optional.empty();
        }
        return engine.sessions.begin(cookie.map(it -> List.of(it.value())).orElse(List.of()));
    }

    /** Commits the request's session and takes the cookie from the response. */
    CookieChange commit(LiveSession session) {
        CookieChange change = engine.sessions.commit(session, true);
        if (change instanceof CookieChange.Set set) {
            cookie = Optional.of(set);
        } else if (change instanceof CookieChange.Expire) {
            cookie = Optional.empty();
        }
        return change;
    }

    /** Sends a request that does this. */
    CookieChange visit(Consumer<Session> action) {
        LiveSession session = request();
        action.accept(session);
        return commit(session);
    }

    /** Sends a request that only asks. */
    @Nullable
    Object ask(Function<Session, ? extends @Nullable Object> question) {
        LiveSession session = request();
        Object answer = question.apply(session);
        commit(session);
        return answer;
    }

    /** What the attribute is in the next request. */
    @Nullable
    Object get(String name) {
        return ask(session -> session.get(name));
    }

    /** The id of the session. */
    String id() {
        return String.valueOf(ask(Session::id));
    }

    /** What a request costs its store, commit included. */
    int cost(Consumer<Session> action) {
        LiveSession session = request();
        action.accept(session);
        commit(session);
        return session.cost().storeCalls();
    }

    Optional<String> cookie() {
        return cookie.map(CookieChange.Set::value);
    }

    Optional<Instant> cookieExpires() {
        return cookie.flatMap(CookieChange.Set::expires);
    }
}
