package io.cloakroom.codec;

import io.cloakroom.spi.CodecException;

/**
 * How deep and how large a value may be; counted in both directions, so that what could not be read back is not written. One encoding
 * or decoding uses one; not thread-safe.
 */
final class Limits {

    static final int MAX_DEPTH = 100;
    static final int MAX_ELEMENTS = 100_000;

    private int elements;

    /**
     * Counts a value, each key, element and component being one.
     *
     * @param depth 1 for the attribute itself
     * @throws CodecException if this is too much
     */
    void count(int depth) {
        if (depth > MAX_DEPTH) {
            throw new CodecException("A value is nested more than " + MAX_DEPTH
                    + " levels deep, or contains itself: make it flatter, or store its id.");
        }
        if (++elements > MAX_ELEMENTS) {
            throw new CodecException("A value has more than " + MAX_ELEMENTS
                    + " elements, which is too much for a session: keep it elsewhere and store its id.");
        }
    }
}
