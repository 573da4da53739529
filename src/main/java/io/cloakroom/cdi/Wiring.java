package io.cloakroom.cdi;

import io.cloakroom.SessionConfigException;
import io.cloakroom.codec.Codecs;
import io.cloakroom.codec.StandIns;
import io.cloakroom.config.ConfigReader;
import io.cloakroom.config.SessionConfig;
import io.cloakroom.config.SessionConfig.Former;
import io.cloakroom.core.Sessions;
import io.cloakroom.core.Sessions.Home;
import io.cloakroom.http.WebApplicationStarted;
import io.cloakroom.spi.SessionCodec;
import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreContext;
import io.cloakroom.store.Stores;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Puts the parts together as the configuration says. Immutable and thread-safe. */
final class Wiring {
    private static final String COOKIE = "cookie";
    private static final String NULL = "null";

    private final ConfigReader reader;
    private final SessionConfig config;
    private final Stores stores;
    private final ClassLoader application;
    private final StandIns standIns;
    private final Codecs codecs;

    /**
     * Reads the configuration.
     *
     * @param beans those of the application that provide stores
     * @param standIns for what sessions do not take along
     * @throws SessionConfigException if it is wrong, with all that is
     */
    Wiring(ClassLoader application, StoreBeans beans, StandIns standIns) {
        this(
                application,
                Stores.of(application).with(beans.byType()),
                standIns,
                ConfigReader.ofCurrent(),
                beans.problems());
    }

    private Wiring(
            ClassLoader application, Stores stores, StandIns standIns, ConfigReader reader, List<String> problems) {
        this.application = application;
        this.standIns = standIns;
        this.stores = stores;
        this.reader = reader;
        Set<String> types = new TreeSet<>(stores.types());
        types.add(COOKIE);
        types.add(NULL);
        this.config = reader.read(types, problems);
        this.codecs = Codecs.of(application, config.storage().serializationFilter(), standIns);
    }

    /**
     * The same parts, as a container runs them.
     *
     * @throws SessionConfigException if the configuration is wrong with these
     */
    Wiring in(WebApplicationStarted started) {
        return new Wiring(application, stores, standIns, reader.with(started.defaults()), List.of());
    }

    ConfigReader reader() {
        return reader;
    }

    SessionConfig config() {
        return config;
    }

    Sessions sessions(StoreContext context) {
        Clock clock = context.clock();
        String type = config.storage().type();
        if (type.equals(COOKIE)) {
            return Sessions.inCookies(codecs.cookies(), config, clock);
        }
        SessionCodec codec = codecs.records(config.storage().format());
        if (type.equals(NULL)) {
            String reason =
                    "The session cannot be written: session.type=null keeps none. Choose a backend with session.type.";
            return Sessions.nowhere(reason, codec, config, clock);
        }
        SessionStore store = stores.open(type, context);
        Home home = new Home(store, codec);
        if (config.former().isEmpty()) {
            return Sessions.inStore(store, codec, config, clock);
        }
        Former former = config.former().get();
        return former.type().equals(COOKIE)
                ? Sessions.leavingCookies(codecs.cookies(), home, config, clock)
                : Sessions.movingHouse(home(former, context), home, config, clock);
    }

    private Home home(Former former, StoreContext context) {
        StoreContext surroundings = new FormerSurroundings(context, reader, former.type());
        return new Home(stores.open(former.type(), surroundings), codecs.records(former.format()));
    }
}
