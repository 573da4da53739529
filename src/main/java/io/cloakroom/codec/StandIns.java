package io.cloakroom.codec;

import java.util.Set;

/**
 * What is serialized in place of objects that belong to the application's container, and to no session: they are found again, or made anew, where the
 * value is read. Thread-safe.
 */
public interface StandIns {
    /** Every object stands for itself. */
    StandIns NONE = new StandIns() {
        @Override
        public Object replace(Object object) {
            return object;
        }

        @Override
        public Object restore(Object stored) {
            return stored;
        }

        @Override
        public Set<Class<?>> classes() {
            return Set.of();
        }
    };

    /** What is written for this object, which a value refers to: something {@link java.io.Serializable}; itself, if it needs no stand-in. */
    Object replace(Object object);

    /**
     * The object that this one stands for; itself, if it is no stand-in.
     *
     * @throws RuntimeException if there is no such object here; the value then cannot be read
     */
    Object restore(Object stored);

    /** The classes of all stand-ins. */
    Set<Class<?>> classes();
}
