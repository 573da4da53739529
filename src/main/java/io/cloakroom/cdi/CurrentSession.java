package io.cloakroom.cdi;

import io.cloakroom.Session;
import io.cloakroom.SessionException;
import io.cloakroom.http.Exchange;
import io.cloakroom.http.RequestSession;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the session of the request or message that the calling thread handles. The bean behind {@code @Inject Session} is a proxy that asks it at each call, so
 * that it may be injected into beans of every scope. Thread-safe.
 */
final class CurrentSession implements InvocationHandler {
    private final Supplier<Optional<HttpServletRequest>> requests;

    /** The container's proxy, which stands for whatever request the calling thread handles. */
    private volatile @Nullable HttpServletRequest request;

    /** That of the container's request. */
    CurrentSession(BeanManager manager) {
        this.requests = () -> containerRequest(manager);
    }

    private static Optional<HttpServletRequest> containerRequest(BeanManager manager) {
        Set<Bean<?>> theirs = manager.getBeans(HttpServletRequest.class).stream()
                .filter(bean -> !bean.getBeanClass().equals(RequestBeans.class))
                .collect(Collectors.toUnmodifiableSet());
        return theirs.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(manager.resolve(theirs))
                        .map(bean -> manager.getReference(
                                bean, HttpServletRequest.class, manager.createCreationalContext(bean)))
                        .map(HttpServletRequest.class::cast);
    }

    /** The session that stands for the current one, whichever that is at a call. */
    Session proxy() {
        return (Session) Proxy.newProxyInstance(Session.class.getClassLoader(), new Class<?>[] {Session.class}, this);
    }

    /**
     * What the calling thread works for. On a thread that the filter has not led there, the container may know the request; empty if it does not, or
     * where the filter does not run.
     */
    Optional<Exchange> find() {
        Optional<Exchange> led = Exchange.current();
        return led.isPresent() ? led : ofTheContainer();
    }

    private Optional<Exchange> ofTheContainer() {
        try {
            HttpServletRequest known = known();
            return known == null ? Optional.empty() : RequestSession.of(known).map(Exchange.class::cast);
        } catch (ContextNotActiveException | IllegalStateException noRequest) {
            return Optional.empty();
        }
    }

    /**
     * The request as the container knows it.
     *
     * @throws IllegalStateException if there is no container
     */
    HttpServletRequest containerRequest() {
        HttpServletRequest known = known();
        if (known == null) {
            throw new IllegalStateException("There is no request here: the application runs in no servlet container.");
        }
        return known;
    }

    private @Nullable HttpServletRequest known() {
        HttpServletRequest known = request;
        if (known == null) {
            known = ofTheApplication(requests).orElse(null);
            request = known;
        }
        return known;
    }

    /** Weld looks for the class of a proxy from the thread's class loader on, and a thread of the JDK's pool does not have the application's. */
    private static <T> T ofTheApplication(Supplier<T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(CurrentSession.class.getClassLoader());
        try {
            return work.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        Session session = find().map(Exchange::session)
                .orElseThrow(
                        () -> new SessionException(
                                "There is no session here: it belongs to an HTTP request, and this thread handles none. Read what you"
                                        + " need from it while the request runs, and hand that over. An endpoint of a WebSocket needs"
                                        + " configurator = SessionConfigurator.class and a parameter of type jakarta.websocket.Session."));
        try {
            return method.invoke(session, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
