package io.cloakroom.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.cloakroom.Golden;
import io.cloakroom.signing.TimestampSigner.Signed;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TimestampSignerTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    private static final Signer SIGNER = Signer.ofSessionIds(List.of(new byte[] {1, 2, 3}));

    static Stream<JsonObject> signatures() {
        return Golden.cases("itsdangerous.json", "timestamp_signer");
    }

    static Clock at(Instant time) {
        return Clock.fixed(time, ZoneOffset.UTC);
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void signsAndVerifiesAsItsDangerousDoes(JsonObject golden) {
        Instant time = Instant.ofEpochSecond(golden.getJsonNumber("time").longValue());
        TimestampSigner signer = new TimestampSigner(SignerTest.signer(golden), at(time));
        assertEquals(golden.getString("signed"), signer.sign(golden.getString("value")));
        assertEquals(
                Optional.of(new Signed(golden.getString("value"), time)),
                signer.unsign(golden.getString("signed"), HOUR));
    }

    @Test
    void livesToItsMaxAgeAndNotASecondLonger() {
        String signed = new TimestampSigner(SIGNER, at(NOW)).sign("v");
        assertEquals(Optional.of(new Signed("v", NOW)), unsignedAt(NOW.plus(HOUR), signed));
        assertEquals(Optional.empty(), unsignedAt(NOW.plus(HOUR).plusSeconds(1), signed));
    }

    @Test
    void fractionsOfASecondDoNotCount() {
        String signed = new TimestampSigner(SIGNER, at(NOW.plusMillis(900))).sign("v");
        assertEquals(Optional.of(new Signed("v", NOW)), unsignedAt(NOW.plusMillis(100), signed));
    }

    @Test
    void aSignatureOfTheFutureIsRefused() {
        String signed = new TimestampSigner(SIGNER, at(NOW)).sign("v");
        assertEquals(Optional.empty(), unsignedAt(NOW.minusSeconds(1), signed));
    }

    @Test
    void aSignedTextWithoutATimeThatExistsIsRefused() {
        assertEquals(Optional.empty(), unsignedAt(NOW, SIGNER.sign("v")));
        assertEquals(Optional.empty(), unsignedAt(NOW, SIGNER.sign("v.A")));
        assertEquals(Optional.empty(), unsignedAt(NOW, SIGNER.sign("v.f_________8")));
        assertEquals(Optional.empty(), unsignedAt(NOW, SIGNER.sign("v." + "_".repeat(64))));
    }

    private static Optional<Signed> unsignedAt(Instant time, String signed) {
        return new TimestampSigner(SIGNER, at(time)).unsign(signed, HOUR);
    }
}
