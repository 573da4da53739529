package io.cloakroom.cdi;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Destroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Inject;
import jakarta.inject.Qualifier;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Session-scoped beans of all kinds that an application may have. */
final class ShopBeans {
    static final Class<?>[] ALL = {
        Log.class,
        Cart.class,
        Visits.class,
        OddShopBeans.Basics.class,
        OddShopBeans.Broken.class,
        Guarded.class,
        Guard.class,
        Products.class,
        Favourite.class,
        OddShopBeans.Plain.class,
        OddShopBeans.Constructed.class
    };

    private ShopBeans() {}

    /** What happened, in order. */
    @ApplicationScoped
    static class Log {
        final List<String> lines = new CopyOnWriteArrayList<>();

        void add(String line) {
            lines.add(line);
        }

        List<String> lines() {
            return lines;
        }

        void begun(@Observes @Initialized(SessionScoped.class) HttpSession session) {
            lines.add("initialized");
        }

        void ending(@Observes @BeforeDestroyed(SessionScoped.class) HttpSession session) {
            lines.add("before destroyed");
        }

        void ended(@Observes @Destroyed(SessionScoped.class) HttpSession session) {
            lines.add("destroyed");
        }
    }

    /** An item as an object of the application. */
    static class Item implements Serializable {
        private static final long serialVersionUID = 1;
        final String name;
        int count = 1;

        Item(String name) {
            this.name = name;
        }
    }

    /** Superclasses have state, too. */
    static class Base implements Serializable {
        private static final long serialVersionUID = 1;
        private String label = "base";
        private int count = 10;

        void label(String value) {
            label = value;
            count++;
        }

        String label() {
            return label + count;
        }
    }

    /** The usual kind. */
    @SessionScoped
    static class Cart extends Base {
        private static final long serialVersionUID = 1;

        @Inject
        @Nullable
        private Log log;

        private final List<Item> items = new ArrayList<>();
        private @Nullable String owner = "nobody";
        private int count;
        private transient String remark = "none";

        @PostConstruct
        void begin() {
            log().add("cart begun");
        }

        @PreDestroy
        void end() {
            log().add("cart of " + owner + " ended");
        }

        void add(String name) {
            items.add(new Item(name));
            count++;
        }

        void another(int index) {
            items.get(index).count++;
        }

        void owner(@Nullable String name) {
            owner = name;
        }

        @Nullable
        String owner() {
            return owner;
        }

        void remark(String text) {
            remark = text;
        }

        String content() {
            StringBuilder text = new StringBuilder();
            items.forEach(item -> text.append(item.name).append(item.count).append(' '));
            return text.append(count).append(' ').append(remark).toString();
        }

        boolean hasLog() {
            return log != null;
        }

        private Log log() {
            return Objects.requireNonNull(log);
        }
    }

    /** Another. */
    @SessionScoped
    static class Visits implements Serializable {
        private static final long serialVersionUID = 1;
        private int count;
        private int others;

        int next() {
            return ++count;
        }

        int nextOther() {
            return ++others;
        }

        int count() {
            return count;
        }

        int others() {
            return others;
        }
    }

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface Watched {}

    @Watched
    @Interceptor
    @Priority(1)
    static class Guard implements Serializable {
        private static final long serialVersionUID = 1;

        @AroundInvoke
        @Nullable
        Object around(InvocationContext invocation) throws Exception {
            Object result = invocation.proceed();
            return result instanceof Integer number ? number + 100 : result;
        }
    }

    /** Its instances are of a class that the container derives. */
    @Watched
    @SessionScoped
    static class Guarded implements Serializable {
        private static final long serialVersionUID = 1;
        private int count;

        int next() {
            return ++count;
        }
    }

    @Qualifier
    @Retention(RetentionPolicy.RUNTIME)
    @interface Kind {
        String value();
    }

    /** Producers. */
    @ApplicationScoped
    static class Products {
        @Inject
        @Nullable
        Log log;

        @Produces
        @SessionScoped
        @Kind("method")
        List<String> names() {
            return new ArrayList<>(List.of("first"));
        }

        @Produces
        @SessionScoped
        @Kind("field")
        Map<String, Integer> numbers = new HashMap<>();

        @Produces
        @SessionScoped
        @Kind("unstorable")
        Runnable unstorable() {
            return new Runnable() {
                @Override
                public void run() {}
            };
        }

        void end(@Disposes @Kind("method") List<String> names) {
            Objects.requireNonNull(log).add("disposed " + names);
        }
    }

    @Stereotype
    @SessionScoped
    @Retention(RetentionPolicy.RUNTIME)
    @interface PerUser {}

    /** By a stereotype. */
    @PerUser
    static class Favourite implements Serializable {
        private static final long serialVersionUID = 1;
        private String name = "none";

        void name(String value) {
            name = value;
        }

        String name() {
            return name;
        }
    }
}
