package io.cloakroom.store.memcached;

import io.cloakroom.SessionConfigException;
import io.cloakroom.spi.StoreContext;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the settings say of the connections. Immutable.
 *
 * @param login null: none
 * @param timeout of a call
 */
record MemcachedSettings(
        List<ServerAddress> servers, boolean tls, @Nullable Login login, Duration timeout) {

    /** A user of SASL. */
    record Login(String user, String password) {
        @Override
        public String toString() {
            return "a login";
        }
    }

    /**
     * Reads the settings.
     *
     * @throws SessionConfigException if one is wrong
     */
    static MemcachedSettings of(StoreContext context) {
        String user = context.setting("session.memcached.username").orElse(null);
        String password = context.setting("session.memcached.password").orElse(null);
        if ((user == null) != (password == null)) {
            throw new SessionConfigException(
                    "session.memcached.username and session.memcached.password belong together: set both, or none.");
        }
        return new MemcachedSettings(
                ServerAddress.parse(context.setting(ServerAddress.SETTING).orElse("localhost:11211")),
                context.setting("session.memcached.tls")
                        .map(MemcachedSettings::isTrue)
                        .orElse(false),
                user == null || password == null ? null : new Login(user, password),
                context.timeout());
    }

    /** As Cloakroom's other settings of this kind. */
    private static boolean isTrue(String text) {
        return List.of("true", "1", "yes", "on").contains(text.strip().toLowerCase(Locale.ROOT));
    }
}
