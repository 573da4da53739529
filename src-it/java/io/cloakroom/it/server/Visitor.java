package io.cloakroom.it.server;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody who goes to and fro between guestbooks on one host, with one cookie jar. For one thread. */
final class Visitor {
    private static final Pattern USER = Pattern.compile("id=\"user\">([^<]*)<");
    private static final Pattern VISITS = Pattern.compile("id=\"visits\">(\\d+)<");
    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");
    private static final Pattern FLASH = Pattern.compile("<p class=\"flash (\\w+)\"[^>]*>([^<]*)</p>");

    private final CookieManager jar = new CookieManager();
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(jar)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    /**
     * A page as the visitor sees it.
     *
     * @param user who is logged in; empty: nobody
     * @param visits how many pages they have seen
     * @param token what the forms send along
     * @param flashes category and message of each
     */
    record Page(Optional<String> user, int visits, String token, List<String> flashes) {
        static Page of(String html) {
            return new Page(
                    first(USER, html),
                    first(VISITS, html).map(Integer::parseInt).orElse(0),
                    first(TOKEN, html).orElse(""),
                    FLASH.matcher(html)
                            .results()
                            .map(flash -> flash.group(1) + ": " + flash.group(2))
                            .toList());
        }

        private static Optional<String> first(Pattern pattern, String html) {
            return pattern.matcher(html).results().map(match -> match.group(1)).findFirst();
        }
    }

    /** Looks at the page of a guestbook, which is a visit. */
    Page look(String guestbook) {
        return Page.of(get(guestbook));
    }

    /** What is there; the status has to be 200. */
    String get(String url) {
        HttpResponse<String> response = send(HttpRequest.newBuilder(URI.create(url)));
        if (response.statusCode() != 200) {
            throw new AssertionError(url + " answers " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    /** Sends a form, and does not look at the page that it leads to. */
    void post(String url, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpResponse<String> response = send(HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
        if (response.statusCode() != 302) {
            throw new AssertionError(url + " answers " + response.statusCode() + ": " + response.body());
        }
    }

    /** The cookies in the jar. */
    List<HttpCookie> cookies() {
        return jar.getCookieStore().getCookies();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Whether a server answers there, with 200. */
    static boolean isServed(String url) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
