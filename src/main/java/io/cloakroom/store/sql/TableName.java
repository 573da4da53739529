package io.cloakroom.store.sql;

import io.cloakroom.spi.StoreContext;
import java.util.Optional;

/** The table that the settings name, unquoted: the database folds its case as it does for every name. Immutable. */
record TableName(String name, Optional<String> schema) {

    static TableName of(StoreContext context) {
        return new TableName(
                context.setting("session.sql.table").orElse("sessions"), context.setting("session.sql.schema"));
    }

    /** As statements have it. */
    String qualified() {
        return schema.map(prefix -> prefix + "." + name).orElse(name);
    }
}
