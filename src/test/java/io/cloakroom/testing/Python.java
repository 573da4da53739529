package io.cloakroom.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Python that has a certain library: the one that the environment variable TEST_PYTHON names, else the system's, whose libraries are Debian's
 * packages, else the first on the PATH. Immutable and thread-safe.
 */
public final class Python {
    private static final Path SCRIPTS = Path.of("src-it", "flask").toAbsolutePath();
    private static final String VERSION_OF =
            "import sys, importlib, importlib.metadata as m; n = sys.argv[1]; importlib.import_module(n); print(m.version(n))";

    private final String interpreter;

    private Python(String interpreter) {
        this.interpreter = interpreter;
    }

    /**
     * The first that has the library.
     *
     * @param debianPackage what to install if none has
     * @throws org.opentest4j.TestAbortedException if none has
     */
    public static Python with(String library, String debianPackage) {
        for (String interpreter : candidates()) {
            Optional<String> version = version(interpreter, library);
            if (version.isPresent()) {
                Services.report(library, version.get(), interpreter);
                return new Python(interpreter);
            }
        }
        throw Services.notRun("Python with " + library, "apt-get install " + debianPackage + ", or set TEST_PYTHON.");
    }

    /** The command that runs one of our scripts; it leaves no byte code beside the script. */
    public List<String> command(String script, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(interpreter, "-B", SCRIPTS.resolve(script).toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /**
     * What one of our scripts writes when it reads the input.
     *
     * @throws AssertionError if it fails; the message has what it wrote
     */
    public byte[] run(byte[] input, String script, String... arguments) {
        try {
            Process process = new ProcessBuilder(command(script, arguments))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(input);
            }
            byte[] output = process.getInputStream().readAllBytes();
            int status = process.waitFor();
            if (status != 0) {
                throw new AssertionError(script + " ended with " + status + ": " + new String(output, UTF_8));
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static List<String> candidates() {
        return Services.given("TEST_PYTHON")
                .map(List::of)
                .orElseGet(() -> Stream.concat(
                                Stream.of("/usr/bin/python3"), Services.binary("python3").map(Path::toString).stream())
                        .toList());
    }

    private static Optional<String> version(String interpreter, String library) {
        try {
            Process process = new ProcessBuilder(interpreter, "-c", VERSION_OF, library)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String version = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            return process.waitFor() == 0 ? Optional.of(version) : Optional.empty();
        } catch (IOException noSuchInterpreter) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
