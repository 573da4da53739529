package io.cloakroom.http;

import io.cloakroom.config.CookieConfig;
import io.cloakroom.core.CookieChange;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The session cookie: reads its values from a request and writes its {@code Set-Cookie} header (RFC 6265, and {@code Partitioned} of CHIPS), the
 * attributes in Werkzeug's order. Immutable and thread-safe.
 *
 * <p>The {@code Cookie} header is read here and not through the container, which may keep only one of several cookies of a name, and which has opinions
 * of its own about characters.
 */
final class SessionCookie {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int MAX_VALUE = 4096;

    /** Each may cost a call of the store; browsers send one for each path and domain. */
    private static final int MAX_CANDIDATES = 8;

    private final CookieConfig config;
    private final String path;

    SessionCookie(CookieConfig config, String contextPath) {
        this.config = config;
        this.path = config.path().orElse(contextPath.isEmpty() ? "/" : contextPath);
    }

    /** The values of all cookies with our name, in the client's order. A browser sends several if they differ in path or domain. */
    List<String> values(HttpServletRequest request) {
        List<String> values = new ArrayList<>();
        for (String header : Collections.list(request.getHeaders("Cookie"))) {
            for (String pair : header.split(";", -1)) {
                int equals = pair.indexOf('=');
                if (equals >= 0 && pair.substring(0, equals).strip().equals(config.name())) {
                    values.add(unquoted(pair.substring(equals + 1).strip()));
                }
            }
        }
        values.removeIf(value -> value.isEmpty() || value.length() > MAX_VALUE);
        return values.subList(0, Math.min(values.size(), MAX_CANDIDATES));
    }

    /**
     * The {@code Set-Cookie} header for a change.
     *
     * @param secureRequest whether the request came over TLS
     */
    String header(CookieChange.Set change, boolean secureRequest) {
        String expires = change.expires().map(SessionCookie::expires).orElse("");
        return config.name() + "=" + change.value() + attributes(expires, secureRequest);
    }

    /** The {@code Set-Cookie} header that makes the client drop the cookie: its attributes must be those that it was set with. */
    String deletion(boolean secureRequest) {
        return config.name() + "=" + attributes(expires(Instant.EPOCH) + "; Max-Age=0", secureRequest);
    }

    /** The same as the container's object, which cannot keep {@code Expires} as it is: the age stands in for it. Empty for {@code Keep}. */
    Optional<Cookie> cookie(CookieChange change, boolean secureRequest, Clock clock) {
        if (change instanceof CookieChange.Keep) {
            return Optional.empty();
        }
        Cookie made = new Cookie(config.name(), change instanceof CookieChange.Set set ? set.value() : "");
        made.setMaxAge(change instanceof CookieChange.Set set ? age(set, clock.instant()) : 0);
        made.setPath(path);
        made.setHttpOnly(config.httpOnly());
        made.setSecure(isSecure(secureRequest));
        made.setAttribute("SameSite", config.sameSite().attribute());
        config.domain().ifPresent(made::setDomain);
        if (config.partitioned()) {
            made.setAttribute("Partitioned", "");
        }
        return Optional.of(made);
    }

    private static int age(CookieChange.Set set, Instant now) {
        return set.expires()
                .map(expires -> (int) Math.min(Duration.between(now, expires).toSeconds(), Integer.MAX_VALUE))
                .orElse(-1);
    }

    /** Whether a {@code Set-Cookie} header is one of ours. */
    boolean isOurs(String header) {
        return header.startsWith(config.name() + "=");
    }

    private String attributes(String expires, boolean secureRequest) {
        return config.domain().map(domain -> "; Domain=" + domain).orElse("")
                + expires
                + (isSecure(secureRequest) ? "; Secure" : "")
                + (config.httpOnly() ? "; HttpOnly" : "")
                + "; Path=" + path
                + "; SameSite=" + config.sameSite().attribute()
                + (config.partitioned() ? "; Partitioned" : "");
    }

    private boolean isSecure(boolean secureRequest) {
        return switch (config.secure()) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> secureRequest;
        };
    }

    private static String expires(Instant instant) {
        return "; Expires=" + DATE.format(instant);
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
