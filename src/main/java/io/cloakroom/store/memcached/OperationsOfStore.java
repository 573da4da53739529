package io.cloakroom.store.memcached;

import java.util.Map;
import java.util.function.Consumer;
import javax.security.auth.callback.CallbackHandler;
import net.spy.memcached.CASResponse;
import net.spy.memcached.ops.CASOperation;
import net.spy.memcached.ops.CASOperationStatus;
import net.spy.memcached.ops.OperationCallback;
import net.spy.memcached.ops.OperationStatus;
import net.spy.memcached.ops.SASLAuthOperation;
import net.spy.memcached.ops.SASLStepOperation;
import net.spy.memcached.ops.StatusCode;
import net.spy.memcached.ops.StoreOperation;
import net.spy.memcached.ops.StoreType;
import net.spy.memcached.protocol.binary.BinaryOperationFactory;

/** The driver's commands, other than its own where those will not do. Thread-safe. */
final class OperationsOfStore extends BinaryOperationFactory {
    private final Consumer<Boolean> login;

    /**
     * For one client.
     *
     * @param login is told each time whether the server took the login
     */
    OperationsOfStore(Consumer<Boolean> login) {
        this.login = login;
    }

    /**
     * As a replacement, not a set: of a set with a version that is too large, or finds no room, Memcached drops the old value too.
     * And with each refusal told as such, where the driver expects but two and otherwise breaks the connection.
     */
    @Override
    public CASOperation cas(
            StoreType type, String key, long cas, int flags, int expiry, byte[] data, StoreOperation.Callback told) {
        return super.cas(StoreType.replace, key, cas, flags, expiry, data, new StoreOperation.Callback() {
            @Override
            public void receivedStatus(OperationStatus status) {
                told.receivedStatus(new CASOperationStatus(
                        status.isSuccess(), status.getMessage(), CASResponse.EXISTS, status.getStatusCode()));
            }

            @Override
            public void gotData(String sameKey, long newCas) {
                told.gotData(sameKey, newCas);
            }

            @Override
            public void complete() {
                told.complete();
            }
        });
    }

    @Override
    public SASLAuthOperation saslAuth(
            String[] mechanisms,
            String name,
            Map<String, ?> properties,
            CallbackHandler credentials,
            OperationCallback told) {
        return super.saslAuth(mechanisms, name, properties, credentials, new OperationCallback() {
            @Override
            public void receivedStatus(OperationStatus status) {
                if (status.getStatusCode() != StatusCode.CANCELLED) {
                    login.accept(status.isSuccess());
                }
                told.receivedStatus(status);
            }

            @Override
            public void complete() {
                told.complete();
            }
        });
    }

    /** PLAIN has no second step: the driver takes a refusal for one, and would try without end. This ends its thread. */
    @Override
    public SASLStepOperation saslStep(
            String[] mechanisms,
            byte[] challenge,
            String name,
            Map<String, ?> properties,
            CallbackHandler credentials,
            OperationCallback told) {
        Thread.currentThread().interrupt();
        return super.saslStep(mechanisms, challenge, name, properties, credentials, told);
    }
}
