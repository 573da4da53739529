package io.cloakroom.core;

import io.cloakroom.spi.SessionCodec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The three-way merge, attribute by attribute, on encoded values: what this request changed goes onto what others saved meanwhile. Different
 * attributes all stay; on the same attribute the last to commit wins, a deletion included; steps are run again on the newer value.
 * A pure function.
 */
final class Merge {
    private final SessionCodec codec;

    Merge(SessionCodec codec) {
        this.codec = codec;
    }

    /**
     * Puts the changes onto a record.
     *
     * @param base the record that the request began with
     * @param changes what the request did to it
     * @param theirs the record as it is now; the same object as {@code base} if nobody else wrote
     */
    Snapshot merge(Snapshot base, Changes changes, Snapshot theirs) {
        Map<String, byte[]> merged = new LinkedHashMap<>(theirs.attributes());
        changes.attributes().forEach((name, change) -> {
            byte[] encoded = encoded(
                    change, base.attributes().get(name), theirs.attributes().get(name));
            if (encoded == null) {
                merged.remove(name);
            } else {
                merged.put(name, encoded);
            }
        });
        boolean permanent = changes.permanent().orElse(theirs.permanent());
        var own = theirs.own();
        if (changes.idleLifetime().isPresent()) {
            own = own.withIdleLifetime(changes.idleLifetime());
        }
        return new Snapshot(merged, permanent, own);
    }

    private byte @Nullable [] encoded(Change change, byte @Nullable [] base, byte @Nullable [] theirs) {
        if (change instanceof Change.Put put) {
            return put.encoded();
        }
        if (change instanceof Change.Rerun rerun) {
            return Arrays.equals(base, theirs) ? rerun.encoded() : runAgain(rerun, theirs);
        }
        return null;
    }

    private byte @Nullable [] runAgain(Change.Rerun rerun, byte @Nullable [] theirs) {
        Optional<Step.Value> value = theirs == null ? Optional.empty() : Step.Value.of(codec.decode(theirs));
        for (Step step : rerun.steps()) {
            value = step.apply(value);
        }
        return value.isPresent() ? codec.encode(value.get().it()) : null;
    }
}
