/**
 * Sessions in MongoDB 4.2 or later, a single server, a replica set or a sharded cluster: a document for each, in Flask-Session's layout.
 *
 * <p>The application chooses it with {@code session.type=mongodb}, adds the driver {@code org.mongodb:mongodb-driver-sync}, and names the
 * server in {@code session.mongodb} or lends a client of its own as a CDI bean. A document has Flask-Session's fields, {@code id},
 * {@code val} and {@code expiration}, and one of ours, {@code version}, which is new at each write and keeps two writers apart.
 */
@NullMarked
package io.cloakroom.store.mongo;

import org.jspecify.annotations.NullMarked;
