package io.cloakroom.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.h2.Driver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Somebody who writes a store needs the two jars that are published, JUnit and a driver, and nothing else of this project. */
class ContractJarIT {
    private static final Path LIBRARY = Path.of(System.getProperty("library.jar", ""));
    private static final Path CONTRACT = Path.of(System.getProperty("contract.jar", ""));
    private static final Path STORE = Path.of("src/test/java/com/example/store");

    @Test
    void storeOfSomebodyElseIsTestedWithIt(@TempDir Path classes) throws Exception {
        compile(classes);
        List<URL> all = Stream.of(classes, LIBRARY, CONTRACT, jarOf(Driver.class))
                .map(ContractJarIT::url)
                .toList();
        TestExecutionSummary summary;
        try (URLClassLoader theirs = new URLClassLoader(all.toArray(URL[]::new), new OnlyJUnit())) {
            // The list of drivers has been made in this JVM, and without theirs.
            Class.forName(Driver.class.getName(), true, theirs);
            summary = run(theirs.loadClass("com.example.store.H2StoreTest"));
        }
        assertEquals(
                List.of(),
                summary.getFailures().stream()
                        .map(TestExecutionSummary.Failure::getException)
                        .toList());
        assertEquals(summary.getTestsFoundCount(), summary.getTestsSucceededCount());
        assertTrue(summary.getTestsFoundCount() > 30, "the whole contract: " + summary.getTestsFoundCount());
    }

    @Test
    void nothingButTheContractIsPublished() throws IOException {
        try (JarFile jar = new JarFile(CONTRACT.toFile())) {
            List<String> others = jar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(entry -> entry.getName())
                    .filter(name -> !name.startsWith("META-INF/"))
                    .filter(
                            name -> !name.matches(
                                    "io/cloakroom/spi/(StoreContract|SweptStoreContract|RecordContract|TwoNodes|TestContext|MovableClock)(\\$.*)?\\.class"))
                    .toList();
            assertEquals(List.of(), others);
        }
    }

    private static TestExecutionSummary run(Class<?> test) {
        Launcher launcher = LauncherFactory.create();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        launcher.execute(
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectClass(test))
                        .build(),
                listener);
        return listener.getSummary();
    }

    private static void compile(Path classes) throws IOException {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "Run the tests on a JDK.");
        String classPath = Stream.concat(
                        Stream.of(LIBRARY, CONTRACT).map(Path::toString),
                        // JUnit's annotations name others, from jars of their own.
                        Stream.of(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                                        .split(File.pathSeparator))
                                .filter(entry -> entry.matches(".*/(junit|opentest4j|apiguardian)[^/]*\\.jar")))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> options =
                List.of("-d", classes.toString(), "-classpath", classPath, "--release", "17", "-Xlint:all", "-Werror");
        StringWriter complaints = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> sources = Files.list(STORE)) {
            boolean compiled = compiler.getTask(
                            complaints, files, null, options, null, files.getJavaFileObjectsFromPaths(sources.toList()))
                    .call();
            assertTrue(compiled, complaints::toString);
        }
    }

    private static Path jarOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The test that runs here must see the same JUnit, and nothing else that we have. */
    private static final class OnlyJUnit extends ClassLoader {
        OnlyJUnit() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("org.junit.") || name.startsWith("org.opentest4j.")) {
                return ContractJarIT.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }
}
