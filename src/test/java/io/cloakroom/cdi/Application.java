package io.cloakroom.cdi;

import io.cloakroom.Session;
import io.cloakroom.http.RequestSession;
import io.cloakroom.http.SessionFilter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.jspecify.annotations.Nullable;

/** An application in a CDI container, without a server: the filter runs, on requests and responses of the least possible kind. For one thread. */
final class Application implements AutoCloseable {
    private static final ClassLoader LOADER = Application.class.getClassLoader();

    private final Config config;
    private final WeldContainer container;
    private final SessionFilter filter = new SessionFilter();
    private Optional<String> cookie = Optional.empty();

    /** What a request does. */
    interface Work {
        void run() throws Exception;
    }

    /** Starts it; with sessions in memory, if the settings say nothing else. */
    Application(Map<String, String> settings, Class<?>... beans) throws Exception {
        Map<String, String> all = new HashMap<>(Map.of("session.type", "memory"));
        all.putAll(settings);
        config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .build();
        // Whoever asked for the configuration before has left one behind.
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        ConfigProviderResolver resolver = ConfigProviderResolver.instance();
        resolver.releaseConfig(resolver.getConfig(loader));
        resolver.registerConfig(config, loader);
        try {
            container = new Weld()
                    .disableDiscovery()
                    .addExtension(new CloakroomExtension())
                    .addExtension(new StoredScopeExtension())
                    .addBeanClasses(beans)
                    .addBeanClass(Requests.class)
                    .initialize();
        } catch (RuntimeException e) {
            ConfigProviderResolver.instance().releaseConfig(config);
            throw e;
        }
        ServletContext context = dumb(ServletContext.class, Map.of("getContextPath", "/shop"));
        filter.init(dumb(FilterConfig.class, Map.of("getServletContext", context)));
    }

    <T> T bean(TypeLiteral<T> type, Annotation... qualifiers) {
        return container.select(type, qualifiers).get();
    }

    <T> T bean(Class<T> type, Annotation... qualifiers) {
        return container.select(type, qualifiers).get();
    }

    /** Gives the browser of another application to this one: that one was replaced by it. */
    Application succeeding(Application other) {
        cookie = other.cookie;
        return this;
    }

    /** Runs it in a request of a browser that keeps its cookie. */
    void request(Work work) throws Exception {
        request("", work);
    }

    /** The same, in a request that names a conversation. */
    void request(String conversation, Work work) throws Exception {
        RequestContextController context = bean(RequestContextController.class);
        context.activate();
        try {
            HttpServletRequest request =
                    new HttpServletRequestWrapper(bean(CurrentSession.class).containerRequest()) {
                        @Override
                        public Enumeration<String> getHeaders(String name) {
                            return Collections.enumeration(cookie.map(List::of).orElse(List.of()));
                        }

                        @Override
                        public @Nullable String getParameter(String name) {
                            return name.equals("cid") ? conversation : null;
                        }
                    };
            filter.doFilter(request, response(), (asked, answer) -> {
                try {
                    work.run();
                } catch (RuntimeException e) {
                    throw e;
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        } finally {
            context.deactivate();
        }
    }

    /** Runs it in a request that comes while another is being handled, and waits for it. */
    void meanwhile(Work work) throws Exception {
        meanwhile("", work);
    }

    /** The same, with one that names a conversation. */
    void meanwhile(String conversation, Work work) throws Exception {
        FutureTask<Void> task = new FutureTask<>(() -> {
            request(conversation, work);
            return null;
        });
        new Thread(task, "meanwhile").start();
        task.get(30, TimeUnit.SECONDS);
    }

    /** What a request that does this costs the store, the commit included. */
    int cost(Work work) throws Exception {
        return cost("", work);
    }

    /** The same, of one that names a conversation. */
    int cost(String conversation, Work work) throws Exception {
        AtomicReference<Session> session = new AtomicReference<>();
        request(conversation, () -> {
            session.set(current().session());
            work.run();
        });
        return Objects.requireNonNull(session.get()).cost().storeCalls();
    }

    /** Commits the session in the middle of a request. */
    void commit() {
        current().commit();
    }

    /** The next request is that of another browser. */
    void forgetCookie() {
        cookie = Optional.empty();
    }

    private RequestSession current() {
        return (RequestSession) bean(CurrentSession.class).find().orElseThrow();
    }

    @Override
    public void close() {
        container.close();
        ConfigProviderResolver.instance().releaseConfig(config);
    }

    private HttpServletResponse response() {
        return proxy(HttpServletResponse.class, (method, arguments) -> switch (method.getName()) {
            case "isCommitted" -> false;
            case "getHeaders" -> List.of();
            case "addHeader" -> {
                if ("Set-Cookie".equals(arguments[0])) {
                    cookie = Optional.of(((String) arguments[1]).split(";", 2)[0]);
                }
                yield null;
            }
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    /** Produces the request of a request. */
    static class Requests {
        @Produces
        @RequestScoped
        HttpServletRequest request() {
            Map<Object, Object> attributes = new HashMap<>();
            return proxy(HttpServletRequest.class, (method, arguments) -> switch (method.getName()) {
                case "getAttribute" -> attributes.get(arguments[0]);
                case "setAttribute" -> attributes.put(arguments[0], arguments[1]);
                case "getDispatcherType" -> DispatcherType.REQUEST;
                case "isSecure", "isAsyncStarted" -> false;
                case "getUserPrincipal" -> null;
                default -> throw new UnsupportedOperationException(method.getName());
            });
        }
    }

    private interface Answers {
        @Nullable
        Object to(Method method, Object[] arguments);
    }

    private static <T> T dumb(Class<T> type, Map<String, Object> answers) {
        return proxy(type, (method, arguments) -> answers.get(method.getName()));
    }

    private static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                LOADER, new Class<?>[] {type}, (proxy, method, arguments) -> answers.to(method, arguments)));
    }
}
