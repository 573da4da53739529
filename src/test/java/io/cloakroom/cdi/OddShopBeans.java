package io.cloakroom.cdi;

import io.cloakroom.cdi.ShopBeans.Item;
import io.cloakroom.cdi.ShopBeans.Log;
import io.cloakroom.cdi.ShopBeans.Visits;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Session-scoped beans of the less usual kinds, beside {@link ShopBeans}. */
final class OddShopBeans {
    private OddShopBeans() {}

    /** A constant of the application. */
    enum State {
        FRESH
    }

    /** Collections whose classes vary. */
    @SessionScoped
    static class Basics implements Serializable {
        private static final long serialVersionUID = 1;
        Set<String> set = new HashSet<>(Set.of("a", "b", "c"));
        HashMap<Integer, Item> map = new HashMap<>(Map.of(1, new Item("x"), 2, new Item("y")));
        State state = State.FRESH;
        long number = 1;
        char letter = 'a';
        int[] numbers = {1, 2, 3};

        void change() {
            set.add("d");
            map.put(3, new Item("z"));
            letter = 'b';
            numbers[0] = 9;
        }

        @Override
        public String toString() {
            return new TreeSet<>(set) + " " + new TreeSet<>(map.keySet()) + " " + state + number + letter + numbers[0];
        }
    }

    /** Has fields that cannot be stored. */
    @SessionScoped
    static class Broken implements Serializable {
        private static final long serialVersionUID = 1;
        private @Nullable Object handle;
        private String name = "new";
        private final List<Object> things = new ArrayList<>();

        @PostConstruct
        void open() {
            handle = new Object();
        }

        void name(String value) {
            name = value;
        }

        void add(Object thing) {
            things.add(thing);
        }

        String name() {
            return name + (handle == null ? " closed" : " open");
        }
    }

    /** Without a field. */
    @SessionScoped
    static class Plain implements Serializable {
        private static final long serialVersionUID = 1;

        @Inject
        @Nullable
        private Log log;

        @PostConstruct
        void begin() {
            Objects.requireNonNull(log).add("plain begun");
        }

        String hello() {
            return "hello";
        }
    }

    /** Gets what it needs by its constructor. */
    @SessionScoped
    static class Constructed implements Serializable {
        private static final long serialVersionUID = 1;
        private final @Nullable Log log;
        private final @Nullable Event<String> events;
        private final @Nullable Visits visits;
        private final List<String> lines = new ArrayList<>();

        /** For proxies. */
        Constructed() {
            this(null, null, null);
        }

        @Inject
        Constructed(@Nullable Log log, @Nullable Event<String> events, @Nullable Visits visits) {
            this.log = log;
            this.events = events;
            this.visits = visits;
        }

        String add(String line) {
            Objects.requireNonNull(events).fire(line);
            Objects.requireNonNull(visits).next();
            lines.add(line);
            return lines + (log == null ? "" : " logged");
        }
    }
}
