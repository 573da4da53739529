package io.cloakroom.cdi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.CommitSession;
import io.cloakroom.Session;
import io.cloakroom.SessionException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.WebApplicationException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code @CommitSession}: when its methods commit, and when they take back what they did. */
class CommitSessionTest {

    /** A bean with methods of all kinds. */
    @ApplicationScoped
    static class Shop {
        @Nullable
        @Inject
        Session session;

        @CommitSession
        void unit(Application.Work work) throws Exception {
            work.run();
        }

        @CommitSession(rollback = false)
        void anyway(Application.Work work) throws Exception {
            work.run();
        }

        @CommitSession(
                rollbackOn = IOException.class,
                dontRollbackOn = {FileNotFoundException.class, IllegalArgumentException.class})
        void choosy(Application.Work work) throws Exception {
            work.run();
        }
    }

    /** A resource without the annotation. */
    @Path("/")
    @ApplicationScoped
    static class Resource {
        void get(Application.Work work) throws Exception {
            work.run();
        }
    }

    /** A class that has it for all its methods. */
    @CommitSession
    @ApplicationScoped
    static class Desk {
        void serve(Application.Work work) throws Exception {
            work.run();
        }
    }

    private @Nullable Application started;

    @BeforeEach
    void start() throws Exception {
        started = new Application(Map.of(), Shop.class, Resource.class, Desk.class);
    }

    @AfterEach
    void stop() {
        application().close();
    }

    @Test
    void sessionIsCommittedWhenTheMethodReturns() throws Exception {
        application().request(() -> {
            shop().unit(() -> session().put("a", 1));
            assertEquals(1, session().cost().storeCalls());
        });
        assertKept("a", 1);
    }

    @Test
    void everyMethodOfAnAnnotatedClassDoes() throws Exception {
        application().request(() -> {
            application().bean(Desk.class).serve(() -> session().put("a", 1));
            assertEquals(1, session().cost().storeCalls());
            assertThrows(
                    IllegalStateException.class,
                    () -> application().bean(Desk.class).serve(() -> {
                        session().put("a", 2);
                        throw new IllegalStateException();
                    }));
        });
        assertKept("a", 1);
    }

    @Test
    void uncheckedFailureTakesBackWhatTheMethodDidOnly() throws Exception {
        for (Throwable failure : new Throwable[] {new IllegalStateException(), new StackOverflowError(), answer(500)}) {
            application().request(() -> {
                session().put("before", 1);
                assertThrows(failure.getClass(), () -> shop().unit(changeAndThrow(failure)));
                assertEquals(null, session().get("a"));
                assertEquals(1, session().get("before"));
            });
            assertKept("before", 1);
            assertKept("a", null);
        }
    }

    @Test
    void checkedExceptionAndAnswerBelow500AreNoFailure() throws Exception {
        for (Throwable thrown : new Throwable[] {new IOException(), answer(404), answer(302)}) {
            application().request(() -> {
                session().invalidate();
                assertThrows(thrown.getClass(), () -> shop().unit(changeAndThrow(thrown)));
                assertEquals(1, session().get("a"));
            });
            assertKept("a", 1);
        }
    }

    @Test
    void annotationChoosesWhatIsAFailure() throws Exception {
        application().request(() -> {
            assertThrows(IOException.class, () -> shop().choosy(changeAndThrow(new IOException())));
            assertThrows(IllegalStateException.class, () -> shop().choosy(changeAndThrow(new IllegalStateException())));
            assertEquals(null, session().get("a"));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> shop().choosy(changeAndThrow(new IllegalArgumentException())));
            assertEquals(1, session().get("a"));
            session().remove("a");
            assertThrows(FileNotFoundException.class, () -> shop().choosy(changeAndThrow(new FileNotFoundException())));
        });
        assertKept("a", 1);
    }

    @Test
    void withoutRollBackAFailureIsCommittedToo() throws Exception {
        application().request(() -> {
            assertThrows(IllegalStateException.class, () -> shop().anyway(changeAndThrow(new IllegalStateException())));
            assertEquals(1, session().cost().storeCalls());
        });
        assertKept("a", 1);
    }

    @Test
    void resourcesCommitWhetherTheyReturnOrThrow() throws Exception {
        Resource resource = application().bean(Resource.class);
        application().request(() -> {
            assertThrows(IllegalStateException.class, () -> resource.get(changeAndThrow(new IllegalStateException())));
            assertEquals(1, session().cost().storeCalls());
        });
        assertKept("a", 1);
    }

    @Test
    void outermostOfNestedMethodsCommits() throws Exception {
        application().request(() -> {
            shop().unit(() -> {
                application().bean(Desk.class).serve(() -> session().put("a", 1));
                application().bean(Resource.class).get(() -> session().put("b", 2));
                assertEquals(0, session().cost().storeCalls());
            });
            assertEquals(1, session().cost().storeCalls());
        });
        assertKept("b", 2);
    }

    @Test
    void innerFailureTakesBackTheInnerMethodOnly() throws Exception {
        application()
                .request(() -> shop().unit(() -> {
                    session().put("outer", 1);
                    assertThrows(
                            IllegalStateException.class,
                            () -> application().bean(Desk.class).serve(changeAndThrow(new IllegalStateException())));
                }));
        assertKept("outer", 1);
        assertKept("a", null);
    }

    @Test
    void outerFailureTakesBackInnerMethodsToo() throws Exception {
        application()
                .request(() -> assertThrows(
                        IllegalStateException.class,
                        () -> shop().unit(() -> {
                            application().bean(Desk.class).serve(() -> session().put("a", 1));
                            throw new IllegalStateException();
                        })));
        assertKept("a", null);
    }

    @Test
    void unitsEndAfterAFailure() throws Exception {
        application().request(() -> {
            assertThrows(IllegalStateException.class, () -> shop().unit(changeAndThrow(new IllegalStateException())));
            shop().unit(() -> session().put("b", 2));
            assertEquals(1, session().cost().storeCalls());
        });
    }

    @Test
    void outsideARequestTheMethodJustRuns() throws Exception {
        boolean[] ran = new boolean[1];
        shop().unit(() -> ran[0] = true);
        assertTrue(ran[0]);
        String told =
                assertThrows(SessionException.class, () -> session().get("a")).toString();
        assertTrue(told.contains("no session here") && told.contains("HTTP request"), told);
    }

    @Test
    void injectedSessionIsThatOfTheCurrentRequest() throws Exception {
        Session injected = session();
        application().request(() -> {
            assertTrue(injected.isNew());
            injected.put("a", 1);
        });
        application().request(() -> {
            assertEquals(1, injected.get("a"));
            assertThrows(IllegalArgumentException.class, () -> injected.put("b", new Object()));
        });
        assertThrows(SessionException.class, injected::size);
    }

    private Application.Work changeAndThrow(Throwable thrown) {
        return () -> {
            session().put("a", 1);
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (Exception) thrown;
        };
    }

    private static WebApplicationException answer(int status) {
        return new WebApplicationException(new StatusOnly(status));
    }

    private void assertKept(String name, @Nullable Object value) throws Exception {
        application().request(() -> assertEquals(value, session().get(name)));
    }

    private Application application() {
        return Objects.requireNonNull(started);
    }

    private Shop shop() {
        return application().bean(Shop.class);
    }

    private Session session() {
        return application().bean(Session.class);
    }
}
