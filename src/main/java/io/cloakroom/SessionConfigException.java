package io.cloakroom;

import java.util.List;

/** The configuration is wrong: the deployment stops. The message names every wrong key with its value and the cure. */
public class SessionConfigException extends SessionException {
    private static final long serialVersionUID = 1;

    /** With one sentence. */
    public SessionConfigException(String problem) {
        super(problem);
    }

    /** With one sentence, and what led to it. */
    public SessionConfigException(String problem, Throwable cause) {
        super(problem, cause);
    }

    /**
     * With all that is wrong, one sentence each.
     *
     * @param problems at least one
     */
    public SessionConfigException(List<String> problems) {
        super("Cloakroom's configuration has " + problems.size() + (problems.size() == 1 ? " problem:" : " problems:")
                + "\n  - " + String.join("\n  - ", problems));
    }
}
