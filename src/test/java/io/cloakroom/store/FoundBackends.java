package io.cloakroom.store;

import java.util.function.UnaryOperator;

/** Lists the backends that are found, separated by commas. Runs in {@link Driverless}. */
final class FoundBackends implements UnaryOperator<String> {
    FoundBackends() {}

    @Override
    public String apply(String nothing) {
        return String.join(",", Stores.of(FoundBackends.class.getClassLoader()).types());
    }
}
