package io.cloakroom.testing;

import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresServerIT extends DatabaseServerContract {
    @RegisterExtension
    static final PostgresServer SERVER = PostgresServer.dedicated();

    @Override
    SqlServer server() {
        return SERVER;
    }

    @Override
    String name() {
        return "PostgreSQL";
    }
}
