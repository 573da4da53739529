package io.cloakroom;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntBinaryOperator;

/**
 * The map that follows one client from request to request, as in Flask.
 *
 * <p>Injected with {@code @Inject Session session}, it stands for the session of the current request, whatever the scope
 * of the bean that holds it. It is opened at its first use and committed before the response is: a request that leaves it
 * alone costs nothing. A change inside a value, such as {@code ((List<?>) session.get("cart")).clear()}, is seen by itself.
 *
 * <p>Attribute names are strings other than {@code null} and other than {@code _cloakroom}, {@code _permanent} and
 * {@code _flashes}, which belong to Cloakroom; values may be {@code null}. {@code put} refuses what cannot be stored with an
 * {@link IllegalArgumentException}.
 *
 * <p>Requests of one client run at the same time. Changes of different attributes all stay; of the same attribute the last
 * commit wins, except that {@code compute}, {@code computeIfAbsent}, {@code computeIfPresent}, {@code merge}, {@code
 * putIfAbsent} and {@code replaceAll} are run again on the newer value, so {@code session.merge("n", 1, Integer::sum)} counts
 * exactly. Their functions must therefore be free of side effects. A session in a cookie cannot be merged: the last response wins.
 *
 * <p>Thread-safe: the threads of one request may share it. Every method throws {@link SessionException} outside a request
 * and, where the session has to be loaded and {@code session.on-store-failure} is {@code fail}, {@link
 * io.cloakroom.spi.StoreException} if the backend cannot be reached.
 */
public interface Session extends Map<String, Object> {

    /**
     * The session id: a secret that only the client's cookie and this session know. Never log it.
     *
     * @return the id; for a new session the one it will have
     */
    String id();

    /** Whether the session began in this request. */
    boolean isNew();

    /** Whether this request changed the session, changes inside values included. */
    boolean isModified();

    /** Whether this request used the session in any way; asking this, and {@link #isModified}, does not count. */
    boolean isAccessed();

    /**
     * Whether the cookie outlives the browser: it carries {@code Expires}. New sessions begin with the setting
     * {@code session.permanent}.
     */
    boolean isPermanent();

    /** Sets whether the cookie outlives the browser. */
    void setPermanent(boolean permanent);

    /** When the session began. Regenerating its id does not change it. */
    Instant createdAt();

    /** When the client used the session last, before this request; accurate to {@code session.touch-interval}. */
    Instant lastAccessedAt();

    /** How long the session lives without a request. */
    Duration idleLifetime();

    /**
     * Gives this session an idle lifetime of its own, in place of {@code permanent-session-lifetime}.
     *
     * @param lifetime from one second to a hundred years
     * @throws IllegalArgumentException if it is shorter or longer
     */
    void setIdleLifetime(Duration lifetime);

    /**
     * The attribute as a {@code type}, converted where that loses nothing: a number to another number type, a string to an
     * enum constant of that name, an enum constant to its name.
     *
     * @return empty if there is no such attribute or it is {@code null}
     * @throws ClassCastException if the value is of another type and has no lossless conversion; the message names the
     *     attribute and both types
     */
    <T> Optional<T> get(String name, Class<T> type);

    /**
     * Counts: {@code session.merge("visits", 1, Integer::sum)}. As {@link Map#merge}, which a {@code Map<String, Object>} alone would not let one
     * call with a function of numbers.
     *
     * @param value what the attribute becomes if there is none
     * @param function from the attribute's value and {@code value} to the new value; run again if another request was faster
     * @return the new value
     * @throws ClassCastException if the attribute is no number that fits an {@code int} without loss
     */
    @SuppressWarnings(
            "overloads") // An int and its operator fit this method better than Map's, so no call is ambiguous.
    int merge(String name, int value, IntBinaryOperator function);

    /**
     * Gives the session a new id and keeps its attributes; the old id is worthless afterwards. Call it whenever the user's
     * rights change, above all at login.
     */
    void regenerateId();

    /**
     * Ends the session: at commit its record is deleted and its cookie expires. What is put afterwards belongs to a new
     * session with a new id.
     */
    void invalidate();

    /** Leaves a message of the category {@code "message"} for the next page. */
    default void flash(String message) {
        flash(message, Flash.DEFAULT_CATEGORY);
    }

    /** Leaves a message for the next page that asks, in this request or a later one, as Flask's {@code flash}. */
    void flash(String message, String category);

    /**
     * The messages left so far, oldest first. The first call takes them out of the session; further calls in the same
     * request give the same messages again, as Flask's {@code get_flashed_messages}.
     *
     * @param categories the categories wanted; none means all
     */
    List<Flash> flashes(String... categories);

    /** What the session costs this request so far. Asking opens nothing and does not count as access. */
    SessionCost cost();
}
