package io.cloakroom.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.SessionCreated;
import io.cloakroom.SessionEnded;
import io.cloakroom.SessionEnded.Reason;
import io.cloakroom.SessionRenewed;
import io.cloakroom.core.Sessions;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionAttributeListener;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who is told of sessions, in which order, and what a failure among them does. */
class SessionListenersTest {
    private static final String ID = "an-id-that-nobody-may-see";

    private final List<String> told = new ArrayList<>();
    private final List<Object> events = new ArrayList<>();
    private final HttpSession session = session(Map.of());

    @Test
    void firstRegisteredIsFirstToHearOfTheBeginningAndLastOfTheEnd() {
        SessionListeners listeners = facade(new Watcher("a"), new Watcher("b"), new Watcher("c"));
        listeners.created(session);
        assertEquals(List.of("a created", "b created", "c created"), taken());
        listeners.ending(session);
        assertEquals(List.of("c destroyed", "b destroyed", "a destroyed"), taken());
    }

    @Test
    void oursFrameThoseOfTheApplication() {
        SessionListeners listeners = new SessionListeners(
                events::add, List.of(new Watcher("ours")), Optional.of(registered(new Watcher("theirs"))));
        listeners.created(session);
        listeners.ending(session);
        assertEquals(List.of("ours created", "theirs created", "theirs destroyed", "ours destroyed"), taken());
    }

    @Test
    void listenerThatFailsStopsNobody() {
        SessionListeners listeners = facade(new Watcher("a"), new Failing("x"), new Watcher("b"));
        listeners.created(session);
        listeners.renewed(session, "old");
        listeners.added(session, "n", 1);
        listeners.ending(session);
        assertEquals(
                List.of(
                        "a created",
                        "x created",
                        "b created",
                        "a renewed old",
                        "x renewed old",
                        "b renewed old",
                        "a added n=1",
                        "x added n=1",
                        "b added n=1",
                        "b destroyed",
                        "x destroyed",
                        "a destroyed"),
                taken());
    }

    @Test
    void observerOfAnEventThatFailsStopsNobody() {
        SessionListeners listeners = new SessionListeners(
                event -> {
                    throw new IllegalStateException("on purpose");
                },
                List.of(),
                Optional.of(registered(new Watcher("a"))));
        listeners.created(session);
        listeners.renewed(session, "old");
        listeners.ending(session);
        assertEquals(List.of("a created", "a renewed old", "a destroyed"), taken());
    }

    @Test
    void listenerThatIsRegisteredForTwoKindsIsOneOfEach() {
        Watcher both = new Watcher("a");
        RegisteredListeners found = RegisteredListeners.of(List.of(both, both), List.of(both), List.of("none", both));
        assertEquals(List.of(both), found.ofSessions());
        assertEquals(List.of(both), found.ofIds());
        assertEquals(List.of(both), found.ofAttributes());
    }

    @Test
    void eventsTellAFingerprintAndTheReason() {
        SessionListeners listeners = facade();
        listeners.created(session);
        listeners.renewed(session, "old");
        HttpSession full = session(Map.of("user", "ada"));
        listeners.ending(full);
        listeners.ended(full, Optional.empty(), Reason.EXPIRED);
        String hash = Sessions.fingerprint(ID);
        assertEquals(
                List.of(
                        new SessionCreated(hash),
                        new SessionRenewed(Sessions.fingerprint("old"), hash),
                        new SessionEnded(Optional.of(hash), Reason.INVALIDATED, Map.of("user", "ada")),
                        new SessionEnded(Optional.empty(), Reason.EXPIRED, Map.of("user", "ada"))),
                events);
        assertEquals(8, hash.length());
        assertFalse(events.toString().contains(ID));
        assertFalse(events.toString().contains("ada"));
    }

    @Test
    void valuesAreUnboundAndTakenOutAfterTheSessionEnded() {
        Bound value = new Bound();
        SessionListeners listeners = facade(new Watcher("a"));
        listeners.binding(session, "n", value);
        assertEquals(List.of("bound n"), taken());
        listeners.ending(session(Map.of("n", value)));
        assertEquals(List.of("a destroyed", "unbound n", "a removed n=a value"), taken());
    }

    @Test
    void sessionsOfTheContainerAreToldByTheContainer() {
        SessionListeners listeners = new SessionListeners(events::add, List.of(new Watcher("ours")), Optional.empty());
        listeners.created(session);
        listeners.ending(session(Map.of("n", new Bound())));
        assertEquals(List.of("ours created", "ours destroyed"), taken());
        assertEquals(2, events.size());
    }

    @Test
    void endedSessionCanBeReadAndCannotBeHarmed() {
        HttpSession ended = session(Map.of("user", "ada"));
        ended.setAttribute("more", 1);
        ended.removeAttribute("user");
        ended.setAttribute("more", null);
        ended.setMaxInactiveInterval(5);
        ended.invalidate();
        assertEquals(List.of(), Collections.list(ended.getAttributeNames()));
        assertEquals(List.of(1L, 2L, 3L), List.of(ended.getCreationTime(), ended.getLastAccessedTime(), (long)
                ended.getMaxInactiveInterval()));
        assertFalse(ended.isNew());
        assertTrue(ended.toString().length() < ID.length());
    }

    private SessionListeners facade(Watcher... all) {
        return new SessionListeners(events::add, List.of(), Optional.of(registered(all)));
    }

    private static RegisteredListeners registered(Watcher... all) {
        return RegisteredListeners.of(List.of(all), List.of(all), List.of(all));
    }

    private List<String> taken() {
        List<String> lines = List.copyOf(told);
        told.clear();
        return lines;
    }

    private static HttpSession session(Map<String, Object> attributes) {
        ServletContext context = (ServletContext) Proxy.newProxyInstance(
                SessionListenersTest.class.getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (proxy, method, arguments) -> null);
        return new EndedHttpSession(context, ID, new EndedHttpSession.Times(1, 2, 3), attributes);
    }

    /** Writes down what it is told. */
    private class Watcher implements HttpSessionListener, HttpSessionIdListener, HttpSessionAttributeListener {
        private final String name;

        Watcher(String name) {
            this.name = name;
        }

        @Override
        public void sessionCreated(HttpSessionEvent event) {
            note("created");
        }

        @Override
        public void sessionDestroyed(HttpSessionEvent event) {
            note("destroyed");
        }

        @Override
        public void sessionIdChanged(HttpSessionEvent event, String oldId) {
            note("renewed " + oldId);
        }

        @Override
        public void attributeAdded(HttpSessionBindingEvent event) {
            note("added " + event.getName() + "=" + event.getValue());
        }

        @Override
        public void attributeRemoved(HttpSessionBindingEvent event) {
            note("removed " + event.getName() + "=" + event.getValue());
        }

        void note(String what) {
            told.add(name + " " + what);
        }
    }

    /** The same, and fails then: now with an exception, now because a class is missing. */
    private final class Failing extends Watcher {
        private int failures;

        Failing(String name) {
            super(name);
        }

        @Override
        void note(String what) {
            super.note(what);
            if (failures++ % 2 == 0) {
                throw new IllegalStateException("on purpose");
            }
            throw new NoClassDefFoundError("on purpose");
        }
    }

    private final class Bound implements HttpSessionBindingListener {
        @Override
        public void valueBound(HttpSessionBindingEvent event) {
            told.add("bound " + event.getName());
        }

        @Override
        public void valueUnbound(HttpSessionBindingEvent event) {
            told.add("unbound " + event.getName());
        }

        @Override
        public String toString() {
            return "a value";
        }
    }
}
