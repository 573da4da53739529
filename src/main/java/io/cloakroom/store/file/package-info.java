/**
 * Sessions in files: nothing to install, outlives restarts and redeploys, and several nodes may share a directory.
 *
 * <p>A record is one file, {@code ab/cd/<SHA-256 of the key>} ({@link io.cloakroom.store.file.FileTree}): a small header and exactly the
 * bytes that were stored ({@link io.cloakroom.store.file.Header}). It is read without a lock, because it is replaced as a whole by an
 * atomic move. Who writes holds one of 256 locks ({@link io.cloakroom.store.file.StripedLock}), which other threads, other
 * applications and other processes respect, and which the operating system takes from a process that dies. What has expired is
 * collected by {@link io.cloakroom.store.file.FileSweep}; no request ever lists a directory.
 *
 * <p>Writes are not forced to the disk: a killed process loses nothing, a power failure may lose the records of the last seconds.
 * A record that was torn shows by its checksum and counts as absent.
 */
@NullMarked
package io.cloakroom.store.file;

import org.jspecify.annotations.NullMarked;
