package io.cloakroom.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.http.HttpSessionAttributeListener;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;
import java.util.ArrayList;
import java.util.EventListener;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where listeners are found: in objects that have the fields of each server's. */
@SuppressWarnings("UnusedVariable") // Read by reflection.
class ServerListenersTest {
    private static final ClassLoader APPLICATION = ServerListenersTest.class.getClassLoader();
    private static final OfSessions SESSIONS = new OfSessions();
    private static final OfAttributes ATTRIBUTES = new OfAttributes();
    private static final OfAll ALL = new OfAll();

    @Test
    void undertowHasThemAllInOneList() {
        UndertowContext context = new UndertowContext(List.of(ATTRIBUTES, ALL, SESSIONS));
        RegisteredListeners found = found(context);
        assertEquals(List.of(ALL, SESSIONS), found.ofSessions());
        assertEquals(List.of(ATTRIBUTES, ALL), found.ofAttributes());
        assertEquals(List.of(ALL), found.ofIds());
    }

    @Test
    void catalinaHasThemInTwoBehindTwoFacades() {
        Facade context = new Facade(new Facade(
                new PayaraContext(new ArrayList<>(List.of(ALL, SESSIONS)), new ArrayList<>(List.of(ATTRIBUTES, ALL)))));
        RegisteredListeners found = found(context);
        assertEquals(List.of(ALL, SESSIONS), found.ofSessions());
        assertEquals(List.of(ATTRIBUTES, ALL), found.ofAttributes());
        assertEquals(List.of(ALL), found.ofIds());
    }

    @Test
    void tomcatHasAnArrayAndAList() {
        Facade context =
                new Facade(new Facade(new TomcatContext(new Object[] {SESSIONS, ALL}, List.of(ALL, ATTRIBUTES))));
        RegisteredListeners found = found(context);
        assertEquals(List.of(SESSIONS, ALL), found.ofSessions());
        assertEquals(List.of(ALL, ATTRIBUTES), found.ofAttributes());
        assertEquals(List.of(ALL), found.ofIds());
    }

    @Test
    void libertyHasThreeLists() {
        Facade context =
                new Facade(new LibertyContext(List.of(SESSIONS, ALL, ALL), List.of(ALL), List.of(ALL, ATTRIBUTES)));
        RegisteredListeners found = found(context);
        assertEquals(List.of(SESSIONS, ALL), found.ofSessions());
        assertEquals(List.of(ALL, ATTRIBUTES), found.ofAttributes());
        assertEquals(List.of(ALL), found.ofIds());
    }

    @Test
    void unknownServerHasNone() {
        assertTrue(ServerListeners.of(new Facade(new Facade("nothing")), APPLICATION)
                .isEmpty());
        assertTrue(ServerListeners.of(new Object(), APPLICATION).isEmpty());
        Facade loop = new Facade("");
        loop.context = loop;
        assertTrue(ServerListeners.of(loop, APPLICATION).isEmpty());
    }

    private static RegisteredListeners found(Object context) {
        return ServerListeners.of(context, APPLICATION).orElseThrow();
    }

    static final class OfSessions implements HttpSessionListener {}

    static final class OfAttributes implements HttpSessionAttributeListener {}

    static class OfIds implements HttpSessionIdListener {
        @Override
        public void sessionIdChanged(jakarta.servlet.http.HttpSessionEvent event, String oldId) {}
    }

    static final class OfAll extends OfIds implements HttpSessionListener, HttpSessionAttributeListener {}

    static final class Facade {
        private Object context;

        Facade(Object context) {
            this.context = context;
        }
    }

    static final class UndertowContext {
        private final Deployment deployment;

        UndertowContext(List<EventListener> all) {
            deployment =
                    new Deployment(new Listeners(all.stream().map(Managed::new).toList()));
        }

        record Deployment(Listeners applicationListeners) {}

        record Listeners(List<Managed> allListeners) {}
    }

    /** Undertow has each listener in an object. */
    public record Managed(EventListener instance) {}

    record PayaraContext(List<?> sessionListeners, List<?> eventListeners) {}

    @SuppressWarnings("ArrayRecordComponent") // As it is there.
    record TomcatContext(Object[] applicationLifecycleListenersObjects, List<?> applicationEventListenersList) {}

    static class LibertyBase {
        protected final List<?> sessionListeners;

        LibertyBase(List<?> sessionListeners) {
            this.sessionListeners = sessionListeners;
        }
    }

    static final class LibertyContext extends LibertyBase {
        private final List<?> sessionIdListeners;
        private final List<?> sessionAttrListeners;

        LibertyContext(List<?> sessions, List<?> ids, List<?> attributes) {
            super(sessions);
            this.sessionIdListeners = ids;
            this.sessionAttrListeners = attributes;
        }
    }
}
