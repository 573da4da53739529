package io.cloakroom.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs work while the server's transaction manager looks the other way: what a store writes is no part of the application's transaction,
 * and does not end with it. Where there is no transaction manager, nobody intercepts. Stateless.
 */
@ApplicationScoped
public class OutsideTransaction {

    /** For the container. */
    public OutsideTransaction() {}

    /** The work, in no transaction. */
    @Transactional(TxType.NOT_SUPPORTED)
    public <T extends @Nullable Object> T run(Supplier<T> work) {
        return work.get();
    }
}
