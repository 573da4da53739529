package io.cloakroom.testing;

import org.junit.jupiter.api.extension.RegisterExtension;

class MariaDbServerIT extends DatabaseServerContract {
    @RegisterExtension
    static final MariaDbServer SERVER = MariaDbServer.dedicated();

    @Override
    SqlServer server() {
        return SERVER;
    }

    @Override
    String name() {
        return "MariaDB";
    }
}
