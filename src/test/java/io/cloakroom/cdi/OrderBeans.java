package io.cloakroom.cdi;

import io.cloakroom.CommitSession;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.ConversationScoped;
import jakarta.enterprise.context.Destroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Beans of an application that has conversations. */
final class OrderBeans {
    static final Class<?>[] ALL = {Log.class, Order.class, Desk.class};

    private OrderBeans() {}

    /** What happened, in order. */
    @ApplicationScoped
    static class Log {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        void add(String line) {
            lines.add(line);
        }

        /** All there is, and forgets it. */
        List<String> read() {
            List<String> all = List.copyOf(lines);
            lines.clear();
            return all;
        }

        void begun(@Observes @Initialized(ConversationScoped.class) HttpServletRequest request) {
            add("initialized");
        }

        void ending(@Observes @BeforeDestroyed(ConversationScoped.class) HttpServletRequest request) {
            add("before destroyed");
        }

        void ended(@Observes @Destroyed(ConversationScoped.class) HttpServletRequest request) {
            add("destroyed");
        }

        void endedBeside(@Observes @Destroyed(ConversationScoped.class) String id) {
            add("destroyed beside");
        }
    }

    /** An order that takes several steps. */
    @Named
    @ConversationScoped
    static class Order implements Serializable {
        private static final long serialVersionUID = 1;

        @Inject
        @Nullable
        private Log log;

        private int steps;
        private String remark = "";

        @PostConstruct
        void begin() {
            Objects.requireNonNull(log).add("order begun");
        }

        @PreDestroy
        void end() {
            Objects.requireNonNull(log).add("order ended after " + steps);
        }

        int next() {
            return ++steps;
        }

        int steps() {
            return steps;
        }

        void remark(String text) {
            remark = text;
        }

        String remark() {
            return remark;
        }
    }

    /** Takes back what fails. */
    @ApplicationScoped
    static class Desk {
        @CommitSession
        void serve(Application.Work work) throws Exception {
            work.run();
        }
    }
}
