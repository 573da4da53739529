package io.cloakroom.core;

import io.cloakroom.spi.SessionCodec;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The attributes of a session as one request sees them. Not thread-safe; its session guards them. */
final class Attributes {
    /** What the names of attributes begin with that belong to us and that the application does not see. */
    static final String HIDDEN = Records.OWN + ".";

    private static final Set<String> RESERVED = Set.of(Records.OWN, Records.PERMANENT, Records.FLASHES);

    private final SessionCodec codec;
    private final Map<String, Attribute> byName = new LinkedHashMap<>();

    Attributes(SessionCodec codec, Map<String, byte[]> loaded) {
        this.codec = codec;
        loaded.forEach((name, encoded) -> byName.put(name, new Attribute(name, codec, encoded)));
    }

    private Attributes(SessionCodec codec) {
        this.codec = codec;
    }

    /** The attribute, present or not. */
    Attribute at(String name) {
        return byName.computeIfAbsent(name, key -> new Attribute(key, codec, null));
    }

    /**
     * The attribute that the application wants to write.
     *
     * @throws IllegalArgumentException if it has no business with this name
     */
    Attribute writable(String name) {
        if (name == null || isReserved(name)) {
            throw new IllegalArgumentException(
                    "A session attribute cannot be named " + name
                            + ": this name belongs to Cloakroom. Choose another; for _permanent there is setPermanent, for _flashes flash.");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            throw new IllegalArgumentException(
                    "A session attribute's name cannot hold half a surrogate pair, which UTF-8 cannot say: choose another name.");
        }
        return at(name);
    }

    /** Whether the application sees an attribute of this name. */
    boolean contains(String name) {
        Attribute attribute = byName.get(name);
        return attribute != null && attribute.isPresent() && !isReserved(name);
    }

    /** The names that the application may see. */
    Set<String> names() {
        return byName.keySet().stream().filter(this::contains).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Those of our own that are present. */
    Set<String> hiddenNames() {
        return byName.keySet().stream()
                .filter(name -> name.startsWith(HIDDEN) && at(name).isPresent())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Whether there is not even one of our own. */
    boolean isEmpty() {
        return byName.values().stream().noneMatch(Attribute::isPresent);
    }

    Map<String, Change> changes() {
        Map<String, Change> changes = new LinkedHashMap<>();
        byName.forEach((name, attribute) -> attribute.change().ifPresent(change -> changes.put(name, change)));
        return changes;
    }

    /** Removes all but our own. */
    void clear() {
        byName.forEach((name, attribute) -> {
            if (attribute.isPresent() && !name.startsWith(HIDDEN)) {
                attribute.remove();
            }
        });
    }

    Attributes copy() {
        Attributes copy = new Attributes(codec);
        byName.forEach((name, attribute) -> copy.byName.put(name, attribute.copy()));
        return copy;
    }

    /** The attributes after a commit that left these in the record. */
    Attributes committed(Map<String, byte[]> written) {
        Attributes next = new Attributes(codec);
        written.forEach((name, encoded) -> next.byName.put(name, at(name).committed(encoded)));
        byName.forEach((name, attribute) -> attribute.keptHere().ifPresent(kept -> next.byName.put(name, kept)));
        return next;
    }

    private static boolean isReserved(String name) {
        return RESERVED.contains(name) || name.startsWith(HIDDEN);
    }
}
