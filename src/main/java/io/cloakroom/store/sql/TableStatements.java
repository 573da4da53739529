package io.cloakroom.store.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/** The statements that make the table: those in deploy/sql, which people run who make it themselves. Stateless. */
final class TableStatements {
    private TableStatements() {}

    /** Makes the table and its index. */
    static void run(Connection connection, TableName name) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String one : of(connection.getMetaData().getDatabaseProductName(), name)) {
                statement.execute(one);
            }
        }
    }

    private static List<String> of(String product, TableName name) {
        String sql = Arrays.stream(resource(file(product)).split("\n"))
                .filter(line -> !line.startsWith("--"))
                .collect(Collectors.joining("\n"))
                .replaceAll("\\bsessions_expiry\\b", Matcher.quoteReplacement(name.name() + "_expiry"))
                .replaceAll("\\bsessions\\b", Matcher.quoteReplacement(name.qualified()));
        return Arrays.stream(sql.split(";"))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .toList();
    }

    private static String file(String product) {
        String name = product.toLowerCase(Locale.ROOT);
        if (name.contains("mariadb")) {
            return "mysql.sql";
        }
        if (name.contains("microsoft")) {
            return "sqlserver.sql";
        }
        return List.of("postgresql", "mysql", "oracle").stream()
                .filter(name::contains)
                .map(known -> known + ".sql")
                .findFirst()
                .orElse("h2.sql");
    }

    private static String resource(String file) {
        try (InputStream content = TableStatements.class.getResourceAsStream(file)) {
            if (content == null) {
                throw new IllegalStateException("The jar lacks " + file + ".");
            }
            return new String(content.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
