package io.cloakroom.codec;

import static java.io.ObjectInputFilter.Config.createFilter;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.codec.JavaValues.Portable;
import io.cloakroom.codec.Samples.Item;
import io.cloakroom.codec.Samples.Positive;
import io.cloakroom.codec.Samples.Size;
import io.cloakroom.spi.CodecException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ysoserial.Planted;

class JavaValuesTest {

    private final ClassLoader loader = JavaValuesTest.class.getClassLoader();
    private final JavaValues values = new JavaValues(loader);

    @BeforeEach
    void nothingHasRun() {
        System.clearProperty(Planted.RAN);
    }

    @Test
    void componentsThatWereAddedAreNullOrZero() {
        Object stored = List.of(Item.class.getName(), Map.of("name", "pen"));
        assertEquals(new Item("pen", 0, null, null), values.fromPortable("record", stored));
    }

    @Test
    void componentsThatWereRemovedArePassedOver() {
        Object stored = List.of(Positive.class.getName(), Map.of("value", 5, "unit", "kg"));
        assertEquals(new Positive(5), values.fromPortable("record", stored));
    }

    @Test
    void recordIsCheckedByItsConstructor() {
        for (Map<String, Object> components :
                List.<Map<String, Object>>of(Map.of("value", -5), Map.of(), Map.of("value", "5"))) {
            Object stored = List.of(Positive.class.getName(), components);
            String message = Values.refusal(() -> values.fromPortable("record", stored));
            assertTrue(message.contains(Positive.class.getName()), message);
        }
    }

    @Test
    void constantThatIsGoneIsRefused() {
        Object stored = List.of(Size.class.getName(), "MEDIUM");
        String message = Values.refusal(() -> values.fromPortable("enum", stored));
        assertTrue(message.contains(Size.class.getName()), message);
        assertEquals(Size.LARGE, values.fromPortable("enum", List.of(Size.class.getName(), "LARGE")));
    }

