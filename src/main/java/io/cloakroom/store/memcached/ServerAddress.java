package io.cloakroom.store.memcached;

import io.cloakroom.SessionConfigException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where one Memcached server is. Immutable.
 *
 * @param host a name or an address, IPv6 without brackets
 */
record ServerAddress(String host, int port) {
    static final String SETTING = "session.memcached";

    private static final int DEFAULT_PORT = 11_211;
    private static final Pattern SERVER =
            Pattern.compile("(?:\\[(?<v6>[0-9A-Fa-f:.]+)]|(?<host>[A-Za-z0-9._-]+))(?::(?<port>[0-9]{1,5}))?");

    /**
     * Reads the setting: {@code host:port}, or several, separated by commas; the port 11211 may be left out.
     *
     * @throws SessionConfigException if it is something else
     */
    static List<ServerAddress> parse(String setting) {
        return Stream.of(setting.split(",", -1))
                .map(ServerAddress::one)
                .distinct()
                .toList();
    }

    private static ServerAddress one(String text) {
        Matcher server = SERVER.matcher(text.strip());
        if (!server.matches()) {
            throw malformed();
        }
        String host = server.group("v6") != null ? server.group("v6") : server.group("host");
        int port = server.group("port") == null ? DEFAULT_PORT : Integer.parseInt(server.group("port"));
        if (port < 1 || port > 65_535) {
            throw malformed();
        }
        return new ServerAddress(host.toLowerCase(Locale.ROOT), port);
    }

    private static SessionConfigException malformed() {
        return new SessionConfigException(
                SETTING
                        + " is not a list of Memcached servers: write localhost:11211, or several of these, separated by commas.");
    }

    /** Its name on the {@link Ring}, the one that the driver has in its format {@code LIBMEMCACHED}. */
    String ringName() {
        return port == DEFAULT_PORT ? host : host + ":" + port;
    }

    /** Host and port, for messages. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
