package io.cloakroom.it.probe;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.ConversationScoped;
import jakarta.enterprise.context.Destroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Session-scoped beans of an application that knows nothing of us. */
public final class SessionBeans {
    private SessionBeans() {}

    /** What happened, in order. */
    @ApplicationScoped
    public static class Diary {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        public void note(String line) {
            lines.add(line);
        }

        /** All there is, and forgets it. */
        public String read() {
            String all = String.join(", ", lines);
            lines.clear();
            return all;
        }

        void begun(@Observes @Initialized(SessionScoped.class) HttpSession session) {
            note("initialized");
        }

        void ending(@Observes @BeforeDestroyed(SessionScoped.class) HttpSession session) {
            note("before destroyed");
        }

        void ended(@Observes @Destroyed(SessionScoped.class) HttpSession session) {
            note("destroyed");
        }

        void conversationEnded(@Observes @Destroyed(ConversationScoped.class) HttpServletRequest request) {
            note("conversation destroyed");
        }
    }

    /** An object of the application. */
    static class Line implements Serializable {
        private static final long serialVersionUID = 1;
        final String name;
        int count = 1;

        Line(String name) {
            this.name = name;
        }
    }

    /** The usual kind. */
    @SessionScoped
    public static class Cart implements Serializable {
        private static final long serialVersionUID = 1;

        @Inject
        private Diary diary;

        private final List<Line> lines = new ArrayList<>();
        private int changes;
        private int others;

        @PostConstruct
        void begin() {
            diary.note("cart begun");
        }

        @PreDestroy
        void end() {
            diary.note("cart ended");
        }

        public void add(String name) {
            lines.stream()
                    .filter(line -> line.name.equals(name))
                    .findFirst()
                    .ifPresentOrElse(line -> line.count++, () -> lines.add(new Line(name)));
        }

        public void change() {
            changes++;
        }

        public void changeOther() {
            others++;
        }

        public String content() {
            StringBuilder text = new StringBuilder();
            lines.forEach(line -> text.append(line.name).append(line.count).append(' '));
            return text.append(changes).append(' ').append(others).toString();
        }
    }

    /** Marks methods that are intercepted. */
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface Watched {}

    /** Intercepts. */
    @Watched
    @Interceptor
    @Priority(1)
    static class Watch implements Serializable {
        private static final long serialVersionUID = 1;

        @AroundInvoke
        Object around(InvocationContext invocation) throws Exception {
            return "watched " + invocation.proceed();
        }
    }

    /** A stereotype with the scope. */
    @Stereotype
    @SessionScoped
    @Retention(RetentionPolicy.RUNTIME)
    @interface PerUser {}

    /** In the scope by a stereotype; its instances are of a class that the container derives. */
    @PerUser
    public static class Counter implements Serializable {
        private static final long serialVersionUID = 1;
        private int count;

        @Watched
        public String next() {
            return String.valueOf(++count);
        }
    }

    /** What a producer makes. */
    public interface Wishes {
        void add(String wish);

        String all();
    }

    /** The producer. */
    @ApplicationScoped
    static class WishProducer {
        @Inject
        Diary diary;

        @Produces
        @SessionScoped
        Wishes wishes() {
            return new WishList();
        }

        void end(@Disposes Wishes wishes) {
            diary.note("wishes disposed");
        }
    }

    /** Produced; no bean itself. */
    static final class WishList implements Wishes, Serializable {
        private static final long serialVersionUID = 1;
        private final List<String> wishes = new ArrayList<>();

        @Override
        public void add(String wish) {
            wishes.add(wish);
        }

        @Override
        public String all() {
            return wishes.toString();
        }
    }

    /** Lives in a conversation. */
    @ConversationScoped
    public static class Talk implements Serializable {
        private static final long serialVersionUID = 1;

        @Inject
        private Diary diary;

        private int count;

        @PreDestroy
        void end() {
            diary.note("talk ended after " + count);
        }

        public int next() {
            return ++count;
        }
    }
}
