package io.cloakroom.store.mongo;

import io.cloakroom.SessionConfigException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where MongoDB is. Immutable; its text has neither user nor password.
 *
 * @param uri the setting, with the credentials
 * @param hosts the part of it that may be told
 */
record MongoAddress(String uri, String hosts) {
    static final String SETTING = "session.mongodb";

    private static final Pattern URI = Pattern.compile("(mongodb(?:\\+srv)?)://([^/?]*@)?([^/?@]+)([/?].*)?");

    /**
     * Takes the setting apart as far as messages need it.
     *
     * @throws SessionConfigException if it is none, or has an unescaped password, whose second half would pass for a database
     */
    static MongoAddress parse(String setting) {
        String uri = setting.strip();
        Matcher parts = URI.matcher(uri);
        if (!parts.matches() || (parts.group(2) == null && uri.contains("@"))) {
            throw unusable();
        }
        return new MongoAddress(uri, parts.group(3));
    }

    /** What to tell of a setting that the driver does not understand: not the driver's words, which may repeat it. */
    static SessionConfigException unusable() {
        return new SessionConfigException(SETTING + " is not a URI that MongoDB's driver understands: write"
                + " mongodb://user:password@host:27017/?replicaSet=name, with the special characters of user and"
                + " password percent-encoded (/ as %2F, @ as %40).");
    }

    /** Whether hosts and options are found in DNS. */
    boolean isFoundInDns() {
        return uri.startsWith("mongodb+srv:");
    }

    /** How messages name the server. */
    @Override
    public String toString() {
        return "MongoDB at " + hosts + " (" + SETTING + ")";
    }
}
