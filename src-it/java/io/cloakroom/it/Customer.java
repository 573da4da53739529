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

    /** The names of the cookies in the jar, but for those in which MyFaces and Mojarra keep their place in the flash, with or without a session. */
    List<String> sessionCookies() {
        return cookies.getCookieStore().getCookies().stream()
                .map(HttpCookie::getName)
                .filter(name -> !name.startsWith("oam.Flash.") && !name.equals("csfcfc"))
                .distinct()
                .toList();
    }

    /** The value of a cookie in the jar. */
    String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElseThrow();
    }

    /** Sends a form, and goes where the answer leads. */
    void follow(String path, String form) {
        HttpResponse<String> response = answer(form(path, form));
        response.headers()
                .firstValue("Location")
                .ifPresent(
                        location -> answer(HttpRequest.newBuilder(response.uri().resolve(location))));
    }

    String get(String path) {
        return send(HttpRequest.newBuilder(URI.create(base + path)));
    }

    String post(String path, String form) {
        return send(form(path, form));
    }

    /** Sends a form to an address on the server. Returns the page that it leads to. */
    String submit(String address, String form) {
        HttpResponse<String> response = answer(form(URI.create(base).resolve(address), form));
        return response.headers()
                .firstValue("Location")
                .map(location -> send(HttpRequest.newBuilder(response.uri().resolve(location))))
                .orElseGet(() -> whole(response));
    }

    int status(String path) {
        return answer(HttpRequest.newBuilder(URI.create(base + path))).statusCode();
    }

    private HttpRequest.Builder form(String path, String form) {
        return form(URI.create(base + path), form);
    }

    private static HttpRequest.Builder form(URI address, String form) {
        return HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
    }

    private String send(HttpRequest.Builder request) {
        return whole(answer(request));
    }

    private static String whole(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            throw new AssertionError(response.uri() + " answers " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    private HttpResponse<String> answer(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
