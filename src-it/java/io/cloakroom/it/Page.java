package io.cloakroom.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A page of Faces in a browser: its form can be sent again and again. For one thread. */
final class Page {
    private static final Pattern INPUT = Pattern.compile("<input[^>]*>");
    private static final Pattern ATTRIBUTE = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final Pattern TAG = Pattern.compile("<[^>]*>");

    private final Customer customer;
    private final String path;
    private String html;

    /** Opens it. */
    Page(Customer customer, String path) {
        this.customer = customer;
        this.path = path;
        this.html = customer.get(path);
    }

    /** Fills in the article and presses the button. */
    void choose(String article) {
        Map<String, String> form = new TreeMap<>();
        Matcher inputs = INPUT.matcher(html);
        while (inputs.find()) {
            Map<String, String> input = attributes(inputs.group());
            form.put(input.getOrDefault("name", ""), input.getOrDefault("value", ""));
        }
        form.put("form:article", article);
        html = customer.post(
                path,
                form.entrySet().stream()
                        .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                        .collect(Collectors.joining("&")));
    }

    boolean shows(String text) {
        return text().contains(text);
    }

    /** What one reads. */
    String text() {
        return TAG.matcher(html).replaceAll("").replaceAll("\\s+", " ");
    }

    private static Map<String, String> attributes(String tag) {
        Map<String, String> attributes = new TreeMap<>();
        Matcher found = ATTRIBUTE.matcher(tag);
        while (found.find()) {
            attributes.put(found.group(1), found.group(2));
        }
        return attributes;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
