package io.cloakroom.cdi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.spi.Warnings;
import io.cloakroom.testing.Compiled;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The state of session-scoped beans outlives the application that wrote it, and goes on in its next version. */
class RedeployedBeansTest {
    private static final String FIRST = """
            package shop;
            @jakarta.enterprise.context.SessionScoped
            public class Basket extends Base {
                private String removed = "removed";
                private Object kept = new Gone("first");
                private int retyped;
                private java.util.List<Item> items = new java.util.ArrayList<>();
                @Override
                public String apply(String name) {
                    if (!name.isEmpty()) {
                        items.add(new Item(name));
                        ((Gone) kept).text = name;
                        retyped++;
                    }
                    return items + " " + base + " " + removed + " " + kept + " " + retyped;
                }
            }
            class Item implements java.io.Serializable {
                private static final long serialVersionUID = 1;
                String name;
                Item(String name) { this.name = name; }
                @Override
                public String toString() { return name; }
            }
            class Gone implements java.io.Serializable {
                private static final long serialVersionUID = 1;
                String text;
                Gone(String text) { this.text = text; }
                @Override
                public String toString() { return text; }
            }
            """;
    private static final String SECOND = """
            package shop;
            @jakarta.enterprise.context.SessionScoped
            public class Basket extends Base {
                private java.util.List<Item> items = new java.util.ArrayList<>();
                private Object kept = "second";
                private java.util.Set<String> retyped = java.util.Set.of("set");
                private String added = "added";
                private String later;
                @jakarta.annotation.PostConstruct
                void begin() { later = "begun"; }
                @Override
                public String apply(String name) {
                    return items + " " + base + " " + kept + " " + retyped + " " + added + " " + later;
                }
            }
            class Item implements java.io.Serializable {
                private static final long serialVersionUID = 1;
                String name;
                int count;
                @Override
                public String toString() { return name + count; }
            }
            """;
    private static final String BASE = """
            package shop;
            public abstract class Base implements java.util.function.UnaryOperator<String>, java.io.Serializable {
                protected int base = (int) (System.nanoTime() % 1000);
            }
            """;

    @TempDir
    Path directory;

    private @Nullable Application last;

    @Test
    void nextVersionFindsWhatItCanRead() throws Exception {
        String before = in(FIRST, "tea");
        assertEquals(before, in(FIRST, ""), "restarted");
        String base = before.split(" ", -1)[1];
        AtomicReference<String> after = new AtomicReference<>("");
        List<String> told = Warnings.of(() -> after.set(in(SECOND, ""))).stream()
                .filter(line -> !line.startsWith("This server")) // There is none, and so no listeners.
                .toList();
        assertEquals("[tea0] " + base + " second [set] added begun", after.get());
        assertEquals(2, told.size(), told.toString());
        assertTrue(
                told.stream().anyMatch(line -> line.contains("shop.Basket") && line.contains("field kept")),
                told.toString());
        assertTrue(
                told.stream().anyMatch(line -> line.contains("shop.Basket") && line.contains("field retyped")),
                told.toString());
        assertEquals(before, in(FIRST, ""), "what the second version could not read is there as it was");
    }

    /** What the bean of this version answers, in an application with a container and class loader of its own. */
    @SuppressWarnings("unchecked")
    private String in(String version, String name) {
        ClassLoader ours = Thread.currentThread().getContextClassLoader();
        Path classes = Compiled.classes(
                directory.resolve("version" + version.hashCode()), Map.of("shop.Basket", version, "shop.Base", BASE));
        AtomicReference<String> answer = new AtomicReference<>("");
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, ours)) {
            Thread.currentThread().setContextClassLoader(loader);
            Class<?> basket = loader.loadClass("shop.Basket");
            Map<String, String> settings = Map.of(
                    "session.type",
                    "filesystem",
                    "session.file.dir",
                    directory.resolve("sessions").toString());
            try (Application application = new Application(settings, basket)) {
                if (last != null) {
                    application.succeeding(last);
                }
                last = application;
                application.request(() -> answer.set(((UnaryOperator<String>) application.bean(basket)).apply(name)));
            }
            return String.valueOf(answer.get());
        } catch (Exception e) {
            throw new AssertionError(e);
        } finally {
            Thread.currentThread().setContextClassLoader(ours);
        }
    }
}
