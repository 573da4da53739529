package io.cloakroom.cdi;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedCallable;
import jakarta.enterprise.inject.spi.AnnotatedMember;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.util.Nonbinding;
import jakarta.inject.Named;
import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a bean is called in the store: its class, its producer's name and its qualifiers. The container's own name for it has that of the archive in it, and a
 * renamed WAR would find none of its beans. Pure functions.
 */
final class BeanName {
    /** Those that say nothing, or that may be added to a bean for the sake of a page. */
    private static final Set<Class<? extends Annotation>> SILENT = Set.of(Any.class, Default.class, Named.class);

    private BeanName() {}

    static String of(Bean<?> bean, Annotated annotated) {
        String qualifiers = bean.getQualifiers().stream()
                .filter(qualifier -> !SILENT.contains(qualifier.annotationType()))
                .map(BeanName::text)
                .sorted()
                .collect(Collectors.joining(","));
        return bean.getBeanClass().getName() + member(annotated) + (qualifiers.isEmpty() ? "" : "[" + qualifiers + "]");
    }

    private static String member(Annotated annotated) {
        if (annotated instanceof AnnotatedMember<?> member) {
            String name = "." + member.getJavaMember().getName();
            return annotated instanceof AnnotatedCallable<?> ? name + "()" : name;
        }
        return "";
    }

    /** Not the annotation's own text, which other versions of Java write in another way. */
    private static String text(Annotation qualifier) {
        Map<String, String> members = new TreeMap<>();
        for (Method member : qualifier.annotationType().getDeclaredMethods()) {
            if (!member.isAnnotationPresent(Nonbinding.class)) {
                members.put(member.getName(), text(valueOf(member, qualifier)));
            }
        }
        return qualifier.annotationType().getName() + (members.isEmpty() ? "" : members);
    }

    private static Object valueOf(Method member, Annotation qualifier) {
        try {
            member.setAccessible(true);
            return member.invoke(qualifier);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "The qualifier " + qualifier.annotationType().getName() + " cannot be read.", e);
        }
    }

    private static String text(Object value) {
        if (value.getClass().isArray()) {
            List<String> elements = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                elements.add(text(Array.get(value, i)));
            }
            return elements.toString();
        }
        if (value instanceof Class<?> type) {
            return type.getName();
        }
        return value instanceof Enum<?> constant ? constant.name() : value.toString();
    }
}
