package io.cloakroom.codec;

import io.cloakroom.spi.CodecException;
import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Says what formats made for Python lack words for: the rest of Java's values, as a kind and a payload of plain ones. Every codec
 * shares it, so that what one can store all can. Immutable and thread-safe.
 *
 * <p>Plain values, which each codec knows by itself: Boolean, Integer, Long, Float, Double, String, byte[], UUID, Instant, and of
 * {@code java.util} the array lists, the hash maps with strings as keys, and what its factories and views give (decoded as
 * ArrayList and LinkedHashMap). Sorted maps, linked lists and subclasses of the application are not plain: they keep their class.
 */
final class JavaValues {

    /** A value in plain terms; the payload may hold further values that are not plain, for the codec to ask about again. */
    record Portable(String kind, @Nullable Object payload) {}

    private static final Set<Class<?>> PLAIN_SCALARS = Set.of(
            Boolean.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            String.class,
            byte[].class,
            UUID.class,
            Instant.class);

    private static final Set<Class<?>> ORDINARY_COLLECTIONS =
            Set.of(ArrayList.class, HashMap.class, LinkedHashMap.class, HashSet.class, LinkedHashSet.class);

    private final RecordsAndEnums recordsAndEnums;
    private final SerializedObjects serializedObjects;

    /** Values whose classes this loader, or one below it, defines. */
    JavaValues(ClassLoader applicationLoader) {
        this(new AllowedClasses(applicationLoader));
    }

    JavaValues(AllowedClasses allowed) {
        recordsAndEnums = new RecordsAndEnums(allowed);
        serializedObjects = new SerializedObjects(allowed);
    }

    /**
     * The value in plain terms; empty: it is plain itself.
     *
     * @throws CodecException if it is of a class that cannot be stored; values inside the payload are not looked at
     */
    Optional<Portable> toPortable(Object value) {
        return isPlain(value) ? Optional.empty() : Optional.of(describe(value));
    }

    /**
     * The value that {@link #toPortable} described.
     *
     * @param payload with its inner values decoded already
     * @throws CodecException if it is damaged, of an unknown kind, or of a class that is missing or not allowed here
     */
    @Nullable
    Object fromPortable(String kind, @Nullable Object payload) {
        return switch (kind) {
            case "set" -> new LinkedHashSet<@Nullable Object>(list(kind, payload));
            case "map" -> mapOfPairs(list(kind, payload));
            case "enum" -> recordsAndEnums.readEnum(payload);
            case "record" -> recordsAndEnums.readRecord(payload);
            case "java" -> serializedObjects.read(payload);
            default -> Scalars.fromPortable(kind, payload);
        };
    }

    /** Whether it is a list, set or map whose class is not worth keeping: its decoded form is equal and does the same. */
    static boolean isOrdinary(Object collection) {
        Class<?> type = collection.getClass();
        return ORDINARY_COLLECTIONS.contains(type)
                || (type.getPackageName().equals("java.util")
                        && !Modifier.isPublic(type.getModifiers())
                        && !type.getSimpleName().startsWith("Synchronized")
                        && !(collection instanceof SortedMap)
                        && !(collection instanceof SortedSet)
                        && !(collection instanceof EnumSet));
    }

    static boolean isPlainScalar(@Nullable Object value) {
        return value == null || PLAIN_SCALARS.contains(value.getClass());
    }

    static CodecException damaged(String kind) {
        return new CodecException("A stored value of kind '" + printable(kind)
                + "' is damaged, or was written by a newer Cloakroom: remove the attribute or update Cloakroom.");
    }

    private static boolean isPlain(Object value) {
        return isPlainScalar(value)
                || (value instanceof List && isOrdinary(value))
                || (value instanceof Map<?, ?> map
                        && isOrdinary(map)
                        && map.keySet().stream().allMatch(String.class::isInstance));
    }

    private Portable describe(Object value) {
        if (value instanceof Set<?> set && isOrdinary(set)) {
            return new Portable("set", new ArrayList<@Nullable Object>(set));
        }
        if (value instanceof Map<?, ?> map && isOrdinary(map)) {
            return new Portable("map", pairs(map));
        }
        if (value instanceof Enum<?> constant) {
            return new Portable("enum", recordsAndEnums.describe(constant));
        }
        Optional<Portable> scalar = Scalars.toPortable(value);
        if (scalar.isPresent()) {
            return scalar.get();
        }
        if (value instanceof Record aRecord) {
            return new Portable("record", recordsAndEnums.describe(aRecord));
        }
        if (value instanceof Serializable) {
            return new Portable("java", serializedObjects.write(value));
        }
        throw new CodecException("A " + value.getClass().getName()
                + " cannot be stored in a session: make it Serializable, or a record, or store its id.");
    }

    private static List<?> pairs(Map<?, ?> map) {
        List<List<?>> pairs = new ArrayList<>();
        map.forEach((key, value) -> pairs.add(new ArrayList<@Nullable Object>(Arrays.asList(key, value))));
        return pairs;
    }

    private static Map<?, ?> mapOfPairs(List<?> pairs) {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (Object pair : pairs) {
            if (!(pair instanceof List<?> entry) || entry.size() != 2) {
                throw damaged("map");
            }
            map.put(entry.get(0), entry.get(1));
        }
        return map;
    }

    private static List<?> list(String kind, @Nullable Object payload) {
        if (payload instanceof List<?> list) {
            return list;
        }
        throw damaged(kind);
    }

    private static String printable(String kind) {
        return kind.matches("[a-z-]{1,32}") ? kind : "?";
    }
}
