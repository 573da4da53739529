package io.cloakroom.codec;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Python calls a tuple: an immutable list that Flask keeps apart from other lists, and that flashed messages are made of.
 *
 * <p>Equal to every list of the same elements. Unlike {@link List#of}, it may hold null. Thread-safe as far as its elements are.
 */
public final class Tuple extends AbstractList<@Nullable Object> {
    private final List<@Nullable Object> elements;

    /** A tuple of these elements. */
    public Tuple(Collection<? extends @Nullable Object> elements) {
        this.elements = Collections.unmodifiableList(new ArrayList<@Nullable Object>(elements));
    }

    /** A tuple of these elements. */
    public static Tuple of(@Nullable Object... elements) {
        return new Tuple(Arrays.asList(elements));
    }

    @Override
    public @Nullable Object get(int index) {
        return elements.get(index);
    }

    @Override
    public int size() {
        return elements.size();
    }
}
