package io.cloakroom.store.memcached;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ERR_2BIG|Too large.|no items of this size",
                "ERROR|SERVER: SERVER_ERROR object too large for cache|no items of this size",
                "ERR_NO_MEM|Out of memory|is full",
                "ERROR|SERVER: SERVER_ERROR out of memory storing object|is full",
                "ERROR|SERVER: Auth failure.|refuses the login",
                "ERROR|CLIENT: CLIENT_ERROR unauthenticated|refuses the login",
                "ERR_UNKNOWN_COMMAND|Unknown command|refuses: ERR_UNKNOWN_COMMAND"
            })
    void codeOrTextIsTranslated(String code, String text, String meaning) {
        assertTrue(Refusal.explain(code, text).contains(meaning), Refusal.explain(code, text));
    }

    @Test
    void keyThatMemcachedRepeatsIsNotTold() {
        String told = Refusal.explain("ERROR", "CLIENT: CLIENT_ERROR bad command line: get session:ABC-DEF");
        assertFalse(told.contains("session:"), told);
    }
}
