package io.cloakroom.config;

import static io.cloakroom.config.ConfigKeys.key;
import static io.cloakroom.config.ConfigKeys.optional;

import java.util.List;

/**
 * The keys of the single backends: the second half of the table in {@link ConfigKeys}. The stores read them themselves, as text; here
 * they are declared and checked, so that what is wrong with them is told together with the rest.
 */
final class StoreKeys {
    private static final String NAME_OF_A_TABLE = "[A-Za-z_][A-Za-z0-9_$]{0,62}";

    static final ConfigKey<Integer> FILE_MODE = key(
            "session.file.mode",
            ValueType.fileMode(),
            "0600",
            "the files' rights; rights for others than the owner are warned of");

    private static final List<ConfigKey<?>> ALL = List.of(
            optional(
                    "session.file.dir",
                    ValueType.text("a directory", "[^\\x00]+"),
                    "the server's data directory, else java.io.tmpdir",
                    "where the files are"),
            optional(
                    "session.file.threshold",
                    ValueType.wholeNumber(1, Integer.MAX_VALUE),
                    "none",
                    "how many files there may be; a live session is never evicted without a warning"),
            FILE_MODE,
            key(
                    "session.memory.threshold",
                    ValueType.wholeNumber(1, Integer.MAX_VALUE),
                    "10000",
                    "how many sessions the memory holds"),
            key("session.redis", ValueType.redisUri(), "redis://localhost:6379", "where Redis is"),
            key(
                    "session.memcached",
                    ValueType.hosts(),
                    "localhost:11211",
                    "where Memcached is: host:port, or several, separated by commas"),
            key(
                    "session.memcached.tls",
                    ValueType.bool(),
                    "false",
                    "whether Memcached is spoken to through TLS; its certificate must be one that the JVM trusts"),
            optional(
                    "session.memcached.username",
                    ValueType.text("a name", ".+"),
                    "none",
                    "who logs in to Memcached, by SASL"),
            optional("session.memcached.password", ValueType.secretText(), "none", "the password for Memcached"),
            key(
                    "session.mongodb",
                    ValueType.mongodbUri(),
                    "mongodb://localhost",
                    "where MongoDB is; the URI's options, such as w=1, count"),
            key(
                    "session.mongodb.db",
                    ValueType.text("the name of a database", "[^/\\\\. \"$*<>:|?\\x00]{1,63}"),
                    "flask_session",
                    "MongoDB's database"),
            key(
                    "session.mongodb.collect",
                    ValueType.text("the name of a collection", "(?!system\\.)[^$\\x00]{1,120}"),
                    "sessions",
                    "MongoDB's collection"),
            key(
                    "session.sql",
                    ValueType.dataSource(),
                    "java:comp/DefaultDataSource",
                    "the database: a data source's JNDI name, a JDBC URL, or unit:NAME, a persistence unit of the application"),
            optional("session.sql.username", ValueType.text("a name", ".+"), "none", "who logs in at a JDBC URL"),
            optional("session.sql.password", ValueType.secretText(), "none", "the password at a JDBC URL"),
            key(
                            "session.sql.table",
                            ValueType.text("the name of a table", NAME_OF_A_TABLE),
                            "sessions",
                            "the table's name")
                    .alsoReadAs("session.sqlalchemy.table"),
            optional(
                            "session.sql.schema",
                            ValueType.text("the name of a schema", NAME_OF_A_TABLE),
                            "none",
                            "the table's schema")
                    .alsoReadAs("session.sqlalchemy.schema"),
            key("session.sql.create-table", ValueType.bool(), "true", "whether the table is made if it is missing"));

    private StoreKeys() {}

    static List<ConfigKey<?>> all() {
        return ALL;
    }

    /** The key that the others of a type begin with: {@code session.redis}, {@code session.file}. */
    static String first(String type) {
        return "session." + (type.equals("filesystem") ? "file" : type);
    }

    /** The keys of a type; none, if it is not one of ours or has none. */
    static List<ConfigKey<?>> of(String type) {
        return ALL.stream()
                .filter(key -> key.name().equals(first(type)) || key.name().startsWith(first(type) + "."))
                .toList();
    }
}
