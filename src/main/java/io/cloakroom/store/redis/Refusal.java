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

    /** Whether it comes from a replica: one that was the master when the connection was made, perhaps. */
    static boolean isOfAReplica(String error) {
        String code = code(error);
        return code.equals("READONLY") || code.equals("MASTERDOWN");
    }

    /** The end of a sentence that began with the name of the server. */
    static String explain(String error) {
        String code = code(error);
        return switch (code) {
            case "NOAUTH", "WRONGPASS" -> credentials(code);
            case "NOPERM" ->
                " does not let this user do it (NOPERM): its access control list must allow GET, SET, EXISTS, DEL, UNLINK, PTTL,"
                        + " PEXPIRE, EVAL and EVALSHA on keys with the prefix session.key-prefix.";
            case "OOM" -> " is full (OOM) and wrote nothing: raise its maxmemory, or let it evict other data.";
            case "READONLY", "MASTERDOWN" ->
                " is a read-only replica (" + code + ") and wrote nothing: name the primary.";
            case "NOREPLICAS" ->
                " wrote nothing, as fewer replicas follow than its min-replicas-to-write asks for (NOREPLICAS): look for them.";
            case "LOADING" -> " is still loading its data (LOADING): try again in a while.";
            case "MISCONF" ->
                " cannot save its data to disk and wrote nothing (MISCONF): look at its log and its disk.";
            case "CLUSTERDOWN" ->
                " is a cluster of which a part is down or has no master at the moment (CLUSTERDOWN): try again in a while,"
                        + " or look at CLUSTER INFO.";
            case "MOVED", "ASK", "CROSSSLOT" ->
                " is a node of a cluster (" + code + "): name several of its nodes, redis://host1,host2, or one and"
                        + " ?cluster=true.";
            default -> explainByText(error, code);
        };
    }

    private static String code(String error) {
        String code = "ERR";
        for (Matcher codes = CODE.matcher(error); codes.find(); ) {
            code = codes.group(1);
        }
        return code;
    }

    private static String explainByText(String error, String code) {
        if (error.contains("cluster support disabled")) {
            return " is no cluster: name one server only, redis://host:port.";
        }
        return error.startsWith("ERR AUTH") ? credentials("AUTH") : " refuses: " + code + ". See its log.";
    }

    private static String credentials(String code) {
        return " refuses the login (" + code + "): correct user and password there, redis://user:password@host:port.";
    }
}
