package io.cloakroom.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The program memcached: installed here, or out of Debian's packages.
 *
 * @param libraries where its libraries are; empty: where the system's are
 */
record MemcachedBinary(Path program, List<Path> libraries, String source) {
    private static final String INSTALL = "apt-get install memcached libsasl2-modules, or set TEST_MEMCACHED_URI.";

    /** Unpacks it in the directory if it is not installed. */
    static MemcachedBinary find(Path directory) {
        return Services.binary("memcached")
                .map(found -> new MemcachedBinary(found, List.of(), found.toString()))
                .orElseGet(() -> unpacked(directory));
    }

    private static MemcachedBinary unpacked(Path directory) {
        unpack(directory, "memcached", "libevent-2.1-7");
        Path library = file(directory, "libevent-2.1.so.7").orElseThrow(() -> new AssertionError(missing()));
        return new MemcachedBinary(
                file(directory, "memcached").orElseThrow(() -> new AssertionError(missing())),
                List.of(library.getParent()),
                "the package memcached, unpacked");
    }

    /** The start of its command line. It refuses to run as root, and is told whom to be then. */
    List<String> command() {
        List<String> command = new ArrayList<>();
        libraries.forEach(path -> command.addAll(List.of("env", "LD_LIBRARY_PATH=" + path)));
        command.add(program.toString());
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("-u", "nobody"));
        }
        return command;
    }

    /** The folder of SASL's plugins, unpacked, if PLAIN is not installed here. */
    static Optional<Path> unpackedSaslPlugins(Path directory) {
        boolean installed = Stream.of(
                        "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib")
                .anyMatch(folder -> Files.exists(Path.of(folder, "sasl2", "libplain.so")));
        if (installed) {
            return Optional.empty();
        }
        unpack(directory, "libsasl2-modules");
        return file(directory, "libplain.so").map(Path::getParent);
    }

    private static void unpack(Path directory, String... packages) {
        for (String name : packages) {
            run(directory, "apt-get", "download", name);
        }
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(file -> file.toString().endsWith(".deb"))
                    .forEach(file -> run(directory, "dpkg-deb", "-x", file.toString(), directory.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> file(Path directory, String name) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.endsWith(name) && !Files.isDirectory(file))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(Path directory, String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output =
                    new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(missing() + "\n" + output);
            }
        } catch (IOException e) {
            throw new AssertionError(missing(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String missing() {
        return "There is no memcached here: " + INSTALL;
    }
}
