package io.cloakroom.core;

import io.cloakroom.Flash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Flash messages as Flask keeps them: a list of pairs of category and message. Pure functions. */
final class Flashes {
    private Flashes() {}

    static List<Object> encode(Flash flash) {
        return List.of(flash.category(), flash.message());
    }

    /** The messages of the attribute; what is not one, is passed over. */
    static List<Flash> decode(@Nullable Object attribute) {
        return list(attribute).stream().flatMap(pair -> flash(pair).stream()).toList();
    }

    static Object append(@Nullable Object attribute, List<Object> added) {
        List<Object> all = new ArrayList<>(list(attribute));
        all.add(added);
        return all;
    }

    /** What is left after these were read, others that were added meanwhile included; {@code null}: nothing. */
    static @Nullable Object without(@Nullable Object attribute, Object read) {
        List<Object> left = new ArrayList<>(list(attribute));
        list(read).forEach(left::remove);
        return left.isEmpty() ? null : left;
    }

    private static Optional<Flash> flash(@Nullable Object pair) {
        return pair instanceof List<?> list
                        && list.size() == 2
                        && list.get(0) instanceof String category
                        && list.get(1) instanceof String message
                ? Optional.of(new Flash(category, message))
                : Optional.empty();
    }

    private static List<?> list(@Nullable Object attribute) {
        return attribute instanceof List<?> list ? list : List.of();
    }
}
