package io.cloakroom.store.sql;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.StoreException;
import io.cloakroom.spi.TestContext;
import io.cloakroom.testing.MariaDbServer;
import io.cloakroom.testing.SqlServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A database that has no room left: whoever writes is told, and nothing that was there is lost. */
class FullDatabaseIT {
    private static final byte[] BIG = new byte[1 << 20];
    private static final byte[] SMALL = {1, 2, 3};
    private static final int MORE_THAN_FIT = 100;

    /** All tables in one file that may not grow beyond 40 MB. */
    @RegisterExtension
    static final MariaDbServer SERVER = MariaDbServer.dedicated(
            "--innodb-file-per-table=0", "--innodb-data-file-path=ibdata1:12M:autoextend:max:40M");

    @Test
    void commitFailsAndTheOldRecordStays() {
        Map<String, String> settings = Map.of(
                "session.sql",
                SERVER.newDatabase(),
                "session.sql.username",
                SqlServer.USER,
                "session.sql.password",
                SqlServer.PASSWORD);
        try (SessionStore store =
                new SqlStoreProvider().open(new TestContext(settings, Clock.systemUTC(), Path.of("target")))) {
            String version = store.create("session:first", SMALL, later()).orElseThrow();
            StoreException full = assertThrows(StoreException.class, () -> fill(store));
            assertTrue(String.valueOf(full.getMessage()).contains("is full"), full.getMessage());
            assertFalse(String.valueOf(full.getMessage()).contains("session:filler"), full.getMessage());

            assertThrows(
                    StoreException.class, () -> store.update("session:first", version, new byte[8 << 20], later()));
            assertArrayEquals(SMALL, store.find("session:first").orElseThrow().data());
        }
    }

    private static void fill(SessionStore store) {
        for (int i = 0; i < MORE_THAN_FIT; i++) {
            assertTrue(store.create("session:filler" + i, BIG, later()).isPresent());
        }
    }

    private static Instant later() {
        return Instant.now().plusSeconds(3600);
    }
}
