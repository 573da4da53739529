package io.cloakroom.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a request did to one attribute, as a value that can be carried over to a newer record. Immutable. */
sealed interface Change {

    /** The attribute has this encoding now, whatever it was. */
    @SuppressWarnings("ArrayRecordComponent") // Internal; never compared.
    record Put(byte[] encoded) implements Change {}

    /** The attribute is gone, whatever it was. */
    record Remove() implements Change {}

    /**
     * The attribute followed from its former value, and can follow from a newer one: {@code merge}, {@code compute} and their kin.
     *
     * @param steps the way there, to be gone again
     * @param encoded what came out of them on the loaded value; {@code null}: no attribute
     */
    @SuppressWarnings("ArrayRecordComponent") // Internal; never compared.
    record Rerun(List<Step> steps, byte @Nullable [] encoded) implements Change {}
}
