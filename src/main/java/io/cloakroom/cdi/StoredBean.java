package io.cloakroom.cdi;

import io.cloakroom.core.LiveSession;
import jakarta.enterprise.inject.spi.Bean;
import java.lang.System.Logger.Level;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A bean of the application whose instances live in sessions, and what the log was told of it. Thread-safe.
 *
 * @param <T> its class
 */
final class StoredBean<T> {
    private static final System.Logger LOG = System.getLogger("io.cloakroom");

    private final Bean<T> bean;
    private final String name;
    private final Optional<BeanFields> fields;
    private final String place;
    private final Set<String> told;

    /**
     * A bean that is kept under its name.
     *
     * @param name for the store
     * @param fields its state; empty: what it produces is stored whole
     */
    StoredBean(Bean<T> bean, String name, Optional<BeanFields> fields) {
        this.bean = bean;
        this.name = name;
        this.fields = fields;
        this.place = "";
        this.told = ConcurrentHashMap.newKeySet();
        fields.flatMap(BeanFields::outOfReach)
                .ifPresent(type -> warn(
                        "The bean " + name + " is kept in the session store without the state that it inherits from "
                                + type.getName() + ": let it have such an object in a field, and not be one."));
    }

    private StoredBean(StoredBean<T> elsewhere, String place) {
        this.bean = elsewhere.bean;
        this.name = elsewhere.name;
        this.fields = elsewhere.fields;
        this.place = place;
        this.told = elsewhere.told;
    }

    /** The same bean, another instance of which is kept in this place of a session. */
    StoredBean<T> in(String otherPlace) {
        return new StoredBean<>(this, otherPlace);
    }

    Bean<T> bean() {
        return bean;
    }

    Optional<BeanFields> fields() {
        return fields;
    }

    /** Where the session has this part of it. */
    String keyOf(String part) {
        return place + name + "/" + part;
    }

    boolean isIn(LiveSession session) {
        String start = keyOf("");
        return session.hiddenNames().stream().anyMatch(key -> key.startsWith(start));
    }

    void dropFrom(LiveSession session) {
        String start = keyOf("");
        session.hiddenNames().stream().filter(key -> key.startsWith(start)).forEach(session::dropHidden);
    }

    /** Whether it is an instance for all that the bean is injected as. */
    boolean isInstance(@Nullable Object value) {
        return bean.getTypes().stream().allMatch(type -> raw(type).isInstance(value));
    }

    void unstorable(String field, @Nullable Object value, String reason) {
        String type = value == null ? "null" : value.getClass().getName();
        String part = field.isEmpty() ? "it is of the type " : "its field " + field + " is of the type ";
        once("The bean " + name + " cannot be kept whole in the session store because " + part + type
                + ", which lives for one request only. " + reason);
    }

    void unreadable(String field, Exception reason) {
        String what = field.isEmpty() ? "is made anew" : "begins with a new value in its field " + field;
        once("The bean " + name + " " + what
                + ", because what is stored does not fit here: deploy the class that it needs. " + reason.getMessage());
    }

    /** The session keeps nothing. */
    void unkept(Exception reason) {
        once("The bean " + name + " lives for one request only. " + reason.getMessage());
    }

    private void once(String sentence) {
        if (told.add(sentence)) {
            warn(sentence);
        }
    }

    private static void warn(String sentence) {
        LOG.log(Level.WARNING, sentence);
    }

    private static Class<?> raw(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            return raw(parameterized.getRawType());
        }
        return type instanceof Class<?> raw ? raw : Object.class;
    }
}
