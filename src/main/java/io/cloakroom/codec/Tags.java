package io.cloakroom.codec;

import io.cloakroom.spi.CodecException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names by which an object of one member is known to stand for something that JSON has no word for: those of Flask's
 * {@code TaggedJSONSerializer} (3.1, {@code json/tag.py}) and one of ours, which Flask leaves alone. Stateless, thread-safe.
 *
 * <pre>
 * {" t":[…]}   Tuple                {" u":"32 hex digits"}   UUID
 * {" b":"…"}   byte[], as Base64    {" d":"…"}               Instant, as an HTTP date
 * {" m":"…"}   Markup               {" j":[kind, payload]}   what only Java has, see JavaValues
 * {" di":{" t__":…}}                a map whose only key is a tag, here " t"
 * </pre>
 */
final class Tags {
    static final String MAP = " di";
    static final String TUPLE = " t";
    static final String BYTES = " b";
    static final String MARKUP = " m";
    static final String UUID = " u";
    static final String DATE = " d";
    static final String JAVA = " j";

    private static final Set<String> ALL = Set.of(MAP, TUPLE, BYTES, MARKUP, UUID, DATE, JAVA);
    private static final String ESCAPE = "__";

    private Tags() {}

    /** Whether a map of this kind would be taken for a tagged value. */
    static boolean looksTagged(Map<?, ?> map) {
        return map.size() == 1 && ALL.contains(onlyKey(map));
    }

    static <V extends @Nullable Object> Map<String, V> escaped(Map<String, V> map) {
        return Collections.singletonMap(onlyKey(map) + ESCAPE, onlyValue(map));
    }

    /** @throws CodecException if it is not what {@link #escaped} gives */
    static <V extends @Nullable Object> Map<String, V> unescaped(Map<String, V> map) {
        if (map.size() != 1 || !onlyKey(map).endsWith(ESCAPE)) {
            throw damaged(MAP);
        }
        String key = onlyKey(map);
        Map<String, V> original = new LinkedHashMap<>();
        original.put(key.substring(0, key.length() - ESCAPE.length()), onlyValue(map));
        return original;
    }

    static CodecException damaged(String tag) {
        return new CodecException("What is tagged \"" + tag + "\" does not hold what the tag promises:"
                + " another program wrote it wrongly, remove the attribute.");
    }

    static <K extends @Nullable Object> K onlyKey(Map<K, ?> map) {
        return map.keySet().iterator().next();
    }

    static <V extends @Nullable Object> V onlyValue(Map<?, V> map) {
        return map.values().iterator().next();
    }
}
