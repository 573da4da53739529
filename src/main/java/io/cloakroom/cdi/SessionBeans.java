package io.cloakroom.cdi;

import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedMember;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.List;

/** Tells which beans are {@code @SessionScoped} beans of the application that can live in our sessions. Pure functions. */
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
        boolean isEjb = annotated instanceof AnnotatedType
                && annotated.getAnnotations().stream()
                        .anyMatch(it -> it.annotationType().getName().equals("jakarta.ejb.Stateful"));
        return !isEjb && (isBesideUs(type) || SERVERS.stream().noneMatch(type.getName()::startsWith));
    }

    static boolean isSessionScoped(Annotated type, BeanManager manager) {
        return isSessionScoped(type.getAnnotations(), manager);
    }

    private static boolean isSessionScoped(Collection<Annotation> annotations, BeanManager manager) {
        return annotations.stream()
                .map(Annotation::annotationType)
                .anyMatch(type -> type.equals(SessionScoped.class)
                        || (manager.isStereotype(type)
                                && isSessionScoped(manager.getStereotypeDefinition(type), manager)));
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
