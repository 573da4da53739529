package io.cloakroom.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A client with a cookie jar for one cookie, ours, that shows all headers. Thread-safe as long as its cookie is not set. */
final class Browser {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final String base;
    private final List<String> foreignCookies = new CopyOnWriteArrayList<>();
    private volatile @Nullable String cookie;

    Browser(String base) {
        this.base = base.endsWith("/") ? base : base + "/";
    }

    /** Another one with the same cookie. */
    Browser copy() {
        Browser copy = new Browser(base);
        copy.cookie = cookie;
        return copy;
    }

    @Nullable
    String cookie() {
        return cookie;
    }

    void setCookie(@Nullable String value) {
        cookie = value;
    }

    /** The {@code Set-Cookie} headers so far that are not ours. */
    List<String> foreignCookies() {
        return foreignCookies;
    }

    /** The answer; a cookie of ours goes into the jar, or out of it. */
    HttpResponse<String> get(String path, String... headers) {
        HttpResponse<String> response = send(path, headers);
        response.headers().allValues("Set-Cookie").stream()
                .filter(header -> !header.startsWith("session="))
                .forEach(foreignCookies::add);
        ours(response).ifPresent(header -> {
            String value = header.substring("session=".length()).split(";", 2)[0];
            cookie = value.isEmpty() ? null : value;
        });
        return response;
    }

    String body(String path) {
        HttpResponse<String> response = get(path);
        if (response.statusCode() != 200) {
            throw new AssertionError(path + " answers " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    /** What the request cost its store, the commit included. */
    int cost(String path) {
        String number = UUID.randomUUID().toString();
        get(path, "X-Request", number);
        Browser other = new Browser(base);
        for (int i = 0; i < 200; i++) {
            String calls = other.body("probe/calls?value=" + number);
            if (!calls.equals("null")) {
                return Integer.parseInt(calls);
            }
        }
        throw new AssertionError("The server did not note what " + path + " cost.");
    }

    /** The {@code Set-Cookie} header of ours; more than one is an error. */
    static Optional<String> ours(HttpResponse<?> response) {
        List<String> all = response.headers().allValues("Set-Cookie").stream()
                .filter(header -> header.startsWith("session="))
                .toList();
        if (all.size() > 1) {
            throw new AssertionError("Several cookies of ours: " + all.size());
        }
        return all.stream().findFirst();
    }

    private HttpResponse<String> send(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
        if (cookie != null) {
            request.header("Cookie", "session=" + cookie);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
