package io.cloakroom.cdi;

import io.cloakroom.config.SessionConfig;
import io.cloakroom.core.Sessions;
import io.cloakroom.http.WebApplicationStarted;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** The running engine of one application, from its start to its end. Thread-safe. */
final class Engine implements AutoCloseable {
    private static final String SERVER_EXECUTOR = "java:comp/DefaultManagedScheduledExecutorService";

    private Wiring wiring;
    private final ApplicationBeans beans;
    private final BeanManager manager;
    private Optional<Sessions> sessions = Optional.empty();
    private Optional<ScheduledExecutorService> ownExecutor = Optional.empty();

    Engine(Wiring wiring, ApplicationBeans beans, BeanManager manager) {
        this.wiring = wiring;
        this.beans = beans;
        this.manager = manager;
    }

    /**
     * Opens the store and begins to sweep.
     *
     * @param application whose sessions these are
     * @throws io.cloakroom.SessionConfigException if what the container says does not go together with the configuration
     */
    synchronized void start(WebApplicationStarted application) {
        if (sessions.isPresent()) {
            return;
        }
        wiring = wiring.in(application);
        Surroundings surroundings = new Surroundings(
                wiring.reader(), beans, manager, wiring.config().storage().timeout(), application.contextPath());
        Sessions started = wiring.sessions(surroundings);
        sessions = Optional.of(started);
        started.startSweeping(serverExecutor().orElseGet(this::ownExecutor));
    }

    synchronized SessionConfig config() {
        return wiring.config();
    }

    synchronized Sessions sessions() {
        return sessions.orElseThrow(() -> new IllegalStateException(
                "The application has not been started yet: use the session when a request comes, not before."));
    }

    @Override
    public synchronized void close() {
        ownExecutor.ifPresent(ScheduledExecutorService::shutdownNow);
        sessions.ifPresent(Sessions::close);
        sessions = Optional.empty();
    }

    @SuppressWarnings("BanJNDI") // A name of the specification (Jakarta Concurrency, section 3.3.2), not of a user.
    private static Optional<ScheduledExecutorService> serverExecutor() {
        try {
            return new InitialContext().lookup(SERVER_EXECUTOR) instanceof ScheduledExecutorService executor
                    ? Optional.of(executor)
                    : Optional.empty();
        } catch (NamingException noServer) {
            return Optional.empty();
        }
    }

    private ScheduledExecutorService ownExecutor() {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "cloakroom-sweeper");
            thread.setDaemon(true);
            return thread;
        });
        ownExecutor = Optional.of(executor);
        return executor;
    }
}
