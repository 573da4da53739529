package demo;

import io.cloakroom.CommitSession;
import io.cloakroom.Flash;
import io.cloakroom.Session;
import io.cloakroom.SessionCost;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whoever is asking: the only class of the guestbook that touches the session, so that it is read in one place what is kept
 * there. Thread-safe: it has no state but the injected session, which is always that of the current request.
 */
@Named
@ApplicationScoped
public class Visitor {
    private static final String NAME = "name";
    private static final String TOKEN = "csrf_token";
    private static final String VISITS = "visits";

    @Inject
    Session session;

    /** Who is logged in. */
    public Optional<String> name() {
        return session.get(NAME, String.class);
    }

    /** How many pages were shown to the visitor since they logged in. */
    public int visits() {
        return session.get(VISITS, Integer.class).orElse(0);
    }

    /** The secret that each form sends along, to prove that it is one of ours; empty if nobody is logged in. */
    public Optional<String> token() {
        return session.get(TOKEN, String.class);
    }

    /** Whether a form came with the secret of this session. */
    boolean hasToken(@Nullable String sent) {
        return sent != null && token().filter(own -> areEqual(own, sent)).isPresent();
    }

    /** Begins anew under this name, and with a new id: one that somebody planted in the browser beforehand is worthless. */
    void logIn(String name) {
        session.clear();
        session.regenerateId();
        session.put(NAME, name);
        session.put(TOKEN, UUID.randomUUID().toString());
        session.flash("Welcome, " + name + "!");
    }

    /** Ends the session. The farewell already belongs to the next one, which ends when it has been read. */
    void logOut() {
        session.invalidate();
        session.flash("You are logged out.");
    }

    /** Leaves a message for the next page. */
    void tell(String message) {
        session.flash(message);
    }

    /** Leaves a complaint for the next page. */
    void complain(String message) {
        session.flash(message, "error");
    }

    /**
     * Counts the page view and takes the messages left for it. Only who is logged in is counted: a robot that sends no cookie
     * leaves nothing behind.
     *
     * <p>{@code @CommitSession} saves the session when this returns. Without it the session would be saved just before the
     * response goes out, which is as good, except for a page that wants to show what saving has cost.
     */
    @CommitSession
    List<Flash> arrive() {
        if (name().isPresent()) {
            session.merge(VISITS, 1, Integer::sum);
        }
        return session.flashes();
    }

    /** What the session cost this request so far. */
    SessionCost cost() {
        return session.cost();
    }

    /** Takes as long for a wrong guess as for a nearly right one. */
    private static boolean areEqual(String left, String right) {
        return MessageDigest.isEqual(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }
}
