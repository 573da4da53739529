/**
 * Sessions in a table of a relational database, through JPA: Flask-Session's table with a column more.
 *
 * <p>A persistence unit of our own, made in code ({@link io.cloakroom.store.sql.OwnUnit}), has the one entity {@link
 * io.cloakroom.store.sql.SessionRecord}: a {@code persistence.xml} in the jar would start JPA for every backend. The provider is the
 * server's, Hibernate on WildFly, EclipseLink on Payara and Open Liberty. The database is a {@link javax.sql.DataSource} of the server, or
 * one over a JDBC URL ({@link io.cloakroom.store.sql.UrlDataSource}).
 *
 * <p>Finding, updating, touching and deleting are one statement each, and so is creating, unless there is an expired row in the way.
 * Every statement stands in a short transaction of its own, outside of whatever transaction the application is in. What has expired
 * stays until a sweep, and is absent all the same.
 *
 * <p><b>With Flask-Session.</b> It goes on using the table, {@code version} has a default. But it does not raise the version: what it
 * writes while a request of ours runs is overwritten, if that request writes as well.
 */
@NullMarked
package io.cloakroom.store.sql;

import org.jspecify.annotations.NullMarked;
