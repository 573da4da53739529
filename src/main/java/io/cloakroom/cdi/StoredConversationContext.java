package io.cloakroom.cdi;

import io.cloakroom.http.Exchange;
import io.cloakroom.http.SessionObserver;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.Conversation;
import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpSessionEvent;
import java.lang.annotation.Annotation;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Finds the application's {@code @ConversationScoped} beans in the session of the request that the calling thread handles. Thread-safe.
 */
final class StoredConversationContext implements StoredContext, SessionObserver {
    private static final int IDS = 1_000_000_000;

    private final BeanManager manager;
    private final Clock clock;
    private final RandomGenerator random;
    private final ScopeEvents events;
    private final ConversationLocks locks = new ConversationLocks();
    private final KnownBeans known = new KnownBeans();
    private volatile ConversationSettings settings = ConversationSettings.DEFAULT;
    private volatile Optional<ContainerConversations> others = Optional.empty();
    private final CurrentExchange current;

    /**
     * A context.
     *
     * @param random for ids; thread-safe
     */
    StoredConversationContext(BeanManager manager, Clock clock, RandomGenerator random) {
        this.manager = manager;
        this.current = new CurrentExchange(manager);
        this.clock = clock;
        this.random = random;
        this.events = ScopeEvents.ofConversations(manager);
    }

    @Override
    public void add(StoredBean<?> bean) {
        known.add(bean);
    }

    @Override
    public void addBeans(AfterBeanDiscovery discovery) {
        discovery
                .<StoredConversationContext>addBean()
                .beanClass(StoredScopeExtension.class)
                .types(StoredConversationContext.class, SessionObserver.class)
                .scope(Singleton.class)
                .createWith(creation -> this);
        discovery
                .<Conversation>addBean()
                .beanClass(StoredScopeExtension.class)
                .types(Conversation.class)
                .name("jakarta.enterprise.context.conversation")
                .scope(ApplicationScoped.class)
                .alternative(true)
                .priority(RequestBeans.PRIORITY)
                .createWith(creation -> new CurrentConversation(this));
    }

    /** From now on the container knows nothing of conversations, if it lets us. */
    void takeOver() {
        others = ContainerConversations.of(manager);
        settings = others.map(ContainerConversations::takeOver).orElse(ConversationSettings.DEFAULT);
    }

    @Override
    public Class<? extends Annotation> getScope() {
        return StoredConversationScope.class;
    }

    /** Always, as that of {@code @SessionScoped} beans. */
    @Override
    public boolean isActive() {
        return true;
    }

    @Override
    public <T> @Nullable T get(Contextual<T> contextual) {
        return conversations()
                .existing(known.of(contextual), manager.createCreationalContext(contextual))
                .orElse(null);
    }

    @Override
    public <T> T get(Contextual<T> contextual, CreationalContext<T> creation) {
        return conversations().instance(known.of(contextual), creation);
    }

    @Override
    public void destroy(Contextual<?> contextual) {
        destroyNow(contextual);
    }

    private <T> void destroyNow(Contextual<T> contextual) {
        conversations().destroy(known.of(contextual), manager.createCreationalContext(contextual));
    }

    @Override
    public Optional<Restoration> restorationOf(Class<?> beanClass) {
        return current.find().flatMap(exchange -> conversations(exchange).restorationOf(beanClass));
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        conversations().sessionEnding();
    }

    /** Those of the request that the calling thread handles. */
    RequestConversations conversations() {
        return current.find()
                .map(this::conversations)
                .orElseThrow(() -> new ContextNotActiveException(
                        "There is no conversation here: it belongs to an HTTP request, and this thread handles none."));
    }

    /** Whether the calling thread handles a request that can have one. */
    boolean isRequest() {
        return current.find().flatMap(Exchange::request).isPresent();
    }

    private RequestConversations conversations(Exchange exchange) {
        return exchange.liveSession()
                .companion(RequestConversations.class, () -> new RequestConversations(exchange, this));
    }

    ConversationSettings settings() {
        return settings;
    }

    /** The request that the calling thread handles is about to have a conversation of ours. */
    void beginning() {
        others.ifPresent(ContainerConversations::endCurrent);
    }

    /** What a new conversation would be. */
    StoredConversation draft() {
        return StoredConversation.usedAt(now(), String.valueOf(random.nextInt(IDS)), settings.timeout());
    }

    BeanManager manager() {
        return manager;
    }

    ScopeEvents events() {
        return events;
    }

    ConversationLocks locks() {
        return locks;
    }

    /** All beans of the scope. */
    Collection<StoredBean<?>> beans() {
        return known.all();
    }

    Instant now() {
        return clock.instant();
    }
}
