package io.cloakroom.store.redis;

import io.cloakroom.SessionConfigException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where Redis is: the setting {@code session.redis}, taken apart. Immutable.
 *
 * <pre>{@code
 * redis://user:password@host:6379/0                     one server
 * redis://user:password@host1:6379,host2:6379           a cluster, by some of its nodes
 * redis://user:password@host:6379?cluster=true          a cluster, by one
 * redis-sentinel://user:password@host1:26379,host2/mymaster/0
 *                                                       the master that these sentinels know as mymaster
 * }</pre>
 *
 * <p>What is left out is localhost, port 6379 (a sentinel's: 26379), database 0, no login. With {@code rediss} and
 * {@code rediss-sentinel} every connection is TLS, and each certificate must name the address that the cluster or the sentinels tell
 * of its server. The login is the one for Redis. Sentinels that ask for one have it in the query, {@code
 * ?sentinel-user=..&sentinel-password=..}. Special characters are percent-encoded.
 *
 * <p>{@code ?replicas=1}, in any of these, lets a change count as written when that many replicas have it too.
 *
 * <p>The format is IANA's {@code redis} and {@code rediss} URI scheme, with several hosts as other clients write them. Not read with
 * {@link java.net.URI}: that one refuses hosts with an underscore, which compose files have, and repeats the password in its
 * exceptions.
 *
 * @param nodes one or more; a server, nodes of a cluster, or sentinels
 * @param login for Redis
 * @param database 0 in a cluster, which has no other
 * @param replicas how many must have a change before it counts as written; 0: the master is enough
 */
record RedisAddress(boolean tls, List<Node> nodes, Login login, int database, int replicas, Form form) {
    static final String SETTING = "session.redis";

    private static final Pattern URI = Pattern.compile("redis(?<tls>s?)(?<sentinel>-sentinel)?://"
            + "(?:(?<user>[^:@/?#]*)(?::(?<password>[^@/?#]*))?@)?"
            + "(?<nodes>[^@/?#]*)(?:/(?<path>[^?#]*))?(?:\\?(?<query>[^#]*))?");
    private static final Pattern NODE =
            Pattern.compile("(?:\\[(?<v6>[0-9A-Fa-f:.]+)]|(?<host>[^\\[\\]:@/?#%,\\s]+))?(?::(?<port>[0-9]{1,5}))?");
    private static final Pattern DATABASE = Pattern.compile("(?<database>[0-9]{0,5})");
    private static final Pattern MASTER = Pattern.compile("(?<master>[A-Za-z0-9._-]+)(?:/" + DATABASE.pattern() + ")?");
    private static final String CLUSTER = "cluster=(?<cluster>true)";
    private static final String REPLICAS = "replicas=(?<replicas>[1-9])";
    private static final Pattern OPTIONS = Pattern.compile("(?:(?:" + CLUSTER + "|" + REPLICAS + ")(?:&|$))*");
    private static final Pattern SENTINEL_OPTIONS = Pattern.compile(
            "(?:(?:sentinel-user=(?<user>[^&]+)|sentinel-password=(?<password>[^&]+)|" + REPLICAS + ")(?:&|$))*");

    /** What the nodes are. */
    sealed interface Form {
        /** One server. */
        record Server() implements Form {}

        /** Nodes of a cluster, which know the others. */
        record Cluster() implements Form {}

        /**
         * Sentinels.
         *
         * @param master the name that they have for the server that is master at the time
         * @param login theirs
         */
        record Sentinels(String master, Login login) implements Form {}
    }

    /**
     * One process.
     *
     * @param host a name or an address, IPv6 without brackets
     */
    record Node(String host, int port) {
        @Override
        public String toString() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /**
     * Who is it that connects.
     *
     * @param user for Redis' access control lists; null: its default user
     * @param password null: none
     */
    record Login(@Nullable String user, @Nullable String password) {
        @Override
        public String toString() {
            return "a login";
        }
    }

    /** With a copy of the nodes. */
    RedisAddress {
        nodes = List.copyOf(nodes);
    }

    /**
     * Reads the setting.
     *
     * @throws SessionConfigException if it is no address of Redis; the message does not repeat it, because of the password
     */
    static RedisAddress parse(String setting) {
        Matcher uri = whole(URI, setting.strip());
        boolean sentinel = uri.group("sentinel") != null;
        List<String> names = List.of(uri.group("nodes").split(",", -1));
        if (names.size() > 1 && names.contains("")) {
            throw malformed();
        }
        List<Node> nodes =
                names.stream().map(name -> node(name, sentinel ? 26_379 : 6379)).toList();
        boolean tls = !uri.group("tls").isEmpty();
        return sentinel ? sentinels(uri, tls, nodes) : servers(uri, tls, nodes);
    }

    private static RedisAddress sentinels(Matcher uri, boolean tls, List<Node> nodes) {
        Matcher path = whole(MASTER, uri.group("path"));
        Matcher options = whole(SENTINEL_OPTIONS, uri.group("query"));
        Form form = new Form.Sentinels(path.group("master"), login(options));
        int database = number(path.group("database"), 0);
        return new RedisAddress(tls, nodes, login(uri), database, number(options.group("replicas"), 0), form);
    }

    private static RedisAddress servers(Matcher uri, boolean tls, List<Node> nodes) {
        Matcher options = whole(OPTIONS, uri.group("query"));
        int database = number(whole(DATABASE, uri.group("path")).group("database"), 0);
        boolean cluster = nodes.size() > 1 || options.group("cluster") != null;
        if (cluster && database != 0) {
            throw new SessionConfigException(SETTING + " names database " + database
                    + " of a cluster, which has only database 0: leave the number away; session.key-prefix keeps applications apart."
                    + " Or name one server only, if it is not a cluster.");
        }
        Form form = cluster ? new Form.Cluster() : new Form.Server();
        return new RedisAddress(tls, nodes, login(uri), database, number(options.group("replicas"), 0), form);
    }

    private static Matcher whole(Pattern pattern, @Nullable String text) {
        Matcher matcher = pattern.matcher(orEmpty(text));
        if (!matcher.matches()) {
            throw malformed();
        }
        return matcher;
    }

    private static Node node(String text, int usualPort) {
        Matcher node = whole(NODE, text);
        int port = number(node.group("port"), usualPort);
        if (port < 1 || port > 65_535) {
            throw malformed();
        }
        String host = node.group("v6") != null ? node.group("v6") : node.group("host");
        return new Node(host == null ? "localhost" : host, port);
    }

    private static Login login(Matcher credentials) {
        Login login = new Login(decoded(credentials.group("user")), decoded(credentials.group("password")));
        if (login.user() != null && login.password() == null) {
            throw malformed();
        }
        return login;
    }

    private static int number(@Nullable String digits, int otherwise) {
        return orEmpty(digits).isEmpty() ? otherwise : Integer.parseInt(orEmpty(digits));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
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
                        + " redis://host1,host2 for a cluster, redis-sentinel://host1,host2/mymaster for sentinels,"
                        + " with %-escapes for : @ / ? # , & and % in user and password.");
    }

    /** What it is, with hosts and ports, for messages. */
    @Override
    public String toString() {
        String hosts = nodes.stream().map(Node::toString).collect(Collectors.joining(","));
        if (form instanceof Form.Sentinels sentinels) {
            return "Redis (the master " + sentinels.master() + " of the sentinels at " + hosts + ")";
        }
        return (form instanceof Form.Cluster ? "Redis (the cluster of " + hosts + ")" : "Redis at " + hosts);
    }
}
