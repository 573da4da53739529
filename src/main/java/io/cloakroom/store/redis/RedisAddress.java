package io.cloakroom.store.redis;

import io.cloakroom.SessionConfigException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where Redis is: the setting {@code session.redis}, taken apart. Immutable.
 *
 * <p>The format is IANA's {@code redis} and {@code rediss} URI scheme, {@code redis://user:password@host:port/database}, without
 * its query. Not read with {@link java.net.URI}: that one refuses hosts with an underscore, which compose files have, and repeats the
 * password in its exceptions.
 *
 * @param host a name or an address, IPv6 without brackets
 * @param user for Redis' access control lists; null: its default user
 * @param password null: none
 */
record RedisAddress(
        boolean tls,
        String host,
        int port,
        @Nullable String user,
        @Nullable String password,
        int database) {
    static final String SETTING = "session.redis";

    private static final int DEFAULT_PORT = 6379;
    private static final Pattern URI = Pattern.compile("redis(?<tls>s?)://"
            + "(?:(?<user>[^:@/?#]*)(?::(?<password>[^@/?#]*))?@)?"
            + "(?:\\[(?<v6>[0-9A-Fa-f:.]+)]|(?<host>[^\\[\\]:@/?#%\\s]+))?"
            + "(?::(?<port>[0-9]{1,5}))?"
            + "(?:/(?<database>[0-9]{0,5}))?");

    /**
     * Reads the setting.
     *
     * @throws SessionConfigException if it is not the address of one server; the message does not repeat it, because of the password
     */
    static RedisAddress parse(String setting) {
        String value = setting.strip();
        if (value.contains(",") || value.matches("rediss?[-+]sentinel:.*")) {
            throw new SessionConfigException(SETTING + " with several hosts or a sentinel is not supported yet:"
                    + " name one server (redis://host:6379), or let the application produce a bean"
                    + " of the type redis.clients.jedis.UnifiedJedis.");
        }
        Matcher uri = URI.matcher(value);
        if (!uri.matches()) {
            throw malformed();
        }
        int port = number(uri.group("port"), DEFAULT_PORT);
        String user = decoded(uri.group("user"));
        String password = decoded(uri.group("password"));
        if (port < 1 || port > 65_535 || (user != null && password == null)) {
            throw malformed();
        }
        String host = uri.group("v6") != null ? uri.group("v6") : uri.group("host");
        boolean tls = !uri.group("tls").isEmpty();
        return new RedisAddress(
                tls, host == null ? "localhost" : host, port, user, password, number(uri.group("database"), 0));
    }

    private static int number(@Nullable String digits, int otherwise) {
        return digits == null || digits.isEmpty() ? otherwise : Integer.parseInt(digits);
    }

    private static @Nullable String decoded(@Nullable String escaped) {
        if (escaped == null || escaped.isEmpty()) {
            return null;
        }
        try {
            return URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException repeatsIt) {
            throw malformed();
        }
    }

    private static SessionConfigException malformed() {
        return new SessionConfigException(
                SETTING + " is not the address of a Redis server (its value is not shown here, as it may"
                        + " hold a password): write redis://host:6379/0, or rediss://user:password@host:6379/0 for TLS and a login,"
                        + " with %-escapes for : @ / ? # , and % in user and password.");
    }

    /** Host and port, for messages. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
