package io.cloakroom.store.file;

import io.cloakroom.spi.SessionStore;
import io.cloakroom.spi.SessionStore.Stored;
import io.cloakroom.spi.StoreException;
import io.cloakroom.spi.TestContext;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A process of its own that uses a directory of sessions; {@link FileStoreCrashIT} starts and kills it. */
final class StoreProcess {
    static final int KEYS = 4;
    static final String COUNTER = "session:counter";

    private final SessionStore store;

    private StoreProcess(Path directory) {
        store = open(directory);
    }

    /** The directory, what to do, and for {@code count} how often. */
    public static void main(String[] arguments) throws InterruptedException {
        StoreProcess process = new StoreProcess(Path.of(arguments[0]));
        switch (arguments[1]) {
            case "write" -> process.inThreads(KEYS, process::writeForever);
            case "count" -> process.inThreads(2, thread -> process.count(Integer.parseInt(arguments[2])));
            case "overflow" -> process.overflow();
            default -> throw new IllegalArgumentException(arguments[1]);
        }
    }

    static SessionStore open(Path directory) {
        return new FileStoreProvider().open(new TestContext(Map.of(), Clock.systemUTC(), directory));
    }

    static String key(int number) {
        return "session:" + number;
    }

    static Instant later() {
        return Clock.systemUTC().instant().plusSeconds(3600);
    }

    /** Bytes that tell the number and cannot be anything else: up to 64 KiB that follow from it. */
    static byte[] record(long number) {
        Random random = new Random(number);
        byte[] data = new byte[Long.BYTES + random.nextInt(1 << 16)];
        random.nextBytes(data);
        ByteBuffer.wrap(data).putLong(number);
        return data;
    }

    static long number(byte[] data) {
        return ByteBuffer.wrap(data).getLong();
    }

    private interface Work {
        void run(int thread);
    }

    private void inThreads(int count, Work work) throws InterruptedException {
        Thread[] threads = new Thread[count];
        for (int i = 0; i < count; i++) {
            int number = i;
            threads[i] = new Thread(() -> work.run(number));
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void writeForever(int thread) {
        String key = key(thread);
        Optional<Stored> found = store.find(key);
        long number = found.map(stored -> number(stored.data())).orElse(0L);
        String version = found.map(Stored::version)
                .or(() -> store.create(key, record(0), later()))
                .orElseThrow();
        while (true) {
            version = store.update(key, version, record(++number), later()).orElseThrow();
            report(thread + " " + number);
            store.touch(key, later());
        }
    }

    private void count(int times) {
        for (int done = 0; done < times; ) {
            Optional<Stored> found = store.find(COUNTER);
            if (found.isEmpty()) {
                store.create(COUNTER, new byte[Long.BYTES], later());
                continue;
            }
            byte[] next = ByteBuffer.allocate(Long.BYTES)
                    .putLong(number(found.get().data()) + 1)
                    .array();
            if (store.update(COUNTER, found.get().version(), next, later()).isPresent()) {
                done++;
            }
        }
    }

    private void overflow() {
        String version = store.create(key(0), record(1), later()).orElseThrow();
        try {
            store.update(key(0), version, new byte[1 << 22], later());
            report("no error");
        } catch (StoreException full) {
            report(full.toString());
        }
        report(Boolean.toString(store.find(key(0)).orElseThrow().version().equals(version)));
    }

    private static void report(String line) {
        synchronized (System.out) {
            System.out.println(line);
            System.out.flush();
        }
    }
}
