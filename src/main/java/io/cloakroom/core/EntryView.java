package io.cloakroom.core;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The entries of a session. A value is decoded when it is asked for, so that iterating over names reads none. */
final class EntryView extends AbstractSet<Map.Entry<String, Object>> {
    private final AttributeMap session;

    EntryView(AttributeMap session) {
        this.session = session;
    }

    @Override
    public int size() {
        return session.size();
    }

    @Override
    public void clear() {
        session.clear();
    }

    @Override
    public Iterator<Map.Entry<String, Object>> iterator() {
        Iterator<String> names = session.names().iterator();
        return new Iterator<>() {
            private @Nullable String current;

            @Override
            public boolean hasNext() {
                return names.hasNext();
            }

            @Override
            public Map.Entry<String, Object> next() {
                current = names.next();
                return new LazyEntry(session, current);
            }

            @Override
            public void remove() {
                if (current == null) {
                    throw new IllegalStateException("There is no entry to remove: call next() first.");
                }
                session.remove(current);
                current = null;
            }
        };
    }

    private static final class LazyEntry implements Map.Entry<String, Object> {
        private final AttributeMap session;
        private final String name;

        LazyEntry(AttributeMap session, String name) {
            this.session = session;
            this.name = name;
        }

        @Override
        public String getKey() {
            return name;
        }

        @Override
        @SuppressWarnings("NullAway") // An attribute may be null, as a value of any map.
        public Object getValue() {
            return session.get(name);
        }

        @Override
        @SuppressWarnings("NullAway") // As above.
        public Object setValue(Object value) {
            return session.put(name, value);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return new AbstractMap.SimpleImmutableEntry<>(name, getValue()).equals(other);
        }

        @Override
        public int hashCode() {
            return new AbstractMap.SimpleImmutableEntry<>(name, getValue()).hashCode();
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
