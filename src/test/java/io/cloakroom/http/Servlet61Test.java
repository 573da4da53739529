package io.cloakroom.http;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Executable;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** We compile with Servlet 6.1 and run with 6.0 too: who uses what is new stands here, and nobody there gets to it. */
class Servlet61Test {
    private static final String CLASS = "jakarta/servlet/http/HttpSession.class";

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.cloakroom");

    private static final URLClassLoader SERVLET_60 = servlet60();

    /** The platform's API comes after that of Servlet 6.1 on the class path, and has the older one in it. */
    private static URLClassLoader servlet60() {
        try {
            List<URL> all =
                    Collections.list(Servlet61Test.class.getClassLoader().getResources(CLASS));
            for (URL one : all) {
                URL jar = ((JarURLConnection) one.openConnection()).getJarFileURL();
                try (JarFile file = new JarFile(jar.getPath())) {
                    if (file.getEntry("jakarta/servlet/http/HttpSession$Accessor.class") == null) {
                        return new URLClassLoader(new URL[] {jar}, ClassLoader.getPlatformClassLoader());
                    }
                }
            }
            throw new AssertionError("There is no Servlet 6.0 among " + all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void close() throws IOException {
        SERVLET_60.close();
    }

    @Test
    void newMethodsAreCalledOnlyByThoseWhoAreCalledByThem() {
        Set<String> callers = new TreeSet<>();
        OURS.stream()
                .flatMap(type -> type.getAccessesFromSelf().stream())
                .filter(access -> access instanceof JavaCodeUnitAccess<?> call && !isIn60(call.getTarget()))
                .map(access -> access.getOrigin().getOwner().getSimpleName() + "."
                        + access.getOrigin().getName() + " -> "
                        + access.getTarget().getName())
                .forEach(callers::add);
        assertEquals(
                Set.of("CommittingOutputStream.write -> write", "CommittingResponse.sendRedirect -> sendRedirect"),
                callers);
    }

    @Test
    void newTypesAreMentionedWhereNobodyReflectsOnServlet60() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(AccessibleHttpSession.class, SessionAccessor.class)
                .should()
                .dependOnClassesThat(new DescribedPredicate<>("are new in Servlet 6.1") {
                    @Override
                    public boolean test(JavaClass type) {
                        return isOfServletApi(type.getName()) && !isIn60(type.getName());
                    }
                })
                .check(OURS);
    }

    @Test
    void testKnowsTheTwoApart() throws Exception {
        assertTrue(isIn60(HttpSession.class.getName()));
        assertFalse(isIn60(HttpSession.Accessor.class.getName()));
        assertTrue(has60(HttpServletResponse.class.getName(), "sendRedirect", List.of(String.class.getName())));
        assertFalse(has60(HttpServletResponse.class.getName(), "sendRedirect", List.of("java.lang.String", "int")));
    }

    private static boolean isIn60(CodeUnitAccessTarget target) {
        String owner = target.getOwner().getName();
        List<String> parameters =
                target.getRawParameterTypes().stream().map(JavaClass::getName).toList();
        return !isOfServletApi(owner) || has60(owner, target.getName(), parameters);
    }

    private static boolean isOfServletApi(String type) {
        return type.startsWith("jakarta.servlet.");
    }

    private static boolean isIn60(String type) {
        return SERVLET_60.findResource(type.replace('.', '/') + ".class") != null;
    }

    private static boolean has60(String owner, String name, List<String> parameters) {
        if (!isIn60(owner)) {
            return false;
        }
        try {
            Class<?> type = SERVLET_60.loadClass(owner);
            // Javac calls Object's methods by the interface too, since 18.
            Stream<? extends Executable> all = name.equals("<init>")
                    ? Stream.of(type.getDeclaredConstructors())
                    : Stream.concat(Stream.of(type.getMethods()), Stream.of(Object.class.getMethods()))
                            .filter(it -> it.getName().equals(name));
            return all.anyMatch(it -> Arrays.stream(it.getParameterTypes())
                    .map(Class::getName)
                    .toList()
                    .equals(parameters));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
