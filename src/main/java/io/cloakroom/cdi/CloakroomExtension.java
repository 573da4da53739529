package io.cloakroom.cdi;

import io.cloakroom.CommitSession;
import io.cloakroom.Session;
import io.cloakroom.SessionConfigException;
import io.cloakroom.config.SessionConfig;
import io.cloakroom.core.Sessions;
import io.cloakroom.http.SessionEvents;
import io.cloakroom.http.WebApplicationStarted;
import io.cloakroom.spi.SessionStoreProvider;
import io.cloakroom.websocket.CommittedMessageInterceptor;
import io.cloakroom.websocket.MessageInterceptor;
import io.cloakroom.websocket.PerMessage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ConversationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessInjectionTarget;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.ServletContext;
import java.io.Serializable;
import java.lang.System.Logger.Level;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells the container of our beans, one by one: the jar has no discovery, so that nothing in it is found twice or looked at whose driver is missing. For
 * the container's start-up thread.
 */
public class CloakroomExtension implements Extension {
    private static final System.Logger LOG = System.getLogger("io.cloakroom");
    private static final String SERVER_ENDPOINT = "jakarta.websocket.server.ServerEndpoint";

    private final ApplicationBeans beans = new ApplicationBeans();
    private @Nullable ContainerObjects containerObjects;
    private @Nullable StoreBeans stores;
    private @Nullable Engine engine;

    /** For the container. */
    public CloakroomExtension() {}

    void addInterceptor(@Observes BeforeBeanDiscovery discovery, BeanManager beans) {
        discovery.addInterceptorBinding(CommitSession.class);
        List<Class<?>> interceptors = new ArrayList<>(List.of(CommitInterceptor.class, OutsideTransaction.class));
        if (hasWebSockets()) {
            discovery.addInterceptorBinding(PerMessage.class);
            interceptors.add(MessageInterceptor.class);
            interceptors.add(CommittedMessageInterceptor.class);
        }
        interceptors.forEach(type -> discovery.addAnnotatedType(beans.createAnnotatedType(type), type.getName()));
    }

    private static boolean hasWebSockets() {
        try {
            Class.forName(SERVER_ENDPOINT, false, CloakroomExtension.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException none) {
            return false;
        }
    }

    void collect(@Observes ProcessBean<?> bean) {
        beans.add(bean.getBean());
    }

    <T> void collect(@Observes ProcessInjectionTarget<T> target, BeanManager manager) {
        Class<T> type = target.getAnnotatedType().getJavaClass();
        if (Serializable.class.isAssignableFrom(type) && SessionBeans.isOfTheApplication(target.getAnnotatedType())) {
            containerObjects(manager).add(type, target.getInjectionTarget());
        }
    }

    private ContainerObjects containerObjects(BeanManager manager) {
        ContainerObjects objects = containerObjects;
        if (objects == null) {
            objects = new ContainerObjects(manager);
            containerObjects = objects;
        }
        return objects;
    }

    /**
     * Flask commits whether a view returns or throws; so do resources, and endpoints of WebSockets. Those are known by a name and asked for by what beans have anyway, because a
     * server need not have JAX-RS: with {@code Path} as a class here, Open Liberty would not start an application without it.
     */
    void commitResourcesAndEndpoints(
            @Observes
                    @WithAnnotations({
                        Inject.class,
                        ApplicationScoped.class,
                        ConversationScoped.class,
                        Dependent.class,
                        RequestScoped.class,
                        SessionScoped.class,
                        Singleton.class
                    })
                    ProcessAnnotatedType<?> type) {
        Class<?> bean = type.getAnnotatedType().getJavaClass();
        boolean canBeIntercepted = !bean.isInterface() && !Modifier.isFinal(bean.getModifiers());
        if (canBeIntercepted
                && has(type.getAnnotatedType(), "jakarta.ws.rs.Path")
                && !type.getAnnotatedType().isAnnotationPresent(CommitSession.class)) {
            type.configureAnnotatedType().add(new PlainCommit());
        }
        if (canBeIntercepted && has(type.getAnnotatedType(), SERVER_ENDPOINT)) {
            type.configureAnnotatedType().add(PerMessage.Literal.INSTANCE);
        }
    }

    private static boolean has(AnnotatedType<?> type, String annotationName) {
        return type.getAnnotations().stream()
                .anyMatch(annotation -> annotation.annotationType().getName().equals(annotationName));
    }

    void addBeans(@Observes AfterBeanDiscovery discovery, BeanManager manager) {
        discovery
                .<CurrentSession>addBean()
                .beanClass(CloakroomExtension.class)
                .types(CurrentSession.class)
                .scope(Singleton.class)
                .createWith(context -> new CurrentSession(manager));
        discovery
                .<SessionEvents>addBean()
                .beanClass(CloakroomExtension.class)
                .types(SessionEvents.class)
                .scope(Singleton.class)
                .createWith(context -> event -> manager.getEvent().fire(event));
        RequestBeans.add(discovery);
        discovery
                .<Session>addBean()
                .beanClass(CloakroomExtension.class)
                .types(Session.class)
                .scope(ApplicationScoped.class)
                .produceWith(beans -> beans.select(CurrentSession.class).get().proxy());
        discovery
                .<SessionConfig>addBean()
                .beanClass(CloakroomExtension.class)
                .types(SessionConfig.class)
                .scope(Singleton.class)
                .createWith(context -> engine().config());
        discovery
                .<Sessions>addBean()
                .beanClass(CloakroomExtension.class)
                .types(Sessions.class)
                .scope(Singleton.class)
                .createWith(context -> engine().sessions());
    }

    /** Not before: a store's provider may be a bean, and no bean can be asked for its type any earlier. */
    void configure(@Observes AfterDeploymentValidation validation, BeanManager manager) {
        StoreBeans found = new StoreBeans(beans.ofType(SessionStoreProvider.class), manager);
        stores = found;
        try {
            Wiring wiring =
                    new Wiring(Thread.currentThread().getContextClassLoader(), found, containerObjects(manager));
            wiring.reader().warnings().forEach(warning -> LOG.log(Level.WARNING, warning));
            engine = new Engine(wiring, beans, manager);
        } catch (SessionConfigException e) {
            validation.addDeploymentProblem(e);
        }
    }

    /** Starts the engine; a web application's only when its ServletContext is known, whose path tells it from others. */
    void start(@Observes @Initialized(ApplicationScoped.class) Object application, Instance<Object> visible) {
        if (application instanceof ServletContext servlet) {
            start(WebApplicationStarted.of(servlet));
        } else if (visible.select(ServletContext.class).isUnsatisfied()) {
            start(WebApplicationStarted.OUTSIDE);
        }
    }

    /** On WildFly the container's own event comes without the ServletContext. */
    void start(@Observes WebApplicationStarted application) {
        if (engine != null) {
            engine.start(application);
        }
    }

    void stop(@Observes BeforeShutdown shutdown) {
        if (engine != null) {
            engine.close();
        }
        if (stores != null) {
            stores.close();
        }
    }

    private Engine engine() {
        if (engine == null) {
            throw new IllegalStateException(
                    "The application has not been started yet: use the session when a request comes, not before.");
        }
        return engine;
    }
}
