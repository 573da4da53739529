package io.cloakroom.cdi;

import io.cloakroom.http.Exchange;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.interceptor.Interceptor;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;

/**
 * {@code @Inject HttpServletRequest} and {@code @Inject HttpSession}: the container's beans of these types know the request as it was before the filter
 * wrapped it, so ours take their place. Stateless.
 */
final class RequestBeans {
    /** Before alternatives of the application, which may put others in our place. */
    static final int PRIORITY = Interceptor.Priority.LIBRARY_BEFORE;

    private RequestBeans() {}

    static void add(AfterBeanDiscovery discovery) {
        discovery
                .<HttpServletRequest>addBean()
                .beanClass(RequestBeans.class)
                .types(HttpServletRequest.class, ServletRequest.class)
                .scope(ApplicationScoped.class)
                .alternative(true)
                .priority(PRIORITY)
                .produceWith(beans -> {
                    CurrentSession current = beans.select(CurrentSession.class).get();
                    return proxy(HttpServletRequest.class, () -> request(current));
                });
        discovery
                .<HttpSession>addBean()
                .beanClass(RequestBeans.class)
                .types(HttpSession.class)
                .scope(ApplicationScoped.class)
                .alternative(true)
                .priority(PRIORITY)
                .produceWith(beans -> {
                    CurrentSession current = beans.select(CurrentSession.class).get();
                    return proxy(HttpSession.class, () -> session(current));
                });
    }

    private static HttpServletRequest request(CurrentSession current) {
        return current.find().flatMap(Exchange::request).orElseGet(current::containerRequest);
    }

    private static HttpSession session(CurrentSession current) {
        return current.find()
                .flatMap(Exchange::httpSession)
                .orElseGet(() -> request(current).getSession());
    }

    /** What stands for whatever the supplier gives at a call. */
    private static <T> T proxy(Class<T> type, Supplier<T> current) {
        Object proxy = Proxy.newProxyInstance(
                RequestBeans.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return method.invoke(current.get(), arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return type.cast(proxy);
    }
}
