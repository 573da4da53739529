package io.cloakroom;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * An example in Java that the documentation gives. One that does not compile is a failing test. Immutable.
 *
 * @param source a compilation unit with a package and a public class
 */
public record Example(String source) {

    /** The first block of code in the Javadoc of a source file. */
    public static Example inJavadocOf(Path file) throws IOException {
        String code = group(Files.readString(file), "(?s)<pre>\\{@code\\n(.*?)\\n \\* }</pre>");
        return new Example(code.replaceAll("(?m)^ \\* ?", ""));
    }

    /**
     * Compiles it without as much as a warning, and loads its public class.
     *
     * @param directory where the classes go
     */
    public Class<?> compile(Path directory) throws IOException, ClassNotFoundException {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "Run the tests on a JDK.");
        List<String> options = List.of(
                "-d",
                directory.toString(),
                "-classpath",
                Objects.requireNonNull(System.getProperty("java.class.path")),
                "--release",
                "17",
                "-proc:none",
                "-Xlint:all,-path,-classfile",
                "-Werror");
        StringWriter complaints = new StringWriter();
        boolean compiled = compiler.getTask(complaints, null, null, options, null, List.of(file()))
                .call();
        assertTrue(compiled, () -> "The example does not compile:\n" + complaints + "\n" + source);
        URL[] classes = {directory.toUri().toURL()};
        return Class.forName(
                packageName() + "." + className(), true, new URLClassLoader(classes, Example.class.getClassLoader()));
    }

    private String packageName() {
        return group(source, "(?m)^package ([\\w.]+);");
    }

    private String className() {
        return group(source, "(?m)^public (?:final )?class (\\w+)");
    }

    private JavaFileObject file() {
        URI name = URI.create("string:///" + className() + ".java");
        return new SimpleJavaFileObject(name, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
    }

    private static String group(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Nothing matches " + pattern));
    }
}
