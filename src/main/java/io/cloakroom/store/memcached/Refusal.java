package io.cloakroom.store.memcached;

import java.util.OptionalInt;

/** What a refusal of Memcached means for an operator. Stateless. */
final class Refusal {
    private static final String SETTINGS = "session.memcached.username and session.memcached.password";

    private Refusal() {}

    /**
     * The end of a sentence that began with the name of the server.
     *
     * @param code the driver's name of the status
     * @param text what the server said, of which nothing is repeated
     */
    static String explain(String code, String text) {
        if (code.equals("ERR_2BIG") || text.contains("too large")) {
            return " takes no items of this size: keep less in the session, or let the server take more (memcached -I).";
        }
        if (code.equals("ERR_NO_MEM") || text.contains("out of memory")) {
            return " is full and wrote nothing: give it more memory (memcached -m), or let it evict (without -M).";
        }
        if (text.contains("Auth") || text.contains("unauthenticated")) {
            return login();
        }
        return " refuses: " + code + ". See its log (memcached -v).";
    }

    static String login() {
        return " refuses the login: correct " + SETTINGS
                + ", or leave them out if the server has no SASL (memcached -S).";
    }

    static String tooLarge(int bytes, OptionalInt limit) {
        return " takes no items of more than "
                + (limit.isPresent() ? limit.getAsInt() + " bytes" : "its limit (1 MiB by default)")
                + ", and the record of this session has " + bytes
                + "; the old one stays. Keep less in the session, or let the server take more (memcached -I).";
    }

    static String interrupted() {
        return " was not waited for: the thread was interrupted.";
    }

    static String withoutCas() {
        return " keeps no versions, without which changes would be lost: start it without -C.";
    }

    static String certificate() {
        return " accepts no TLS connection that can be trusted: its certificate must be one that the JVM trusts"
                + " (javax.net.ssl.trustStore) and name the host, and session.memcached.tls must be meant.";
    }
}
