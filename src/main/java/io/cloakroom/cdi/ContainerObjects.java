package io.cloakroom.cdi;

import io.cloakroom.codec.StandIns;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InjectionTarget;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a session must not take along of the containers: the beans that are injected into a serialized one, which belong to the server that runs it now. So
 * a bean in a view or flow is stored as its own fields, and where it is read the container injects the rest anew. Thread-safe.
 */
final class ContainerObjects implements StandIns {
    /** What Weld's own makes of itself for a stream. */
    private static final String WELDS_CREATIONAL_CONTEXT =
            "org.jboss.weld.contexts.CreationalContextImpl$SerializationProxy";

    private final BeanManager manager;
    private final StandIns flows = FlowStandIns.ifThereAreFaces();
    private final Map<String, Injected<?>> byClass = new ConcurrentHashMap<>();

    private record Injected<T>(InjectionTarget<T> target, BeanFields fields) {}

    /** A bean's class and state. */
    private static final class BeanStandIn implements Serializable {
        private static final long serialVersionUID = 1;

        final String beanClass;
        final LinkedHashMap<String, Object> fields = new LinkedHashMap<>();

        BeanStandIn(String beanClass) {
            this.beanClass = beanClass;
        }
    }

    /** What has no state that matters to another container. */
    private enum Service {
        BEAN_MANAGER,
        CREATIONAL_CONTEXT
    }

    ContainerObjects(BeanManager manager) {
        this.manager = manager;
    }

    /** From now on instances of this class are stored without what is injected into them. */
    <T> void add(Class<T> type, InjectionTarget<T> target) {
        if (Serializable.class.isAssignableFrom(type)
                && !target.getInjectionPoints().isEmpty()) {
            byClass.put(type.getName(), new Injected<>(target, new BeanFields(type, target.getInjectionPoints())));
        }
    }

    @Override
    public Object replace(Object object) {
        if (object instanceof BeanManager) {
            return Service.BEAN_MANAGER;
        }
        if (object instanceof CreationalContext || object.getClass().getName().equals(WELDS_CREATIONAL_CONTEXT)) {
            return Service.CREATIONAL_CONTEXT;
        }
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            Injected<?> bean = byClass.get(type.getName());
            if (bean != null) {
                return standIn(type.getName(), bean.fields(), object);
            }
            if (!type.isSynthetic()) {
                break; // Not derived by the container.
            }
        }
        return flows.replace(object);
    }

    @Override
    public Object restore(Object stored) {
        if (stored instanceof BeanStandIn bean) {
            Injected<?> injected = byClass.get(bean.beanClass);
            if (injected == null) {
                throw new IllegalStateException(
                        "The bean " + bean.beanClass + " is missing in this version of the application.");
            }
            return restored(injected, bean);
        }
        if (stored instanceof Service service) {
            return service == Service.BEAN_MANAGER ? manager : manager.createCreationalContext(null);
        }
        return flows.restore(stored);
    }

    @Override
    public Set<Class<?>> classes() {
        return Stream.concat(Stream.of(BeanStandIn.class, Service.class), flows.classes().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static BeanStandIn standIn(String name, BeanFields fields, Object instance) {
        BeanStandIn standIn = new BeanStandIn(name);
        fields.byName().forEach((field, reflected) -> {
            Object value = BeanFields.get(reflected, instance);
            if (value == null || !BeanFields.isOfTheContainer(value)) {
                standIn.fields.put(field, value);
            }
        });
        return standIn;
    }

    private <T> T restored(Injected<T> bean, BeanStandIn standIn) {
        CreationalContext<T> creation = manager.createCreationalContext(null);
        T instance = bean.target().produce(creation);
        bean.target().inject(instance, creation);
        bean.fields().byName().forEach((name, field) -> {
            if (standIn.fields.containsKey(name)) {
                BeanFields.set(field, instance, standIn.fields.get(name));
            }
        });
        return instance;
    }
}
