package io.cloakroom.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.cloakroom.Golden;
import jakarta.json.JsonObject;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SignerTest {
    private static final byte[] OLD = "old-key".getBytes(UTF_8);
    private static final byte[] NEW = "new-key".getBytes(UTF_8);

    static Stream<JsonObject> signatures() {
        return Golden.cases("itsdangerous.json", "signer");
    }

    static Stream<JsonObject> signedIds() {
        return Golden.cases("itsdangerous.json", "flask_session_sid");
    }

    static Stream<JsonObject> receivedIds() {
        return Golden.cases("itsdangerous.json", "flask_session_unsign");
    }

    static Signer signer(JsonObject golden) {
        return new Signer(
                Golden.secrets(golden.getJsonArray("key")),
                golden.getString("salt"),
                derivation(golden),
                digest(golden));
    }

    private static KeyDerivation derivation(JsonObject golden) {
        return KeyDerivation.valueOf(
                golden.getString("key_derivation").replace('-', '_').toUpperCase(Locale.ROOT));
    }

    private static Digest digest(JsonObject golden) {
        return Digest.valueOf(golden.getString("digest").toUpperCase(Locale.ROOT));
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void signsAndVerifiesAsItsDangerousDoes(JsonObject golden) {
        String value = golden.getString("value");
        String signed = golden.getString("signed");
        assertEquals(signed, signer(golden).sign(value));
        assertEquals(Optional.of(value), signer(golden).unsign(signed));
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void derivesTheKeyThatItsDangerousDerives(JsonObject golden) {
        List<byte[]> secrets = Golden.secrets(golden.getJsonArray("key"));
        byte[] derived = derivation(golden)
                .derive(
                        secrets.get(secrets.size() - 1),
                        golden.getString("salt").getBytes(UTF_8),
                        digest(golden));
        assertArrayEquals(Base64.getDecoder().decode(golden.getString("derived_key")), derived);
    }

    @ParameterizedTest
    @MethodSource("signedIds")
    void signsIdsAsFlaskSessionDoes(JsonObject golden) {
        Signer signer = Signer.ofSessionIds(Golden.secrets(golden.getJsonArray("key")));
        assertEquals(golden.getString("signed"), signer.sign(golden.getString("sid")));
        assertEquals(Optional.of(golden.getString("sid")), signer.unsign(golden.getString("signed")));
    }

    @ParameterizedTest
    @MethodSource("receivedIds")
    void acceptsAndRefusesTheIdsThatFlaskSessionDoes(JsonObject golden) {
        Signer signer = Signer.ofSessionIds(Golden.secrets(golden.getJsonArray("key")));
        assertEquals(Optional.ofNullable(golden.getString("unsigned", null)), signer.unsign(golden.getString("value")));
    }

    @Test
    void theNewestKeySignsAndEachKeyVerifies() {
        JsonObject golden = Golden.file("itsdangerous.json").getJsonObject("rotation");
        Signer rotated = Signer.ofSessionIds(List.of(OLD, NEW));
        assertEquals(golden.getString("signed_with_list"), rotated.sign("sid-1"));
        assertEquals(Optional.of("sid-1"), rotated.unsign(golden.getString("signed_with_old")));
        assertEquals(Optional.of("sid-1"), rotated.unsign(golden.getString("signed_with_list")));
    }

    @Test
    void aKeyThatWasDroppedVerifiesNoLonger() {
        String signed = Signer.ofSessionIds(List.of(OLD)).sign("sid-1");
        assertEquals(Optional.empty(), Signer.ofSessionIds(List.of(NEW)).unsign(signed));
    }

    @Test
    void anotherSaltIsAnotherPurpose() {
        String signed = new Signer(List.of(OLD), "password-reset", KeyDerivation.HMAC, Digest.SHA1).sign("sid-1");
        assertEquals(Optional.empty(), Signer.ofSessionIds(List.of(OLD)).unsign(signed));
    }

    @Test
    void everyFlippedCharacterIsNoticed() {
        Signer signer = Signer.ofSessionIds(List.of(OLD));
        String signed = signer.sign("sid-1");
        int meaningful = signed.length() - 1; // the last one carries two spare bits, which Python ignores as well
        for (int i = 0; i < meaningful; i++) {
            char other = signed.charAt(i) == 'x' ? 'y' : 'x';
            assertEquals(Optional.empty(), signer.unsign(signed.substring(0, i) + other + signed.substring(i + 1)));
        }
    }

    @Test
    void aTextThatUtf8CannotCarryIsNotTakenForTheOneThatWasSigned() {
        Signer signer = Signer.ofSessionIds(List.of(OLD));
        assertEquals(Optional.of("a?b"), signer.unsign(signer.sign("a?b").replace('?', '\ud800')));
    }

    @Test
    void keysAreNotPrinted() {
        assertFalse(Signer.ofSessionIds(List.of(OLD)).toString().contains("old-key"));
    }

    @Test
    void anEmptyKeyIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Signer.ofSessionIds(List.of()));
        assertThrows(IllegalArgumentException.class, () -> Signer.ofSessionIds(List.of(NEW, new byte[0])));
    }
}
