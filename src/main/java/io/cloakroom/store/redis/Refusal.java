package io.cloakroom.store.redis;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an error of Redis means for an operator. Stateless.
 *
 * <p>An error begins with a code in capitals; inside a script of Redis 6.2 the code comes later, after a hyphen.
 */
final class Refusal {
    private static final Pattern CODE = Pattern.compile("(?:^|[: ]-)([A-Z]{2,})\\b");

    private Refusal() {}

    /** The end of a sentence that began with the name of the server. */
    static String explain(String error) {
        String code = "ERR";
        for (Matcher codes = CODE.matcher(error); codes.find(); ) {
            code = codes.group(1);
        }
        return switch (code) {
            case "NOAUTH", "WRONGPASS" -> credentials(code);
            case "NOPERM" ->
                " does not let this user do it (NOPERM): its access control list must allow GET, SET, EXISTS, DEL, UNLINK, PTTL,"
                        + " PEXPIRE, EVAL and EVALSHA on keys with the prefix session.key-prefix.";
            case "OOM" -> " is full (OOM) and wrote nothing: raise its maxmemory, or let it evict other data.";
            case "READONLY" -> " is a read-only replica (READONLY) and wrote nothing: name the primary.";
            case "LOADING" -> " is still loading its data (LOADING): try again in a while.";
            case "MISCONF" ->
                " cannot save its data to disk and wrote nothing (MISCONF): look at its log and its disk.";
            case "MOVED", "ASK", "CROSSSLOT", "CLUSTERDOWN" ->
                " is a node of a cluster (" + code
                        + "), which is not supported yet: let the application produce a bean of the type"
                        + " redis.clients.jedis.UnifiedJedis, or name a single server.";
            default -> error.startsWith("ERR AUTH") ? credentials("AUTH") : " refuses: " + code + ". See its log.";
        };
    }

    private static String credentials(String code) {
        return " refuses the login (" + code + "): correct user and password there, redis://user:password@host:port.";
    }
}
