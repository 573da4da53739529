package io.cloakroom.store.sql;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The application's class loader, and one resource that is in no file. Thread-safe. */
final class MappingLoader extends ClassLoader {
    private final String name;
    private final URL url;

    MappingLoader(String name, byte[] content, @Nullable ClassLoader application) {
        super(application);
        this.name = name;
        try {
            this.url = new URL(null, "cloakroom:" + name, new FromMemory(content));
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public @Nullable URL getResource(String resource) {
        return resource.equals(name) ? url : super.getResource(resource);
    }

    @Override
    public Enumeration<URL> getResources(String resource) throws IOException {
        return resource.equals(name) ? Collections.enumeration(List.of(url)) : super.getResources(resource);
    }

    private static final class FromMemory extends URLStreamHandler {
        private final byte[] content;

        FromMemory(byte[] content) {
            this.content = content;
        }

        @Override
        protected URLConnection openConnection(URL resource) {
            return new URLConnection(resource) {
                @Override
                public void connect() {
                    // There is nothing to connect to.
                }

                @Override
                public InputStream getInputStream() {
                    return new ByteArrayInputStream(content);
                }
            };
        }
    }
}
