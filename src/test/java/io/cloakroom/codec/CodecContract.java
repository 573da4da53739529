package io.cloakroom.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.spi.CodecException;
import io.cloakroom.spi.SessionCodec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each codec owes the engine, whatever its notation. */
abstract class CodecContract {

    /** The codec under test; its application loader is that of the tests. */
    abstract SessionCodec codec();

    /** Whether its format asks for sorted keys, so that the order of a map is lost. */
    boolean sortsKeys() {
        return false;
    }

    static Stream<@Nullable Object> samples() {
        return Samples.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void valueComesBackEqualAndOfTheSameClass(@Nullable Object value) {
        Values.assertSame(value, codec().decode(codec().encode(value)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void nestedValueComesBackEqualAndOfTheSameClass(@Nullable Object value) {
        List<@Nullable Object> list = new ArrayList<>();
        list.add(value);
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("list", list);
        map.put("value", value);
        List<Object> nested = List.of(map, Set.of(Map.of(1, list)), new Holder(map));

        Values.assertSame(nested, codec().decode(codec().encode(nested)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void unchangedValueGivesTheSameBytesAgain(@Nullable Object value) {
        byte[] encoded = codec().encode(value);
        assertArrayEquals(encoded, codec().encode(codec().decode(encoded)));
    }

    @Test
    void decodedCollectionsAreModifiable() {
        Object value = List.of(List.of(1), Set.of(1), Map.of("a", 1), Map.of(1, 1));
        List<?> list = assertInstanceOf(List.class, codec().decode(codec().encode(value)));
        assertInstanceOf(List.class, list.get(0)).clear();
        assertInstanceOf(Set.class, list.get(1)).clear();
        assertInstanceOf(Map.class, list.get(2)).clear();
        assertInstanceOf(Map.class, list.get(3)).clear();
        list.clear();
        assertTrue(list.isEmpty());
    }

    @Test
    void recordOfManyAttributesSplitsIntoWhatWasJoined() {
        Map<String, byte[]> attributes = new LinkedHashMap<>();
        attributes.put("é \0 😀 \" \\", codec().encode(null));
        attributes.put("", codec().encode(""));
        Samples.all().forEach(value -> attributes.put("key" + (99 - attributes.size()), codec().encode(value)));

        Map<String, byte[]> found = codec().split(codec().join(attributes));

        assertEquals(attributes.keySet(), found.keySet());
        attributes.forEach((name, encoded) -> assertArrayEquals(encoded, found.get(name)));
        found.clear();
    }

    @Test
    void mapsAndRecordsKeepTheirOrderUnlessTheFormatSorts() {
        Map<String, byte[]> record = new LinkedHashMap<>();
        Map<String, Integer> map = new LinkedHashMap<>();
        for (String name : List.of("z", "b", "y", "a")) {
            record.put(name, codec().encode(1));
            map.put(name, 1);
        }
        List<String> order = sortsKeys() ? List.of("a", "b", "y", "z") : List.of("z", "b", "y", "a");
        assertEquals(order, List.copyOf(codec().split(codec().join(record)).keySet()));
        Map<?, ?> decoded = assertInstanceOf(Map.class, codec().decode(codec().encode(map)));
        assertEquals(order, List.copyOf(decoded.keySet()));
    }

    @Test
    void recordWithoutAttributesIsARecord() {
        assertEquals(Map.of(), codec().split(codec().join(Map.of())));
    }

    @Test
    void recordsThatAreNoMapAreRefused() {
        for (Object value : new Object[] {List.of(1, 2), "text", 5, true, List.of()}) {
            byte[] data = codec().encode(value);
            assertThrows(CodecException.class, () -> codec().split(data));
        }
        assertThrows(CodecException.class, () -> codec().split(new byte[0]));
        assertThrows(CodecException.class, () -> codec().decode(new byte[0]));
    }

    @Test
    void whatFollowsARecordOrAValueIsRefused() {
        byte[] data = codec().join(Map.of("a", codec().encode(1)));
        assertThrows(CodecException.class, () -> codec().split(twice(data)));
        assertThrows(CodecException.class, () -> codec().decode(twice(codec().encode("x"))));
    }

    @Test
    void valueThatCannotBeStoredIsRefusedWithClassAndCure() {
        for (Object value : List.of(new Object(), Thread.currentThread(), Optional.of(1))) {
            for (Object nested : List.of(value, List.of(value), Map.of("k", value), Set.of(value), new Holder(value))) {
                String message = Values.refusal(() -> codec().encode(nested));
                assertTrue(message.contains(value.getClass().getName()), message);
                assertTrue(message.contains("make it Serializable, or a record, or store its id"), message);
            }
        }
    }

    @Test
    void serializableObjectAroundOneThatIsNotIsRefusedWithBothClasses() {
        HashMap<String, Object> subclass = new Unstorable();
        subclass.put("k", new Object());
        String message = Values.refusal(() -> codec().encode(subclass));
        assertTrue(message.contains(Unstorable.class.getName()), message);
        assertTrue(message.contains("java.lang.Object"), message);
    }

    @Test
    void valueThatCouldNotBeReadBackIsRefusedWhenItIsWritten() {
        for (Object value : List.of(new IllegalStateException("x"), (Runnable & java.io.Serializable) () -> {})) {
            assertThrows(CodecException.class, () -> codec().encode(value));
        }
    }

    @Test
    void valueThatContainsItselfIsRefused() {
        List<Object> list = new ArrayList<>();
        list.add(list);
        list.add(list);
        Map<String, Object> map = new HashMap<>();
        map.put("self", List.of(map));
        assertThrows(CodecException.class, () -> codec().encode(list));
        assertThrows(CodecException.class, () -> codec().encode(map));
        assertThrows(CodecException.class, () -> codec().encode(new Holder(list)));
    }

    @Test
    void depthIsLimited() {
        Object deep = nested(50);
        Values.assertSame(deep, codec().decode(codec().encode(deep)));
        for (int depth : new int[] {101, 1000, 20_000}) {
            assertThrows(CodecException.class, () -> codec().encode(nested(depth)));
        }
        Samples.@Nullable Node chain = null;
        for (int i = 0; i < 10_000; i++) {
            chain = new Samples.Node(chain);
        }
        Object tooDeep = chain;
        assertThrows(CodecException.class, () -> codec().encode(tooDeep));
    }

    @Test
    void numberOfElementsIsLimited() {
        List<Integer> large = Collections.nCopies(90_000, 7);
        assertEquals(large, codec().decode(codec().encode(large)));
        assertThrows(CodecException.class, () -> codec().encode(Collections.nCopies(100_001, 7)));
        assertThrows(CodecException.class, () -> codec().encode(Collections.nCopies(Integer.MAX_VALUE, 7)));
        assertThrows(CodecException.class, () -> codec().encode(doubled(40)));
    }

    @Property(tries = 300)
    void anyNestingOfPlainValuesComesBack(@ForAll("plainValues") Object value) {
        byte[] encoded = codec().encode(value);
        Object decoded = codec().decode(encoded);
        Values.assertSame(value, decoded);
        assertArrayEquals(encoded, codec().encode(decoded));
    }

    @Property(tries = 500)
    void arbitraryBytesGiveACodecExceptionAtWorst(@ForAll byte[] bytes) {
        assertRefusesQuietly(bytes);
    }

    @Property(tries = 500)
    void damagedBytesGiveACodecExceptionAtWorst(@ForAll Random random) {
        List<@Nullable Object> samples = Samples.all().toList();
        byte[] bytes = codec().encode(samples.get(random.nextInt(samples.size())));
        for (int i = random.nextInt(3); i >= 0; i--) {
            bytes[random.nextInt(Math.min(bytes.length, 400))] = (byte) random.nextInt();
        }
        assertRefusesQuietly(bytes);
        assertRefusesQuietly(codec().join(Map.of("a", bytes)));
    }

    @Provide
    Arbitrary<Object> plainValues() {
        Arbitrary<Object> scalars = Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(40).asGeneric(),
                Arbitraries.integers().asGeneric(),
                Arbitraries.longs().asGeneric(),
                Arbitraries.doubles().asGeneric(),
                Arbitraries.floats().asGeneric(),
                Arbitraries.of(true, false).asGeneric(),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(300).asGeneric());
        return Arbitraries.recursive(
                () -> scalars,
                inner -> Arbitraries.oneOf(
                        inner,
                        inner.list().ofMaxSize(20).asGeneric(),
                        Arbitraries.maps(Arbitraries.strings().all().ofMaxLength(5), inner)
                                .ofMaxSize(20)
                                .asGeneric()),
                0,
                4);
    }

    private void assertRefusesQuietly(byte[] bytes) {
        try {
            codec().decode(bytes);
        } catch (CodecException e) {
            assertNotNull(e.getMessage());
        }
        try {
            codec().split(bytes).values().forEach(value -> assertInstanceOf(byte[].class, value));
        } catch (CodecException e) {
            assertNotNull(e.getMessage());
        }
    }

    private static Object nested(int depth) {
        Object value = "core";
        for (int i = 1; i < depth; i++) {
            value = List.of(value);
        }
        return value;
    }

    /** A small value in memory, 2 to the power of {@code times} elements in bytes. */
    private static Object doubled(int times) {
        Object value = 1;
        for (int i = 0; i < times; i++) {
            value = List.of(value, value);
        }
        return value;
    }

    private static byte[] twice(byte[] bytes) {
        byte[] twice = new byte[2 * bytes.length];
        System.arraycopy(bytes, 0, twice, 0, bytes.length);
        System.arraycopy(bytes, 0, twice, bytes.length, bytes.length);
        return twice;
    }

    record Holder(Object value) {}

    @SuppressWarnings("serial") // It is what the test is about.
    static final class Unstorable extends HashMap<String, Object> {}
}
