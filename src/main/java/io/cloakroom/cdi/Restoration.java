package io.cloakroom.cdi;

/** The making of an instance for a bean that is stored: what was stored takes the place of {@code @PostConstruct}. For one thread. */
final class Restoration {
    private final BeanState state;
    private boolean isDone;

    Restoration(BeanState state) {
        this.state = state;
    }

    BeanState state() {
        return state;
    }

    /** Instead of {@code @PostConstruct}, which ran when the bean began; again only if there is a field that nothing else would set. */
    void insteadOf(Runnable postConstruct, Object instance) {
        isDone = true;
        if (!state.into(instance)) {
            postConstruct.run();
            state.into(instance);
        }
    }

    /** For containers that did not ask. */
    void finish(Object instance) {
        if (!isDone) {
            state.into(instance);
        }
    }
}
