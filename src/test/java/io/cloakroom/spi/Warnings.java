package io.cloakroom.spi;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Listens to what an operator would read. Thread-safe. */
public final class Warnings extends Handler {
    private final List<String> messages = new CopyOnWriteArrayList<>();

    private final Level level;

    private Warnings(Level level) {
        this.level = level;
    }

    /** The warnings that the action gives, in order. */
    public static List<String> of(Runnable action) {
        return of(Level.WARNING, action);
    }

    /** What the action says at exactly this level, in order. */
    public static List<String> of(Level level, Runnable action) {
        Warnings warnings = new Warnings(level);
        Logger logger = Logger.getLogger("io.cloakroom");
        logger.addHandler(warnings);
        try {
            action.run();
        } finally {
            logger.removeHandler(warnings);
        }
        return List.copyOf(warnings.messages);
    }

    @Override
    public void publish(LogRecord record) {
        if (record.getLevel().equals(level)) {
            messages.add(new SimpleFormatter().formatMessage(record));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
