package io.cloakroom.cdi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.Session;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The extension starts with the application, or says all that keeps it from that. */
class DeploymentTest {

    /** Any bean that wants the session. */
    static class Greeter {
        @Nullable
        @Inject
        Session session;
    }

    @Test
    void everyBackendOfTheTableStarts() throws Exception {
        for (String type : List.of("memory", "cookie", "null", "Memory")) {
            try (Application application = new Application(
                    Map.of("session.type", type, "secret-key", "a secret key that has 32 bytes at the least"))) {
                application.request(
                        () -> assertTrue(application.bean(Session.class).isEmpty()));
            }
        }
    }

    @Test
    void nullBackendKeepsNothingAndSaysSo() throws Exception {
        try (Application application = new Application(Map.of("session.type", "null"))) {
            application.request(() -> {
                Session session = application.bean(Session.class);
                assertEquals(null, session.get("a"));
                String told = assertThrows(RuntimeException.class, () -> session.put("a", 1))
                        .toString();
                assertTrue(told.contains("session.type=null"), told);
            });
        }
    }

    @Test
    void allProblemsAreToldTogether() {
        String told = problem(Map.of(
                "session.type",
                "papyrus",
                "secret-key",
                "short",
                "session.permanent",
                "perhaps",
                "session.id-length",
                "8"));
        for (String key : List.of("session.type", "papyrus", "secret-key", "session.permanent", "session.id-length")) {
            assertTrue(told.contains(key), told);
        }
        assertTrue(told.contains("4 problems") && !told.contains("short\""), told);
    }

    @Test
    void unknownBackendIsADeploymentProblemThatNamesTheOthers() {
        String told = problem(Map.of("session.type", "papyrus"));
        for (String word : List.of("papyrus", "cookie", "memory", "null")) {
            assertTrue(told.contains(word), told);
        }
    }

    private static String problem(Map<String, String> settings) {
        return assertThrows(RuntimeException.class, () -> new Application(settings))
                .toString();
    }
}
