package io.cloakroom.codec;

import io.cloakroom.spi.CodecException;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records by the names of their components and enum constants by theirs, so that both outlive a new version of the application:
 * a component that was added is null or 0 in what was stored before, one that was removed is passed over. Immutable and thread-safe.
 */
final class RecordsAndEnums {

    private final AllowedClasses allowed;

    RecordsAndEnums(AllowedClasses allowed) {
        this.allowed = allowed;
    }

    /** The class, not the one that a constant with a body has of its own, and the constant. */
    List<String> describe(Enum<?> constant) {
        Class<?> type = constant.getDeclaringClass();
        allowed.check(type);
        return List.of(type.getName(), constant.name());
    }

    /** The class and a map of the components. */
    List<?> describe(Record value) {
        Class<?> type = value.getClass();
        allowed.check(type);
        Map<String, @Nullable Object> components = new LinkedHashMap<>();
        try {
            for (RecordComponent component : type.getRecordComponents()) {
                component.getAccessor().setAccessible(true);
                components.put(component.getName(), component.getAccessor().invoke(value));
            }
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            throw new CodecException(
                    "The components of the record " + type.getName() + " cannot be read: see the cause.", e);
        }
        return List.of(type.getName(), components);
    }

    Object readEnum(@Nullable Object payload) {
        if (!(payload instanceof List<?> list)
                || list.size() != 2
                || !(list.get(0) instanceof String className)
                || !(list.get(1) instanceof String name)) {
            throw JavaValues.damaged("enum");
        }
        Class<?> type = allowed.load(className);
        if (!type.isEnum()) {
            throw new CodecException(
                    "The stored class " + type.getName() + " is not an enum any more: remove the attribute.");
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> ((Enum<?>) constant).name().equals(name))
                .findAny()
                .orElseThrow(() -> new CodecException("The enum " + type.getName()
                        + " has lost the constant that was stored: bring it back or remove the attribute."));
    }

    Object readRecord(@Nullable Object payload) {
        if (!(payload instanceof List<?> list)
                || list.size() != 2
                || !(list.get(0) instanceof String className)
                || !(list.get(1) instanceof Map<?, ?> stored)) {
            throw JavaValues.damaged("record");
        }
        Class<?> type = allowed.load(className);
        if (!type.isRecord()) {
            throw new CodecException(
                    "The stored class " + type.getName() + " is not a record any more: remove the attribute.");
        }
        return construct(type, stored);
    }

    private static Object construct(Class<?> type, Map<?, ?> stored) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            Object value = stored.get(components[i].getName());
            values[i] = value == null ? nothing(types[i]) : value;
        }
        try {
            Constructor<?> canonical = type.getDeclaredConstructor(types);
            canonical.setAccessible(true);
            return canonical.newInstance(values);
        } catch (ReflectiveOperationException
                | IllegalArgumentException
                | InaccessibleObjectException
                | LinkageError e) {
            throw new CodecException(
                    "The record " + type.getName()
                            + " does not accept what was stored: let its constructor accept it, or remove the attribute.",
                    e);
        }
    }

    /** What a component has that was not stored: null, 0 or false. */
    private static @Nullable Object nothing(Class<?> type) {
        return type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0) : null;
    }
}
