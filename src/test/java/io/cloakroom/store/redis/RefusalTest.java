package io.cloakroom.store.redis;

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
                "OOM command not allowed when used memory > 'maxmemory'.|is full (OOM)",
                "OOM command not allowed when used memory > 'maxmemory'. script: 5f, on @user_script:8.|is full (OOM)",
                "ERR Error running script (call to f_5f): @user_script:8: @user_script: 8: -OOM command not allowed|is full (OOM)",
                "READONLY You can't write against a read only replica.|replica (READONLY)",
                "ERR Error running script (call to f_5f): @user_script:8: -READONLY You can't write|replica (READONLY)",
                "NOAUTH Authentication required.|login (NOAUTH)",
                "WRONGPASS invalid username-password pair or user is disabled.|login (WRONGPASS)",
                "ERR AUTH <password> called without any password configured|login (AUTH)",
                "LOADING Redis is loading the dataset in memory|(LOADING)",
                "MOVED 3999 127.0.0.1:6381|cluster (MOVED)",
                "CLUSTERDOWN The cluster is down|(CLUSTERDOWN)",
                "ERR This instance has cluster support disabled|is no cluster",
                "MASTERDOWN Link with MASTER is down|replica (MASTERDOWN)",
                "NOREPLICAS Not enough good replicas to write.|(NOREPLICAS)",
                "WRONGTYPE Operation against a key holding the wrong kind of value|refuses: WRONGTYPE"
            })
    void codeIsTranslated(String error, String meaning) {
        assertTrue(Refusal.explain(error).contains(meaning), Refusal.explain(error));
    }

    @Test
    void formerMasterIsKnownByItsAnswer() {
        assertTrue(Refusal.isOfAReplica("READONLY You can't write against a read only replica."));
        assertTrue(Refusal.isOfAReplica("ERR Error running script: @user_script: 8: -READONLY You can't write"));
        assertFalse(Refusal.isOfAReplica("OOM command not allowed when used memory > 'maxmemory'."));
    }

    @Test
    void keyThatRedisRepeatsIsNotTold() {
        String error = "ERR unknown command 'EVALSHA', with args beginning with: '5f' '1' 'session:ABC-DEF' ";
        assertFalse(Refusal.explain(error).contains("session:"), Refusal.explain(error));
        assertTrue(Refusal.explain(error).contains("refuses: ERR"), Refusal.explain(error));
    }
}
