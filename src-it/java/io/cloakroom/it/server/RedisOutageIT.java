package io.cloakroom.it.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.testing.RedisServer;
import io.cloakroom.testing.Services;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Redis goes away under load and comes back: answers come within the time-out, and nothing of ours has to be restarted. */
@Tag("server")
@Tag("wildfly")
class RedisOutageIT {
    @RegisterExtension
    static final RedisServer REDIS = RedisServer.dedicated();

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int CLIENTS = 8;
    private static final int ENOUGH = 40;

    /** The time-out of 2 s for a connection, once more for the retry, and what a busy machine adds. */
    private static final Duration LONGEST = Duration.ofSeconds(6);

    private final HttpClient client = HttpClient.newHttpClient();

    private record Answer(int status, Duration took) {}

    @Test
    void errorsWithinTheTimeOutAndRecoveryWithoutARestart() throws Exception {
        try (WildFlyProcess server = new WildFlyProcess(
                "wildfly-outage", 3000, Map.of("SESSION_TYPE", "redis", "SESSION_REDIS", REDIS.uri()))) {
            server.start();
            String cookie = logIn(server);
            Queue<Answer> answers = new ConcurrentLinkedQueue<>();
            AtomicBoolean over = new AtomicBoolean();
            ExecutorService load = Executors.newFixedThreadPool(CLIENTS);
            for (int i = 0; i < CLIENTS; i++) {
                load.execute(() -> {
                    while (!over.get()) {
                        answers.add(get(server.url(), cookie));
                    }
                });
            }
            Services.await("requests are answered", PATIENCE, () -> answers.size() > ENOUGH);
            REDIS.stop();
            answers.clear();
            Services.await(
                    "requests fail",
                    PATIENCE,
                    () -> answers.stream().filter(a -> a.status() == 503).count() > ENOUGH);
            assertEquals(200, get(server.url() + "guestbook.css", cookie).status(), "what needs no session");
            REDIS.start();
            Services.await(
                    "there are sessions again",
                    PATIENCE,
                    () -> get(server.url(), logIn(server)).status() == 200);
            over.set(true);
            load.shutdown();
            assertTrue(load.awaitTermination(1, TimeUnit.MINUTES), "no request hangs");
            for (Answer answer : answers) {
                assertTrue(answer.status() == 200 || answer.status() == 503, "status " + answer.status());
                assertTrue(answer.took().compareTo(LONGEST) < 0, "an answer took " + answer.took());
            }
        }
    }

    private String logIn(WildFlyProcess server) {
        HttpRequest login = HttpRequest.newBuilder(URI.create(server.url() + "login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("name=Ada"))
                .build();
        return send(login)
                .headers()
                .firstValue("Set-Cookie")
                .map(header -> header.split(";", 2)[0])
                .orElse("session=none");
    }

    private Answer get(String url, String cookie) {
        long begin = System.nanoTime();
        HttpResponse<String> response = send(
                HttpRequest.newBuilder(URI.create(url)).header("Cookie", cookie).build());
        return new Answer(response.statusCode(), Duration.ofNanos(System.nanoTime() - begin));
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
