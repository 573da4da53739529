package io.cloakroom.config;

import io.cloakroom.config.CookieConfig.SameSite;
import io.cloakroom.config.CookieConfig.Secure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which attributes of a cookie do not go together: browsers drop such a cookie without a word. Pure functions. */
final class CookieRules {
    private CookieRules() {}

    /** What does not go together, a sentence each. */
    static List<String> problems(CookieConfig cookie) {
        List<String> problems = new ArrayList<>();
        if (cookie.name().equalsIgnoreCase("JSESSIONID")) {
            problems.add(nameOf(cookie)
                    + ", the cookie of the server's own sessions: choose another name, such as session.");
        }
        if (cookie.secure() != Secure.ALWAYS) {
            for (String what : whatNeedsSecure(cookie)) {
                problems.add(what + ", which browsers accept from secure cookies only, and session.cookie.secure is "
                        + cookie.secure().text() + ": set session.cookie.secure=true.");
            }
        }
        if (hasPrefix(cookie, "__Host-")) {
            problems.addAll(hostPrefix(cookie));
        }
        return problems;
    }

    /** With {@code auto} the cookie would now and then be what the browser drops: that is a problem too. */
    private static List<String> whatNeedsSecure(CookieConfig cookie) {
        List<String> what = new ArrayList<>();
        if (hasPrefix(cookie, "__Host-") || hasPrefix(cookie, "__Secure-")) {
            what.add(nameOf(cookie));
        }
        if (cookie.sameSite() == SameSite.NONE) {
            what.add("session.cookie.samesite is None");
        }
        if (cookie.partitioned()) {
            what.add("session.cookie.partitioned is true");
        }
        return what;
    }

    private static List<String> hostPrefix(CookieConfig cookie) {
        List<String> problems = new ArrayList<>();
        cookie.domain()
                .ifPresent(domain ->
                        problems.add(nameOf(cookie) + ", which allows no Domain, and session.cookie.domain is \""
                                + domain + "\": leave the domain out, or use the prefix __Secure-."));
        if (!cookie.path().equals(Optional.of("/"))) {
            problems.add(nameOf(cookie) + ", which allows no Path but /, and session.cookie.path is "
                    + cookie.path().map(path -> "\"" + path + "\"").orElse("not set, which means the context path")
                    + ": set session.cookie.path=/, or use the prefix __Secure-.");
        }
        return problems;
    }

    private static String nameOf(CookieConfig cookie) {
        return "session.cookie.name is \"" + cookie.name() + "\"";
    }

    /** RFC 6265bis, "Cookie Name Prefixes": browsers compare them without regard to case. */
    private static boolean hasPrefix(CookieConfig cookie, String prefix) {
        return cookie.name().toLowerCase(Locale.ROOT).startsWith(prefix.toLowerCase(Locale.ROOT));
    }
}
