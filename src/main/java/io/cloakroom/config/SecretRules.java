package io.cloakroom.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What makes a secret key none. Pure functions; their sentences show no secret. */
final class SecretRules {
    static final String MAKE_ONE = "'openssl rand -hex 32' prints a good one";

    private static final int SHORTEST = 32;

    private SecretRules() {}

    /** What is wrong with the secrets; fallbacks in the order in which they are written. */
    static List<String> problems(Optional<String> secretKey, List<String> fallbacks) {
        List<String> problems = new ArrayList<>();
        secretKey.flatMap(secret -> tooShort("secret-key", secret)).ifPresent(problems::add);
        if (secretKey.isEmpty() && !fallbacks.isEmpty()) {
            problems.add("secret-key-fallbacks is set and secret-key is not: set secret-key to the newest key,"
                    + " the one that signs.");
        }
        notAList(fallbacks).ifPresentOrElse(problems::add, () -> problems.addAll(eachOf(fallbacks)));
        return problems;
    }

    /** Flask's {@code SECRET_KEY_FALLBACKS} given as a plain string is a list of its characters (pallets/flask issue 6089). */
    private static Optional<String> notAList(List<String> fallbacks) {
        if (fallbacks.size() > 1 && fallbacks.stream().allMatch(key -> key.codePointCount(0, key.length()) == 1)) {
            return Optional.of(
                    "secret-key-fallbacks is a list of " + fallbacks.size() + " single characters, which is what"
                            + " Flask makes of a key that is no list, and with which anyone could forge a session:"
                            + " set it to whole keys, separated by commas.");
        }
        if (!fallbacks.isEmpty() && fallbacks.get(0).matches("(?s)\\s*\\[\\s*[\"'].*")) {
            return Optional.of(
                    "secret-key-fallbacks is written as a list of JSON or Python, whose brackets and quotes would be"
                            + " part of the keys: leave them out and separate the keys by commas.");
        }
        return Optional.empty();
    }

    private static List<String> eachOf(List<String> fallbacks) {
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < fallbacks.size(); i++) {
            String which = "secret-key-fallbacks, number " + (i + 1) + ",";
            String fallback = fallbacks.get(i);
            if (!fallback.equals(fallback.strip())) {
                problems.add(which + " begins or ends with a space, which would be part of the key: remove it.");
            }
            tooShort(which, fallback).ifPresent(problems::add);
        }
        return problems;
    }

    private static Optional<String> tooShort(String which, String secret) {
        int length = secret.getBytes(StandardCharsets.UTF_8).length;
        return length >= SHORTEST
                ? Optional.empty()
                : Optional.of(
                        which + " is " + length + (length == 1 ? " byte" : " bytes") + " long, which can be guessed:"
                                + " set it to a random one of at least " + SHORTEST + " bytes; " + MAKE_ONE + ".");
    }
}
