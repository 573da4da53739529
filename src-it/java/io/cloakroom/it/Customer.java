package io.cloakroom.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** A client that keeps whatever cookies it gets, and may go from server to server with them. For one thread. */
final class Customer {
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .cookieHandler(cookies)
            .build();
    private String base;

    Customer(String base) {
        this.base = base;
    }

    /** Goes to another server; cookies do not care for ports. */
    void moveTo(String otherBase) {
        base = otherBase;
    }

    /** The names of the cookies in the jar, but for that in which MyFaces keeps its place in the flash, with or without a session. */
    List<String> sessionCookies() {
        return cookies.getCookieStore().getCookies().stream()
                .map(HttpCookie::getName)
                .filter(name -> !name.startsWith("oam.Flash."))
                .distinct()
                .toList();
    }

    String get(String path) {
        return send(HttpRequest.newBuilder(URI.create(base + path)));
    }

    String post(String path, String form) {
        return send(HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private String send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new AssertionError(response.uri() + " answers " + response.statusCode() + ": " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