    @Test
    void classThatIsNoRecordOrEnumIsRefusedAndNotInitialised() throws Exception {
        try (URLClassLoader fresh = freshLoader()) {
            JavaValues fromFresh = new JavaValues(fresh);
            for (String name : List.of(Eager.class.getName(), Planted.class.getName())) {
                assertThrows(CodecException.class, () -> fromFresh.fromPortable("record", List.of(name, Map.of())));
                assertThrows(CodecException.class, () -> fromFresh.fromPortable("enum", List.of(name, "X")));
            }
        }
        assertNull(System.getProperty(Planted.RAN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.Thread$State",
                "java.nio.file.StandardOpenOption",
                "javax.script.ScriptEngineManager",
                "no.such.Name",
                "[Lysoserial.Planted;",
                "",
                "[",
                "int",
                "a\r\nb",
                "../x"
            })
    void classesOfNeitherTheJdksValuesNorTheApplicationAreRefused(String name) {
        for (String kind : List.of("enum", "record")) {
            Object payload = List.of(name, kind.equals("enum") ? "NEW" : Map.of());
            String message = Values.refusal(() -> values.fromPortable(kind, payload));
            assertTrue(message.lines().count() == 1, message);
        }
    }

    @Test
    void classOfTheServerIsRefusedWhenItIsWritten() throws Exception {
        assertThrows(CodecException.class, () -> values.toPortable(StandardOpenOption.READ));
        try (URLClassLoader application = new URLClassLoader(new URL[0], loader)) {
            JavaValues ofAnother = new JavaValues(application);
            for (Object value : List.of(new Positive(1), Size.LARGE, new Samples.Account("ann"), new Size[0])) {
                assertThrows(CodecException.class, () -> ofAnother.toPortable(value));
            }
        }
    }

    @Test
    void objectsOfClassesBelowTheApplicationsLoaderAreAllowed() {
        JavaValues ofAParent = new JavaValues(ClassLoader.getPlatformClassLoader());
        assertEquals("enum", ofAParent.toPortable(Size.LARGE).orElseThrow().kind());
    }

    @Test
    void plantedGadgetDoesNotRun() throws Exception {
        for (Object gadget : List.of(new Planted(), List.of(new Planted()), new Planted[] {new Planted()})) {
            byte[] bytes = serialized(gadget);
            nothingHasRun();
            String message = Values.refusal(() -> values.fromPortable("java", bytes));
            assertTrue(message.contains(Planted.class.getName()), message);
            assertNull(System.getProperty(Planted.RAN));
        }
    }

    @Test
    void objectOfAnotherLoaderDoesNotRun() throws Exception {
        byte[] bytes = serialized(new Eager());
        nothingHasRun();
        try (URLClassLoader application = new URLClassLoader(new URL[0], loader)) {
            assertThrows(CodecException.class, () -> new JavaValues(application).fromPortable("java", bytes));
        }
        assertNull(System.getProperty(Planted.RAN));
        values.fromPortable("java", bytes);
        assertEquals("read", System.getProperty(Planted.RAN));
    }

    @Test
    void proxiesAreRefused() throws Exception {
        Object proxy = Proxy.newProxyInstance(loader, new Class<?>[] {Runnable.class}, new Handler());
        byte[] bytes = serialized(proxy);
        assertThrows(CodecException.class, () -> values.fromPortable("java", bytes));
        assertThrows(CodecException.class, () -> values.toPortable(proxy));
    }

    @Test
    void serializedObjectsAreLimited() {
        Serializable deep = "core";
        for (int i = 0; i < 60; i++) {
            deep = new Box(deep);
        }
        Box tooDeep = new Box(deep);
        String message = Values.refusal(() -> values.toPortable(tooDeep));
        assertTrue(message.contains(Box.class.getName()), message);
        assertThrows(CodecException.class, () -> values.toPortable(new int[1_000_001]));
        assertThrows(CodecException.class, () -> values.toPortable(new Box(new ArrayList<>(boxes(100_001)))));
    }

    @Test
    void calendarsComeBack() {
        Calendar calendar = new Calendar.Builder().setDate(2024, 1, 29).build();
        Portable portable = values.toPortable(calendar).orElseThrow();
        assertEquals(calendar, values.fromPortable(portable.kind(), portable.payload()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "byte",
                "char",
                "bigint",
                "decimal",
                "string",
                "date",
                "zoned-datetime",
                "uri",
                "locale",
                "markup",
                "enum",
                "record",
                "java",
                "set",
                "map",
                "unknown",
                "a\r\nb"
            })
    void payloadOfTheWrongShapeIsRefused(String kind) {
        Object[] payloads = {null, 1L << 40, true, 1.5, new byte[] {1}, List.of(1), List.of(List.of(1)), Map.of()};
        for (@Nullable Object payload : payloads) {
            if (!(kind.equals("set") && payload instanceof List)
                    && !(kind.equals("bigint") && payload instanceof byte[])) {
                String message = Values.refusal(() -> values.fromPortable(kind, payload));
                assertEquals(1, message.lines().count());
            }
        }
    }

    @Test
    void filterOfTheApplicationNarrows() throws IOException {
        JavaValues narrow = new JavaValues(
                new AllowedClasses(Loaders.of(loader), createFilter("!" + Box.class.getName()), StandIns.NONE));
        assertThrows(CodecException.class, () -> narrow.toPortable(new Box(1)));
        byte[] stored = serialized(new Box(1));
        assertThrows(CodecException.class, () -> narrow.fromPortable("java", stored));
        JavaValues shallow =
                new JavaValues(new AllowedClasses(Loaders.of(loader), createFilter("maxdepth=3"), StandIns.NONE));
        assertTrue(shallow.toPortable(new Box(1)).isPresent());
        assertThrows(CodecException.class, () -> shallow.toPortable(new Box(new Box(new Box(new Box(1))))));
    }

    @Test
    void filterOfTheApplicationWidens() throws IOException {
        ClassLoader another = ClassLoader.getPlatformClassLoader();
        byte[] stored = serialized(new InetSocketAddress("localhost", 1));
        assertThrows(CodecException.class, () -> values.fromPortable("java", stored));
        JavaValues wide =
                new JavaValues(new AllowedClasses(Loaders.of(another), createFilter("java.net.*"), StandIns.NONE));
        assertEquals(1, ((InetSocketAddress) Objects.requireNonNull(wide.fromPortable("java", stored))).getPort());
    }

    @Test
    void synchronizedMapStaysOne() {
        Map<String, Integer> map = Collections.synchronizedMap(new TreeMap<>(Map.of("a", 1)));
        Portable portable = values.toPortable(map).orElseThrow();
        Object back = Objects.requireNonNull(values.fromPortable(portable.kind(), portable.payload()));
        assertEquals(map.getClass(), back.getClass());
        assertEquals(map, back);
    }

    private static URLClassLoader freshLoader() {
        URL classes = Planted.class.getProtectionDomain().getCodeSource().getLocation();
        return new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader());
    }

    private static List<Box> boxes(int count) {
        List<Box> boxes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boxes.add(new Box(i));
        }
        return boxes;
    }

    private static byte[] serialized(Object value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        return bytes.toByteArray();
    }

    static final class Box implements Serializable {
        private static final long serialVersionUID = 1;
        final Serializable content;

        Box(Serializable content) {
            this.content = content;
        }
    }

    static final class Eager implements Serializable {
        private static final long serialVersionUID = 1;

        static {
            System.setProperty(Planted.RAN, "initialised");
        }

        private void readObject(java.io.ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            System.setProperty(Planted.RAN, "read");
        }
    }

    static final class Handler implements InvocationHandler, Serializable {
        private static final long serialVersionUID = 1;

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
            return null;
        }
    }
}
