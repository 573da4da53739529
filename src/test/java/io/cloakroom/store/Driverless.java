package io.cloakroom.store;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** An application that lacks a driver: the class path of the tests, all of it loaded anew, without the classes of some packages. Thread-safe. */
final class Driverless extends URLClassLoader {
    private final List<String> missing;

    /**
     * The application.
     *
     * @param missing how the names of the missing classes begin
     */
    Driverless(List<String> missing) {
        super(classPath(), ClassLoader.getPlatformClassLoader());
        this.missing = List.copyOf(missing);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (missing.stream().anyMatch(name::startsWith)) {
            throw new ClassNotFoundException(name);
        }
        return super.loadClass(name, resolve);
    }

    /** What a task answers when it runs in this application, whose classes are not those of the caller. */
    String run(String task, String argument) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(this);
        try {
            Constructor<?> constructor = Class.forName(task, true, this).getDeclaredConstructor();
            constructor.setAccessible(true);
            @SuppressWarnings("unchecked") // The tasks are ours.
            UnaryOperator<String> operator = (UnaryOperator<String>) constructor.newInstance();
            return operator.apply(argument);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public void close() {
        try {
            super.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL[] classPath() {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(classPath.split(File.pathSeparator, -1))
                .map(Driverless::url)
                .toArray(URL[]::new);
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
