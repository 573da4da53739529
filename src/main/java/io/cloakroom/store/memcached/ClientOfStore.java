package io.cloakroom.store.memcached;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import net.spy.memcached.BinaryConnectionFactory;
import net.spy.memcached.ClientMode;
import net.spy.memcached.ConnectionObserver;
import net.spy.memcached.FailureMode;
import net.spy.memcached.MemcachedClient;
import net.spy.memcached.MemcachedNode;
import net.spy.memcached.OperationFactory;
import net.spy.memcached.auth.AuthDescriptor;
import net.spy.memcached.auth.PlainCallbackHandler;
import net.spy.memcached.compat.log.LoggerFactory;
import net.spy.memcached.compat.log.SunLogger;
import net.spy.memcached.ops.Operation;
import org.jspecify.annotations.Nullable;

/**
 * One client of the driver, for one server and by the binary protocol. Thread-safe.
 *
 * <p>A client for each server, because in a common one a server that hangs in a TLS handshake or in the name service holds up the
 * others. It cancels what a broken connection leaves unanswered ({@link FailureMode#Cancel}): to resend it later, or to another server,
 * is not the driver's to decide.
 */
final class ClientOfStore extends BinaryConnectionFactory implements Wire<MemcachedClient>, ConnectionObserver {
    private static final int SECONDS_BETWEEN_ATTEMPTS = 1;
    private static final String DRIVERS_LOGGER = "net.spy.log.LoggerImpl";

    private final ServerAddress server;
    private final MemcachedSettings settings;
    private final OperationFactory operations = new OperationsOfStore(this::loggedIn);
    private volatile @Nullable SSLContext tls;
    private volatile @Nullable MemcachedNode node;
    private volatile @Nullable MemcachedClient client;
    private volatile boolean shakingHands;
    private volatile boolean lost;
    private volatile Optional<String> refusal = Optional.empty();
    private boolean closed;

    ClientOfStore(ServerAddress server, MemcachedSettings settings) {
        super(ClientMode.Static);
        this.server = server;
        this.settings = settings;
    }

    /**
     * Sends the driver's log to that of the JDK, and turns it off there unless somebody has set its level: it repeats each attempt to
     * connect, and names keys. Otherwise the driver would write to the standard error stream. It chooses where to once for its class
     * loader, by a system property, which is set for that moment only; an application's own choice stays.
     */
    static void quietenTheDriver() {
        if (System.getProperty(DRIVERS_LOGGER) == null) {
            java.util.logging.Logger log = java.util.logging.Logger.getLogger("net.spy.memcached");
            if (log.getLevel() == null) {
                log.setLevel(java.util.logging.Level.OFF);
            }
            System.setProperty(DRIVERS_LOGGER, SunLogger.class.getName());
            try {
                LoggerFactory.getLogger(MemcachedClient.class);
            } finally {
                System.clearProperty(DRIVERS_LOGGER);
            }
        }
    }

    @Override
    public void open() throws IOException {
        if (settings.tls()) {
            tls = trustOfTheJvm();
        }
        MemcachedClient opened =
                new MemcachedClient(this, List.of(new InetSocketAddress(server.host(), server.port())));
        synchronized (this) {
            client = opened;
            if (closed) {
                close();
            }
        }
    }

    /** Not the default context, which is made once and may be the server's own. */
    private static SSLContext trustOfTheJvm() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    @Override
    public Optional<MemcachedClient> ready() {
        MemcachedNode now = node;
        return now != null && now.isActive() && now.isAuthenticated() ? Optional.ofNullable(client) : Optional.empty();
    }

    @Override
    public boolean isLost() {
        return lost;
    }

    /** The driver counts from 1 before the first attempt. */
    @Override
    public int failures() {
        MemcachedNode now = node;
        return now == null ? 0 : Math.max(0, now.getReconnectCount() - 1);
    }

    @Override
    public Optional<String> refusal() {
        return refusal;
    }

    @Override
    public synchronized void close() {
        closed = true;
        MemcachedClient open = client;
        MemcachedNode waitedFor = node;
        if (open != null && waitedFor != null) {
            open.shutdown();
            waitedFor.destroyInputQueue().forEach(Operation::cancel);
            try {
                while (waitedFor.hasWriteOp()) {
                    waitedFor.removeCurrentWriteOp().cancel();
                }
                while (waitedFor.hasReadOp()) {
                    waitedFor.removeCurrentReadOp().cancel();
                }
            } catch (NoSuchElementException takenMeanwhile) {
                // By the driver's thread, which was about to end.
            }
        }
    }

    @Override
    public void connectionEstablished(SocketAddress address, int attempts) {
        shakingHands = false;
        lost = false;
        if (settings.login() == null) {
            refusal = Optional.empty();
        }
    }

    @Override
    public void connectionLost(SocketAddress address) {
        lost = true;
        if (shakingHands) {
            refusal = Optional.of(Refusal.certificate());
        }
    }

    private void loggedIn(boolean success) {
        refusal = success ? Optional.empty() : Optional.of(Refusal.login());
    }

    @Override
    public MemcachedNode createMemcachedNode(SocketAddress address, SocketChannel channel, int bufferSize) {
        MemcachedNode created = super.createMemcachedNode(address, channel, bufferSize);
        node = created;
        return created;
    }

    @Override
    public Collection<ConnectionObserver> getInitialObservers() {
        return List.of(this);
    }

    @Override
    public OperationFactory getOperationFactory() {
        return operations;
    }

    @Override
    public FailureMode getFailureMode() {
        return FailureMode.Cancel;
    }

    @Override
    public long getOperationTimeout() {
        return settings.timeout().toMillis();
    }

    /** Where the driver's queue is full, nobody waits for room in it. */
    @Override
    public long getOpQueueMaxBlockTime() {
        return 0;
    }

    @Override
    public long getMaxReconnectDelay() {
        return SECONDS_BETWEEN_ATTEMPTS;
    }

    @Override
    public boolean isDaemon() {
        return true;
    }

    @Override
    public boolean getKeepAlive() {
        return true;
    }

    /** PLAIN, which every server with SASL has and the driver gets right. */
    @Override
    public @Nullable AuthDescriptor getAuthDescriptor() {
        MemcachedSettings.Login login = settings.login();
        return login == null
                ? null
                : new AuthDescriptor(new String[] {"PLAIN"}, new PlainCallbackHandler(login.user(), login.password()));
    }

    @Override
    public @Nullable SSLContext getSSLContext() {
        return tls;
    }

    /** Asked for when a handshake begins. */
    @Override
    public String getHostnameForTlsVerification() {
        shakingHands = true;
        return server.host();
    }
}
