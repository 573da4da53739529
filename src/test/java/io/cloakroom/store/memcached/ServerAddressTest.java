package io.cloakroom.store.memcached;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.SessionConfigException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {

    @Test
    void listIsReadInItsOrderAndEachServerOnce() {
        assertEquals(
                List.of(
                        new ServerAddress("localhost", 11211),
                        new ServerAddress("my_cache-1.example.org", 7000),
                        new ServerAddress("10.0.0.1", 11211),
                        new ServerAddress("::1", 11212)),
                ServerAddress.parse(" localhost , My_Cache-1.example.org:7000,10.0.0.1,LOCALHOST:11211,[::1]:11212 "));
    }

    @Test
    void messagesHaveThePort() {
        assertEquals("localhost:11211", ServerAddress.parse("localhost").get(0).toString());
        assertEquals("[::1]:11211", ServerAddress.parse("[::1]").get(0).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a,,b",
                "a,",
                "a:0",
                "a:65536",
                "a:port",
                "a b",
                "::1",
                "memcached://a",
                "user:s3cret@a:11211",
                "a:11211/0"
            })
    void whatIsNoListIsAnsweredWithAnExample(String setting) {
        String problem = assertThrows(SessionConfigException.class, () -> ServerAddress.parse(setting))
                .toString();
        assertTrue(problem.contains("session.memcached") && problem.contains("localhost:11211"), problem);
        assertTrue(!problem.contains("s3cret"), problem);
    }
}
