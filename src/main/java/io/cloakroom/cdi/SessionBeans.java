package io.cloakroom.cdi;

import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedMember;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.List;

/** Tells which beans are the application's, and so can live in our sessions. Pure functions. */
final class SessionBeans {
    /** Servers have beans of their own, which are not made for it. */
    private static final List<String> SERVERS = List.of(
            "com.ibm.",
            "com.sun.",
            "fish.payara.",
            "io.openliberty.",
            "io.undertow.",
            "jakarta.",
            "org.apache.openejb.",
            "org.apache.tomee.",
            "org.apache.webbeans.",
            "org.glassfish.",
            "org.jboss.",
            "org.wildfly.");

    private SessionBeans() {}

    /** Not a server's, and not an EJB, whose state is in the EJB container. */
    static boolean isOfTheApplication(Annotated annotated) {
        Class<?> type = classOf(annotated);
        boolean isEjb = annotated instanceof AnnotatedType<?> bean && isEjb(bean);
        return !isEjb && (isBesideUs(type) || SERVERS.stream().noneMatch(type.getName()::startsWith));
    }

    /** One that has a state. */
    static boolean isEjb(AnnotatedType<?> type) {
        return type.getAnnotations().stream()
                .anyMatch(it -> it.annotationType().getName().equals("jakarta.ejb.Stateful"));
    }

    /** Whether the annotations have the scope, or a stereotype that has it. */
    static boolean haveScope(
            Collection<Annotation> annotations, Class<? extends Annotation> scope, BeanManager manager) {
        return annotations.stream()
                .map(Annotation::annotationType)
                .anyMatch(type -> type.equals(scope)
                        || (manager.isStereotype(type)
                                && haveScope(manager.getStereotypeDefinition(type), scope, manager)));
    }

    /** Its package may be that of a server, as in WildFly's quickstarts: what came with us did not come with the server. */
    private static boolean isBesideUs(Class<?> type) {
        return type.getClassLoader() == SessionBeans.class.getClassLoader()
                && !type.getName().startsWith("com.sun.faces.")
                && !type.getName().startsWith("org.apache.myfaces.");
    }

    private static Class<?> classOf(Annotated annotated) {
        if (annotated instanceof AnnotatedMember<?> member) {
            return member.getDeclaringType().getJavaClass();
        }
        return annotated instanceof AnnotatedType<?> type ? type.getJavaClass() : Object.class;
    }
}
