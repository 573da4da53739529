package io.cloakroom.codec;

import io.cloakroom.spi.CodecException;
import java.io.ObjectInputFilter;
import java.util.List;
import java.util.Set;

/**
 * Decides which classes stored bytes may name. Who can write to the store must not be able to run code here: a class is judged by its
 * loaded without being initialised, judged by name and loader, and only then used. Immutable and thread-safe.
 *
 * <p>Allowed are value types of the JDK, the state of Faces, and what the application's own class loader defines. That includes the
 * libraries in the WAR, so those with known gadgets (the list of ysoserial, <a
 * href="https://github.com/frohoff/ysoserial">github.com/frohoff/ysoserial</a>, and its successors) are denied by name. A filter of the
 * application's own (JEP 290, {@code session.serialization-filter}) comes first.
 */
final class AllowedClasses {

    private static final Set<String> JDK_PACKAGES = Set.of(
            "java.math",
            "java.time",
            "java.time.chrono",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "java.util.concurrent.locks");

    private static final Set<String> JDK_CLASSES = Set.of(
            "java.lang.Boolean",
            "java.lang.Byte",
            "java.lang.Character",
            "java.lang.Double",
            "java.lang.Enum",
            "java.lang.Float",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Number",
            "java.lang.Object",
            "java.lang.Short",
            "java.lang.String",
            "java.net.URI",
            "java.sql.Date",
            "java.sql.Time",
            "java.sql.Timestamp",
            "java.time.temporal.ValueRange",
            "java.time.temporal.WeekFields",
            "java.time.temporal.ChronoUnit",
            "java.time.temporal.ChronoField",
            "sun.util.calendar.ZoneInfo");

    private static final List<String> GADGETS = List.of(
            "bsh.",
            "ch.qos.logback.",
            "clojure.",
            "com.alibaba.fastjson",
            "com.caucho.",
            "com.fasterxml.jackson.databind.",
            "com.mchange.",
            "com.rometools.",
            "com.sun.",
            "com.vaadin.data.util.",
            "com.zaxxer.hikari.",
            "freemarker.",
            "groovy.",
            "javassist.",
            "net.bytebuddy.",
            "net.sf.cglib.",
            "net.sf.json.",
            "org.apache.bcel.",
            "org.apache.click.",
            "org.apache.commons.beanutils",
            "org.apache.commons.collections",
            "org.apache.commons.configuration",
            "org.apache.commons.dbcp",
            "org.apache.commons.fileupload",
            "org.apache.commons.jxpath.",
            "org.apache.groovy.",
            "org.apache.logging.log4j.",
            "org.apache.myfaces.view.facelets.el.",
            "org.apache.tomcat.",
            "org.apache.velocity.",
            "org.apache.wicket.util.upload.",
            "org.apache.xalan.",
            "org.apache.xbean.",
            "org.aspectj.",
            "org.codehaus.groovy.",
            "org.hibernate.",
            "org.jboss.interceptor.",
            "org.jboss.proxy.",
            "org.jboss.weld.interceptor.",
            "org.mozilla.",
            "org.python.",
            "org.quartz.",
            "org.reflections.",
            "org.springframework.",
            "scala.",
            "sun.rmi.",
            "ysoserial.");

    /** Where Faces, Mojarra or MyFaces, has the classes of what it keeps in a session: views, the flash, flows, messages. */
    private static final List<String> FACES = List.of(
            "jakarta.faces.",
            "com.sun.faces.application.view.",
            "com.sun.faces.component.",
            "com.sun.faces.context.SessionMap",
            "com.sun.faces.context.flash.",
            "com.sun.faces.facelets.tag.",
            "com.sun.faces.flow.",
            "com.sun.faces.renderkit.",
            "com.sun.faces.util.",
            "org.apache.myfaces.application.",
            "org.apache.myfaces.cdi.",
            "org.apache.myfaces.component.",
            "org.apache.myfaces.context.",
            "org.apache.myfaces.flow.",
            "org.apache.myfaces.renderkit.",
            "org.apache.myfaces.util.",
            "org.apache.myfaces.view.");

