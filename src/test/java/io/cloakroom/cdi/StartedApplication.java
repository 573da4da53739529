package io.cloakroom.cdi;

import io.cloakroom.Session;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Starts an application with a backend, and counts to two in its session; tells what it counted, or the problem. Runs where drivers are missing. */
final class StartedApplication implements UnaryOperator<String> {
    StartedApplication() {}

    @Override
    public String apply(String type) {
        try (Application application = new Application(Map.of("session.type", type))) {
            for (int i = 0; i < 2; i++) {
                application.request(() -> application.bean(Session.class).merge("n", 1, Integer::sum));
            }
            Object[] counted = new Object[1];
            application.request(
                    () -> counted[0] = application.bean(Session.class).get("n"));
            return Objects.toString(counted[0]);
        } catch (Exception problem) {
            return problem.toString();
        }
    }
}
