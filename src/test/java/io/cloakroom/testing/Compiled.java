package io.cloakroom.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Classes that are compiled while a test runs, so that there can be two versions of one. Stateless. */
public final class Compiled {
    private static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    private Compiled() {}

    /**
     * Compiles sources against the class path of the test.
     *
     * @param folder for sources and classes
     * @param sources by the names of their classes
     * @return the folder of the classes
     */
    public static Path classes(Path folder, Map<String, String> sources) {
        Path classes = folder.resolve("classes");
        List<String> options = List.of("-proc:none", "-d", classes.toString(), "-cp", CLASS_PATH);
        List<String> files = sources.entrySet().stream()
                .map(source -> write(folder, source.getKey(), source.getValue()).toString())
                .toList();
        int result = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK")
                .run(
                        null,
                        null,
                        null,
                        Stream.concat(options.stream(), files.stream()).toArray(String[]::new));
        if (result != 0) {
            throw new AssertionError("The sources do not compile.");
        }
        return classes;
    }

    private static Path write(Path folder, String className, String source) {
        try {
            Path file = folder.resolve(className.replace('.', '/') + ".java");
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            return Files.writeString(file, source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
