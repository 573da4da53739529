package io.cloakroom.store.memcached;

import net.spy.memcached.ConnectionFactoryBuilder.Protocol;

/** The same with the text protocol, which does not tell the version of what was written. */
class MemcachedLentTextIT extends MemcachedLentIT {
    @Override
    Protocol protocol() {
        return Protocol.TEXT;
    }
}
