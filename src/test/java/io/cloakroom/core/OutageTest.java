package io.cloakroom.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreException;
import io.cloakroom.spi.Warnings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a request gets while the store is away. */
class OutageTest {
    private boolean away;

    @Test
    void failingIsTheDefault() {
        TestEngine engine = engine();
        Browser browser = begin(engine);
        away = true;
        assertThrows(StoreException.class, () -> browser.request().get("a"));
        LiveSession fresh = engine.browser().request();
        fresh.put("a", 1);
        assertThrows(StoreException.class, () -> browser.commit(fresh));
        away = false;
        assertEquals(1, browser.get("a"));
    }

    @Test
    void untouchedSessionDoesNotNoticeIt() {
        Browser browser = begin(engine());
        away = true;
        assertEquals(new CookieChange.Keep(), browser.commit(browser.request()));
    }

    @Test
    void commitThatFailedCanBeTriedAgain() {
        Browser browser = begin(engine());
        LiveSession session = browser.request();
        session.put("a", 2);
        away = true;
        assertThrows(StoreException.class, () -> browser.commit(session));
        away = false;
        assertTrue(session.isModified());
        browser.commit(session);
        assertEquals(2, browser.get("a"));
    }

    @Test
    void anonymousSessionIsEmptyAndNotKept() {
        Browser browser = begin(engine("session.on-store-failure", "anonymous"));
        away = true;
        List<String> warnings = Warnings.of(() -> {
            LiveSession session = browser.request();
            assertTrue(session.isEmpty());
            session.put("a", 2);
            assertEquals(2, session.get("a"));
            assertEquals(new CookieChange.Keep(), browser.commit(session));
            away = false;
            assertEquals(new CookieChange.Keep(), browser.commit(session));
        });
        assertEquals(1, warnings.size(), warnings::toString);
        assertEquals(1, browser.get("a"));
    }

    @Test
    void anonymousChangesThatCannotBeSavedAreDroppedWithOneWarning() {
        Browser browser = begin(engine("session.on-store-failure", "anonymous"));
        LiveSession session = browser.request();
        session.put("a", 2);
        away = true;
        List<String> warnings = Warnings.of(() -> {
            assertEquals(new CookieChange.Keep(), browser.commit(session));
            assertEquals(new CookieChange.Keep(), browser.commit(session));
        });
        assertEquals(1, warnings.size(), warnings::toString);
        assertEquals(2, session.get("a"));
        away = false;
        assertEquals(1, browser.get("a"));
    }

    @Test
    void lateChangeIsSavedIfTheClientHasItsCookie() {
        TestEngine engine = engine();
        Browser browser = begin(engine);
        LiveSession session = browser.request();
        session.put("a", 2);
        assertEquals(List.of(), Warnings.of(() -> engine.sessions.commit(session, false)));
        assertEquals(2, browser.get("a"));
    }

    @Test
    void lateSessionIsDroppedWithAWarning() {
        TestEngine engine = engine();
        LiveSession session = engine.browser().request();
        session.put("cart", "a hat");
        List<String> warnings = Warnings.of(() -> {
            assertEquals(new CookieChange.Keep(), engine.sessions.commit(session, false));
            assertEquals(new CookieChange.Keep(), engine.sessions.commit(session, false));
        });
        assertEquals(1, warnings.size(), warnings::toString);
        assertTrue(warnings.get(0).contains("cart") && !warnings.get(0).contains("hat"), warnings.get(0));
        assertTrue(engine.record(session.id()).isEmpty());
        assertTrue(session.isEmpty());
    }

    @Test
    void lateWishWithoutAttributesIsNoLoss() {
        TestEngine engine = engine();
        LiveSession session = engine.browser().request();
        session.setPermanent(false);
        assertEquals(List.of(), Warnings.of(() -> engine.sessions.commit(session, false)));
    }

    @Test
    void lateNewIdIsNotGivenButChangesAreSaved() {
        TestEngine engine = engine();
        Browser browser = begin(engine);
        LiveSession session = browser.request();
        session.regenerateId();
        session.put("a", 2);
        assertEquals(
                1, Warnings.of(() -> engine.sessions.commit(session, false)).size());
        assertEquals(2, browser.get("a"));
        assertEquals(browser.id(), session.id());
    }

    @Test
    void lateEndIsAnEndAlthoughWhatFollowedIsLost() {
        TestEngine engine = engine();
        Browser browser = begin(engine);
        LiveSession session = browser.request();
        session.invalidate();
        session.put("b", 2);
        assertEquals(
                1, Warnings.of(() -> engine.sessions.commit(session, false)).size());
        assertEquals(null, browser.get("a"));
        assertFalse(session.containsKey("b"));
    }

    private static Browser begin(TestEngine engine) {
        Browser browser = engine.browser();
        browser.visit(session -> session.put("a", 1));
        return browser;
    }

    private TestEngine engine(String... settings) {
        return TestEngine.inMemory(TestEngine.config("memory", settings), Faulty::new);
    }

    /** A store that can be switched off. */
    private final class Faulty implements SessionStore {
        private final SessionStore store;

        Faulty(SessionStore store) {
            this.store = store;
        }

        @Override
        public Optional<Stored> find(String key) {
            return reached().find(key);
        }

        @Override
        public Optional<String> create(String key, byte[] data, Instant expiresAt) {
            return reached().create(key, data, expiresAt);
        }

        @Override
        public Optional<String> update(String key, String version, byte[] data, Instant expiresAt) {
            return reached().update(key, version, data, expiresAt);
        }

        @Override
        public void touch(String key, Instant expiresAt) {
            reached().touch(key, expiresAt);
        }

        @Override
        public void delete(String key) {
            reached().delete(key);
        }

        @Override
        public void close() {
            store.close();
        }

        private SessionStore reached() {
            if (away) {
                throw new StoreException("The store is away: start it again.");
            }
            return store;
        }
    }
}
