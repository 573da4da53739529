package io.cloakroom.config;

import java.io.ObjectInputFilter;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the values of a key may be: how they are parsed, and a phrase that says so to people. Immutable. */
public final class ValueType<T> {

    /** The spellings of Flask's users, Python's {@code True} and {@code False} among them. */
    private static final Map<String, Boolean> BOOLEANS = Map.of(
            "true", true, "1", true, "yes", true, "on", true, "false", false, "0", false, "no", false, "off", false);

    private static final String HOST = "([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?";

    /** One host or several, with a password or without. Not left to {@link URI}, whose hosts have no underscore. */
    private static final Pattern HOSTS = Pattern.compile("([^@]*@)?HOST(,HOST)*".replace("HOST", HOST));

    private static final Pattern MONGODB = Pattern.compile("mongodb(\\+srv)?://[^\\s/?#]+(/[^\\s#]*)?(\\?[^\\s#]*)?");
    private static final Pattern DATA_SOURCE = Pattern.compile("(java:|jdbc:|unit:)\\S+|[A-Za-z0-9_./-]+");

    private final String phrase;
    private final Function<String, Optional<T>> parser;
    private final boolean secret;

    private ValueType(String phrase, Function<String, Optional<T>> parser, boolean secret) {
        this.phrase = phrase;
        this.parser = parser;
        this.secret = secret;
    }

    private ValueType(String phrase, Function<String, Optional<T>> parser) {
        this(phrase, parser, false);
    }

    /** What a value is, to follow "set it to", such as {@code a whole number from 1 to 9}. */
    public String phrase() {
        return phrase;
    }

    /** Whether a value may be or contain a secret: it is never shown. */
    boolean isSecret() {
        return secret;
    }

    /** The value that the text stands for; empty if it stands for none. */
    Optional<T> parse(String text) {
        return parser.apply(text);
    }

    /** Text that matches the pattern, not trimmed. */
    static ValueType<String> text(String phrase, String pattern) {
        Predicate<String> matches = Pattern.compile(pattern).asMatchPredicate();
        return new ValueType<>(phrase, text -> Optional.of(text).filter(matches));
    }

    /** A word in lower case; Flask-Session's {@code sqlalchemy} is {@code sql}. */
    static ValueType<String> backend() {
        return new ValueType<>(
                "the name of a backend",
                text -> Optional.of(normalized(text))
                        .filter(word -> !word.isEmpty())
                        .map(word -> word.equals("sqlalchemy") ? "sql" : word));
    }

    /** One of these words, in whatever case. */
    static <T> ValueType<T> choice(String phrase, Map<String, T> words) {
        return new ValueType<>(phrase, text -> Optional.ofNullable(words.get(normalized(text))));
    }

    /** A filter of Java serialization, as written. */
    static ValueType<String> serializationFilter() {
        return new ValueType<>(
                "a filter of Java serialization (JEP 290), such as com.acme.**;!com.acme.internal.*", text -> {
                    try {
                        return Optional.ofNullable(ObjectInputFilter.Config.createFilter(text))
                                .map(valid -> text);
                    } catch (IllegalArgumentException e) {
                        return Optional.empty();
                    }
                });
    }

    static ValueType<Boolean> bool() {
        return choice("true or false", BOOLEANS);
    }

    /** {@code auto}, or whether always or never. */
    static ValueType<CookieConfig.Secure> secure() {
        return new ValueType<>("auto, true or false", text -> {
            if (normalized(text).equals("auto")) {
                return Optional.of(CookieConfig.Secure.AUTO);
            }
            return Optional.ofNullable(BOOLEANS.get(normalized(text)))
                    .map(always -> always ? CookieConfig.Secure.ALWAYS : CookieConfig.Secure.NEVER);
        });
    }