    /** What an injected reference inside a serialized value becomes, and what Weld's scopes keep beside a bean. */
    private static final List<String> WELD = List.of(
            "org.jboss.weld.bean.StringBeanIdentifier",
            "org.jboss.weld.bean.ManagedBeanIdentifier",
            "org.jboss.weld.bean.ProducerMethodIdentifier",
            "org.jboss.weld.bean.ProducerFieldIdentifier",
            "org.jboss.weld.bean.proxy.util.SerializableClientProxy",
            "org.jboss.weld.contexts.CreationalContextImpl",
            "org.jboss.weld.contexts.SerializableContextualImpl",
            "org.jboss.weld.contexts.SerializableContextualInstanceImpl");

    private final Loaders loaders;
    private final ObjectInputFilter filter;
    private final StandIns standIns;

    /** The default: classes that this loader, or one below it, defines. */
    AllowedClasses(ClassLoader applicationLoader) {
        this(Loaders.of(applicationLoader), info -> ObjectInputFilter.Status.UNDECIDED, StandIns.NONE);
    }

    /**
     * The default, unless the filter decides.
     *
     * @param standIns whose classes are always allowed
     */
    AllowedClasses(Loaders loaders, ObjectInputFilter filter, StandIns standIns) {
        this.loaders = loaders;
        this.filter = filter;
        this.standIns = standIns;
    }

    StandIns standIns() {
        return standIns;
    }

    /** The filter, for what is not about classes. */
    ObjectInputFilter filter() {
        return filter;
    }

    /**
     * The class of this name, not initialised; also an array's.
     *
     * @throws CodecException if it is missing or not allowed
     */
    @SuppressWarnings("BanClassForName") // Not initialised, and judged before anything else is done with it.
    Class<?> load(String name) {
        try {
            Class<?> type = Class.forName(name, false, loaders.all());
            check(type);
            return type;
        } catch (ClassNotFoundException | LinkageError e) {
            throw new CodecException(
                    "The class " + printable(name) + " is missing in this version of the application:"
                            + " bring it back or remove the attribute.",
                    e);
        }
    }

    /**
     * Refuses a class that could not be read back.
     *
     * @throws CodecException if it is not allowed
     */
    void check(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        if (!element.isPrimitive() && !standIns.classes().contains(element) && !isAllowed(element)) {
            throw refused(element.getName());
        }
    }

    private boolean isAllowed(Class<?> type) {
        return switch (filter.checkInput(new OneClass(type))) {
            case ALLOWED -> true;
            case REJECTED -> false;
            case UNDECIDED -> isOfTheJdk(type) || isOfFaces(type.getName()) || isOfTheApplication(type);
        };
    }

    /** Expressions may run code when they are looked at. */
    private static boolean isOfFaces(String name) {
        return WELD.contains(name) || (FACES.stream().anyMatch(name::startsWith) && !name.contains(".el."));
    }

    private static boolean isOfTheJdk(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        boolean definedByTheJdk = loader == null || loader == ClassLoader.getPlatformClassLoader();
        return definedByTheJdk
                && (JDK_CLASSES.contains(type.getName()) || JDK_PACKAGES.contains(type.getPackageName()));
    }

    private boolean isOfTheApplication(Class<?> type) {
        if (isGadget(type.getName())) {
            return false;
        }
        return loaders.define(type);
    }

    private static boolean isGadget(String name) {
        return GADGETS.stream().anyMatch(name::startsWith);
    }

    private static CodecException refused(String name) {
        return new CodecException("The class " + printable(name)
                + " is not allowed in a session, since it is neither a value type of the JDK nor one of the application's own:"
                + " store its data in a record instead, or allow the class with session.serialization-filter.");
    }

    /** What a filter is asked about a class, of whatever value. */
    private record OneClass(Class<?> serialClass) implements ObjectInputFilter.FilterInfo {
        @Override
        public long arrayLength() {
            return -1;
        }

        @Override
        public long depth() {
            return 1;
        }

        @Override
        public long references() {
            return 1;
        }

        @Override
        public long streamBytes() {
            return 1;
        }
    }

    /** The name may come from the store, and messages go to logs. */
    private static String printable(String name) {
        return name.matches("[\\w.$\\[;]{1,200}") ? name : "?";
    }
}
