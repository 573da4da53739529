package io.cloakroom.codec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON text (RFC 8259) as Python's {@code json.loads} does: NaN and Infinity are numbers, half a surrogate pair is a
 * character, of equal names the last counts. No library for Java reads all that, nor gives members unread.
 *
 * <p>An integer is an Integer if it fits, else a Long, else a BigInteger; a number with fraction or exponent is a Double. Java has a small
 * Long and a Float besides, which to Python are the same numbers. So these have <b>one space before them</b>, which means nothing to other
 * readers: {@code [1, 2]} is an Integer and a Long. The space counts only in text without any other white space, for text with
 * more of it was laid out by someone else. For one text and one thread.
 */
final class JsonReader {
    /** Makes of an object that was read what it stands for; its members went the same way before. */
    interface Untag {
        @Nullable
        Object apply(Map<String, @Nullable Object> object);
    }

    private final JsonTokens tokens;
    private final Untag untag;
    private final boolean compact;
    private Limits limits = new Limits();
    private int depth;

    private JsonReader(String text, Untag untag) {
        this.tokens = new JsonTokens(text);
        this.untag = untag;
        this.compact = isCompact(text);
    }

    /**
     * The value of the whole text.
     *
     * @throws io.cloakroom.spi.CodecException if it is not JSON, or exceeds the limits of {@link Limits}
     */
    static @Nullable Object read(String text, Untag untag) {
        JsonReader reader = new JsonReader(text, untag);
        Object value = reader.value();
        reader.tokens.end();
        return value;
    }

    /**
     * The members of the object that the whole text is, each value as it stands there, white space included.
     *
     * @throws io.cloakroom.spi.CodecException if it is no object, or a value is not JSON or exceeds the limits
     */
    static Map<String, String> members(String text) {
        JsonReader reader = new JsonReader(text, object -> object);
        Map<String, String> members = new LinkedHashMap<>();
        reader.depth = -1; // a record that is wrapped in a tag is one deeper, its values need not be flatter for that
        reader.tokens.skipSpace();
        reader.eachMember(name -> {
            int start = reader.tokens.position();
            reader.limits = new Limits();
            reader.value();
            reader.tokens.skipSpace();
            members.put(name, text.substring(start, reader.tokens.position()));
        });
        reader.tokens.end();
        return members;
    }

    private @Nullable Object value() {
        limits.count(depth + 1);
        boolean marked = tokens.skipSpace() && compact;
        return switch (tokens.peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> tokens.string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> tokens.number(marked);
        };
    }

    private @Nullable Object word(String word, @Nullable Object value) {
        tokens.word(word);
        return value;
    }

    private @Nullable Object object() {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        depth++;
        eachMember(name -> object.put(name, value()));
        depth--;
        return untag.apply(object);
    }

    /** Gives each name; {@code value} must read the value and the space behind it. */
    private void eachMember(Consumer<String> value) {
        tokens.expect('{');
        tokens.skipSpace();
        if (tokens.accept('}')) {
            return;
        }
        do {
            tokens.skipSpace();
            String name = tokens.string();
            tokens.skipSpace();
            tokens.expect(':');
            value.accept(name);
            tokens.skipSpace();
        } while (tokens.accept(','));
        tokens.expect('}');
    }

    private List<@Nullable Object> array() {
        List<@Nullable Object> array = new ArrayList<>();
        depth++;
        tokens.expect('[');
        if (!tokens.acceptAfterSpace(']')) {
            do {
                array.add(value());
                tokens.skipSpace();
            } while (tokens.accept(','));
            tokens.expect(']');
        }
        depth--;
        return array;
    }

    /** Whether all white space between tokens is single spaces before numbers. */
    private static boolean isCompact(String text) {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && JsonTokens.isSpace(c)) {
                char after = i + 1 < text.length() ? text.charAt(i + 1) : 0;
                if (c != ' ' || "-0123456789NI".indexOf(after) < 0) {
                    return false;
                }
            }
        }
        return true;
    }
}