    static ValueType<Integer> wholeNumber(int least, int most) {
        String range = most == Integer.MAX_VALUE ? "of at least " + least : "from " + least + " to " + most;
        return new ValueType<>("a whole number " + range, text -> {
            try {
                int number = Integer.parseInt(text.strip());
                return number < least || number > most ? Optional.empty() : Optional.of(number);
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        });
    }

    /** A duration of ISO-8601, as {@link Duration#parse} has it, or a number of seconds, as Flask's users write it. */
    static ValueType<Duration> duration(String least, String most) {
        Duration shortest = Duration.parse(least);
        Duration longest = Duration.parse(most);
        String phrase = "a duration such as PT30M, or whole seconds, from " + least + " to " + most;
        return new ValueType<>(phrase, text -> {
            try {
                String value = text.strip();
                Duration duration = value.matches("[0-9]{1,18}")
                        ? Duration.ofSeconds(Long.parseLong(value))
                        : Duration.parse(value);
                boolean fits = duration.compareTo(shortest) >= 0 && duration.compareTo(longest) <= 0;
                return fits ? Optional.of(duration) : Optional.empty();
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        });
    }

    /** Rights of a file in octal; the owner must be able to read and write. */
    static ValueType<Integer> fileMode() {
        Pattern octal = Pattern.compile("0?[67][0-7]{2}");
        return new ValueType<>(
                "a file's rights in octal that let its owner read and write, such as 0600 (Flask's 384)", text -> {
                    String mode = text.strip();
                    return octal.matcher(mode).matches() ? Optional.of(Integer.parseInt(mode, 8)) : Optional.empty();
                });
    }

    /** One URI with a host, or several; it may have a password in it. */
    static ValueType<String> redisUri() {
        return new ValueType<>(
                "a URI such as redis://localhost:6379, special characters percent-encoded",
                ValueType::parseRedisUri,
                true);
    }

    /** Hosts with their ports, or without; Flask's list of one in brackets and quotes too would be a mistake. */
    static ValueType<String> hosts() {
        return text(
                "a host such as localhost:11211, or several, separated by commas",
                "\\s*" + HOST + "(\\s*,\\s*" + HOST + ")*\\s*");
    }

    /** A connection string of MongoDB; it may have a password in it, and is read by the driver. */
    static ValueType<String> mongodbUri() {
        return new ValueType<>(
                "a URI such as mongodb://localhost, special characters percent-encoded",
                text -> Optional.of(text.strip()).filter(MONGODB.asMatchPredicate()),
                true);
    }

    /** Where a database is; it may have a password in it. */
    static ValueType<String> dataSource() {
        return new ValueType<>(
                "the JNDI name of a data source (java:comp/DefaultDataSource), a JDBC URL, or unit:NAME",
                text -> Optional.of(text.strip()).filter(DATA_SOURCE.asMatchPredicate()),
                true);
    }

    /** A password, exactly as it stands. */
    static ValueType<String> secretText() {
        return new ValueType<>("a password", Optional::of, true);
    }

    /** A key that signs, exactly as it stands. */
    static ValueType<String> secret() {
        return new ValueType<>("a random secret of at least 32 bytes", Optional::of, true);
    }

    /** Secrets, separated as MicroProfile Config separates: by commas, of which {@code \,} is none. */
    static ValueType<List<String>> secrets() {
        return new ValueType<>(
                "a list of secrets, separated by commas",
                text -> Optional.of(Stream.of(text.split("(?<!\\\\),"))
                        .map(element -> element.replace("\\,", ","))
                        .filter(element -> !element.isEmpty())
                        .toList()),
                true);
    }

    private static Optional<String> parseRedisUri(String text) {
        try {
            URI uri = new URI(text.strip());
            boolean complete = uri.getScheme() != null
                    && uri.getScheme().startsWith("redis")
                    && uri.getRawAuthority() != null
                    && HOSTS.matcher(uri.getRawAuthority()).matches()
                    && uri.getRawFragment() == null;
            return complete ? Optional.of(text.strip()) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String normalized(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
