package io.cloakroom.cdi;

import jakarta.enterprise.inject.spi.InjectionPoint;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a bean's class and its superclasses that are its state. Not those of the class that the container derives from it, nor what the container
 * puts into a new one. Immutable and thread-safe.
 */
final class BeanFields {
    private static final Set<String> INJECTING = Set.of(
            "jakarta.inject.Inject",
            "jakarta.annotation.Resource",
            "jakarta.ejb.EJB",
            "jakarta.persistence.PersistenceContext",
            "jakarta.persistence.PersistenceUnit",
            "jakarta.ws.rs.core.Context",
            "jakarta.xml.ws.WebServiceRef");

    /** Where types are from of which a bean may have other values than injected ones. */
    private static final Set<String> VALUE_PACKAGES =
            Set.of("java.lang", "java.math", "java.net", "java.time", "java.util");

    private final Map<String, Field> byName = new LinkedHashMap<>();
    private final List<Field> transientOnes = new ArrayList<>();
    private Optional<Class<?>> outOfReach = Optional.empty();

    /**
     * Looks at a bean's class.
     *
     * @param injected where the container injects something into it
     */
    BeanFields(Class<?> beanClass, Set<InjectionPoint> injected) {
        Set<Member> members = new HashSet<>();
        Set<Class<?>> parameters = new HashSet<>();
        for (InjectionPoint point : injected) {
            members.add(point.getMember());
            if (point.getMember() instanceof Executable) {
                raw(point.getType()).filter(BeanFields::isNoValue).ifPresent(parameters::add);
            }
        }
        Class<?> type = beanClass;
        for (; !isOfTheJdk(type); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (isOwn(field) && !members.contains(field) && !parameters.contains(field.getType())) {
                    add(field);
                }
            }
        }
        if (type != Object.class) {
            outOfReach = Optional.of(type);
        }
    }

    /** By their names; by that of the class, too, where a superclass has a field of the same name. */
    Map<String, Field> byName() {
        return byName;
    }

    /** Those that are not stored. */
    List<Field> transientOnes() {
        return transientOnes;
    }

    /** A class of the JDK whose fields are state that cannot be stored. */
    Optional<Class<?>> outOfReach() {
        return outOfReach;
    }

    /** Whether the container made the value and will again: a proxy for another bean. A lambda is hidden besides. */
    static boolean isOfTheContainer(Object value) {
        return value.getClass().isSynthetic() && !value.getClass().isHidden();
    }

    static @Nullable Object get(Field field, Object instance) {
        try {
            return field.get(instance);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Sets a field.
     *
     * @throws IllegalArgumentException if the value is of another type
     * @throws NullPointerException if it is none, and the field's type is primitive
     */
    static void set(Field field, Object instance, @Nullable Object value) {
        try {
            field.set(instance, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private void add(Field field) {
        field.setAccessible(true);
        if (Modifier.isTransient(field.getModifiers())) {
            transientOnes.add(field);
        } else {
            String name = field.getName();
            byName.put(byName.containsKey(name) ? field.getDeclaringClass().getName() + "." + name : name, field);
        }
    }

    private static boolean isOwn(Field field) {
        return !Modifier.isStatic(field.getModifiers())
                && !field.isSynthetic()
                && Arrays.stream(field.getAnnotations())
                        .noneMatch(it -> INJECTING.contains(it.annotationType().getName()));
    }

    private static boolean isOfTheJdk(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }

    private static Optional<Class<?>> raw(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            return raw(parameterized.getRawType());
        }
        return type instanceof Class<?> raw ? Optional.of(raw) : Optional.empty();
    }

    /** Such a parameter of a constructor is what the field of this type is for; a String could be for anything. */
    private static boolean isNoValue(Class<?> type) {
        return !type.isPrimitive()
                && !type.isArray()
                && !type.isEnum()
                && !type.isRecord()
                && !VALUE_PACKAGES.contains(type.getPackageName());
    }
}
