package io.cloakroom.config;

import io.cloakroom.config.CookieConfig.SameSite;
import io.cloakroom.config.CookieConfig.Secure;
import io.cloakroom.config.SessionConfig.Lifetimes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The rules that one value's type cannot tell: what does not go together, and secrets that are none. Pure functions. */
final class ConfigRules {
    private static final int SHORTEST_SECRET = 32;
    private static final String MAKE_ONE = "'openssl rand -hex 32' prints a good one";

    private ConfigRules() {}

    /** What is wrong with the secrets; fallbacks in the order in which they are written. */
    static List<String> secrets(Optional<String> secretKey, List<String> fallbacks) {
        List<String> problems = new ArrayList<>();
        secretKey.flatMap(secret -> tooShort("secret-key", secret)).ifPresent(problems::add);
        if (secretKey.isEmpty() && !fallbacks.isEmpty()) {
            problems.add(
                    "secret-key-fallbacks is set and secret-key is not: set secret-key to the newest key, the one that signs.");
        }
        if (fallbacks.size() > 1 && fallbacks.stream().allMatch(key -> key.codePointCount(0, key.length()) == 1)) {
            problems.add(
                    "secret-key-fallbacks is a list of " + fallbacks.size()
                            + " single characters, with which anyone could "
                            + "forge a session: that is what Flask makes of a key that is no list. Set it to whole keys, separated by commas.");
            return problems;
        }
        for (int i = 0; i < fallbacks.size(); i++) {
            fallback("secret-key-fallbacks, number " + (i + 1) + ",", fallbacks.get(i))
                    .ifPresent(problems::add);
        }
        return problems;
    }

    private static Optional<String> fallback(String which, String key) {
        if (key.startsWith("[") || key.endsWith("]")) {
            return Optional.of(which
                    + " has a square bracket at its end: separate the keys by commas, without brackets and quotes.");
        }
        if (!key.equals(key.strip())) {
            return Optional.of(which + " begins or ends with a space, which would be part of the key: remove it.");
        }
        return tooShort(which, key);
    }

    private static Optional<String> tooShort(String which, String key) {
        int length = key.getBytes(StandardCharsets.UTF_8).length;
        return length >= SHORTEST_SECRET
                ? Optional.empty()
                : Optional.of(which + " is " + length
                        + " bytes long, which can be guessed: set it to a random one of at least " + SHORTEST_SECRET
                        + " bytes; " + MAKE_ONE + ".");
    }

    /** What does not go together in a configuration whose single values are right. */
    static List<String> problems(SessionConfig config) {
        List<String> problems = new ArrayList<>();
        if (config.ids().sign() && !config.keys().canSign()) {
            problems.add(
                    "session.use-signer is true and secret-key is not set: set secret-key, or session.use-signer=false; "
                            + MAKE_ONE + ".");
        }
        Lifetimes lifetimes = config.lifetimes();
        if (lifetimes.touchInterval().compareTo(lifetimes.idle()) >= 0) {
            problems.add("session.touch-interval is " + lifetimes.touchInterval()
                    + ", not less than permanent-session-lifetime, " + lifetimes.idle()
                    + ", so that sessions in use would end: set it to a fraction of it, or leave it out.");
        }
        problems.addAll(cookie(config.cookie()));
        return problems;
    }

    private static List<String> cookie(CookieConfig cookie) {
        List<String> problems = new ArrayList<>();
        String name = "session.cookie.name is \"" + cookie.name() + "\"";
        if (cookie.name().equalsIgnoreCase("JSESSIONID")) {
            problems.add(name + ", the cookie of the server's own sessions: choose another name, such as session.");
        }
        if (cookie.secure() != Secure.ALWAYS) {
            needsSecure(cookie, name)
                    .forEach(what -> problems.add(
                            what + ", which browsers accept from secure cookies only, and session.cookie.secure"
                                    + " is " + cookie.secure().text() + ": set session.cookie.secure=true."));
        }
        if (prefixed(cookie, "__host-")) {
            cookie.domain()
                    .ifPresent(domain -> problems.add(name + ", which allows no Domain, and session.cookie.domain is \""
                            + domain + "\": leave the domain out, or use the prefix __Secure-."));
            if (!cookie.path().equals(Optional.of("/"))) {
                problems.add(name + ", which allows no Path but /, and session.cookie.path is "
                        + cookie.path().map(path -> "\"" + path + "\"").orElse("the context path")
                        + ": set session.cookie.path=/, or use the prefix __Secure-.");
            }
        }
        return problems;
    }

    private static List<String> needsSecure(CookieConfig cookie, String name) {
        List<String> reasons = new ArrayList<>();
        if (cookie.sameSite() == SameSite.NONE) {
            reasons.add("session.cookie.samesite is None");
        }
        if (cookie.partitioned()) {
            reasons.add("session.cookie.partitioned is true");
        }
        if (prefixed(cookie, "__host-") || prefixed(cookie, "__secure-")) {
            reasons.add(name);
        }
        return reasons;
    }

    /** RFC 6265bis, 5.7: browsers compare the prefix without regard to case. */
    private static boolean prefixed(CookieConfig cookie, String prefix) {
        return cookie.name().toLowerCase(Locale.ROOT).startsWith(prefix);
    }
}
