package io.cloakroom.cdi;

import jakarta.enterprise.context.spi.AlterableContext;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import java.util.Optional;

/** A context whose beans live in the session of a request. */
interface StoredContext extends AlterableContext {

    /** From now on the bean is known. */
    void add(StoredBean<?> bean);

    /** Adds to the container what the context needs besides itself. */
    void addBeans(AfterBeanDiscovery discovery);

    /** The restoration that goes on in this request, if it is that of a bean of this class. */
    Optional<Restoration> restorationOf(Class<?> beanClass);
}
