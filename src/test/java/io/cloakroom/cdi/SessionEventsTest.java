package io.cloakroom.cdi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.cloakroom.Session;
import io.cloakroom.SessionCreated;
import io.cloakroom.SessionEnded;
import io.cloakroom.SessionEnded.Reason;
import io.cloakroom.SessionRenewed;
import io.cloakroom.testing.Services;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The events that tell of sessions that are used through {@code @Inject Session} only. */
class SessionEventsTest {

    /** Notes them, and what the session was like meanwhile. */
    @ApplicationScoped
    static class Log {
        private final List<Object> events = new ArrayList<>();

        void created(@Observes SessionCreated event) {
            events.add(event);
        }

        void renewed(@Observes SessionRenewed event) {
            events.add(event);
        }

        void ended(@Observes SessionEnded event, Session session) {
            events.add(event);
            events.add(session.getOrDefault("user", "nobody"));
        }

        List<Object> taken() {
            List<Object> taken = List.copyOf(events);
            events.clear();
            return taken;
        }
    }

    @Test
    void eachIsFiredOnce() throws Exception {
        eachIsFiredOnce(Map.of());
    }

    @Test
    void theyAreFiredWithoutTheFacadeToo() throws Exception {
        eachIsFiredOnce(Map.of("session.http-session", "false"));
    }

    private static void eachIsFiredOnce(Map<String, String> settings) throws Exception {
        try (Application application = new Application(settings, Log.class)) {
            application.request(() -> session(application).put("user", "ada"));
            String first = hash(application);
            assertEquals(List.of(new SessionCreated(first)), log(application));
            application.request(() -> session(application).regenerateId());
            String second = hash(application);
            assertEquals(List.of(new SessionRenewed(first, second)), log(application));
            application.request(() -> session(application).invalidate());
            assertEquals(
                    List.of(new SessionEnded(Optional.of(second), Reason.INVALIDATED, Map.of("user", "ada")), "ada"),
                    log(application));
        }
    }

    /** Ends what is ended. */
    @ApplicationScoped
    static class Zealot {
        void ended(@Observes SessionEnded event, Session session) {
            session.invalidate();
        }
    }

    @Test
    void sessionThatIsEndedAgainByWhoIsToldEndsOnce() throws Exception {
        try (Application application = new Application(Map.of(), Log.class, Zealot.class)) {
            application.request(() -> session(application).put("user", "ada"));
            log(application);
            application.request(() -> session(application).invalidate());
            assertEquals(2, log(application).size());
            application.request(() -> assertFalse(session(application).containsKey("user")));
        }
    }

    @Test
    void sessionThatExpiredIsTheCurrentOneForWhoIsTold() throws Exception {
        try (Application application = new Application(Map.of(), Log.class, Zealot.class)) {
            application.request(() -> {
                session(application).setIdleLifetime(Duration.ofSeconds(1));
                session(application).put("user", "ada");
            });
            Instant expired = Instant.now().plusSeconds(1);
            String hash = ((SessionCreated) log(application).get(0)).idHash();
            Services.await(
                    "it has expired", Duration.ofSeconds(5), () -> Instant.now().isAfter(expired));
            application.request(() -> session(application).put("user", "bob"));
            List<Object> told = log(application);
            assertEquals(
                    List.of(new SessionEnded(Optional.of(hash), Reason.EXPIRED, Map.of("user", "ada")), "ada"),
                    told.subList(0, 2));
            assertInstanceOf(SessionCreated.class, told.get(2));
            assertEquals(3, told.size());
            application.request(() -> assertEquals("bob", session(application).get("user")));
        }
    }

    @Test
    void lastAttributeTakesTheSessionAlong() throws Exception {
        try (Application application = new Application(Map.of(), Log.class)) {
            application.request(() -> session(application).put("user", "ada"));
            String hash = hash(application);
            log(application);
            application.request(() -> session(application).remove("user"));
            assertEquals(
                    List.of(new SessionEnded(Optional.of(hash), Reason.EMPTIED, Map.of()), "nobody"), log(application));
        }
    }

    @Test
    void sessionThatIsLeftAloneOrStaysEmptyIsNotTold() throws Exception {
        try (Application application = new Application(Map.of(), Log.class)) {
            application.request(() -> {});
            application.request(() -> assertFalse(session(application).containsKey("user")));
            application.request(() -> {
                session(application).put("user", "ada");
                session(application).remove("user");
            });
            assertEquals(List.of(), log(application));
        }
    }

    @Test
    void lateRequestOfASessionThatWasEndedMeanwhileIsNotTold() throws Exception {
        try (Application application = new Application(Map.of(), Log.class)) {
            application.request(() -> session(application).put("user", "ada"));
            log(application);
            application.request(() -> {
                session(application).put("late", true);
                application.meanwhile(() -> session(application).invalidate());
                assertEquals(2, log(application).size());
            });
            assertEquals(List.of(), log(application));
        }
    }

    private static Session session(Application application) {
        return application.bean(Session.class);
    }

    private static List<Object> log(Application application) {
        return application.bean(Log.class).taken();
    }

    private static String hash(Application application) throws Exception {
        List<String> hashes = new ArrayList<>();
        application.request(() -> {
            assertFalse(session(application).id().isEmpty());
            hashes.add(session(application).cost().idHash().orElseThrow());
        });
        return hashes.get(0);
    }
}
