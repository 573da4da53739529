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

    private static final Pattern FORM = Pattern.compile("<form[^>]*>");
    private static final Pattern LINK = Pattern.compile("<a [^>]*>");

    private final Customer customer;
    private String html;

    /** Opens it. */
    Page(Customer customer, String path) {
        this.customer = customer;
        this.html = customer.get(path);
    }

    /** Fills in the article and puts it into the cart. */
    void choose(String article) {
        press("choose", "article", article);
    }

    /**
     * Fills in the form, presses a button, and goes where that leads.
     *
     * @param fields names and values, in turn
     */
    void press(String button, String... fields) {
        Map<String, String> form = new TreeMap<>();
        Matcher inputs = INPUT.matcher(html);
        while (inputs.find()) {
            Map<String, String> input = attributes(inputs.group());
            String name = input.getOrDefault("name", "");
            if (!"submit".equals(input.get("type")) || name.equals("form:" + button)) {
                form.put(name, input.getOrDefault("value", ""));
            }
        }
        for (int i = 0; i < fields.length; i += 2) {
            form.put("form:" + fields[i], fields[i + 1]);
        }
        html = customer.submit(
                action(),
                form.entrySet().stream()
                        .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                        .collect(Collectors.joining("&")));
    }

    /** Where the form goes. */
    String action() {
        return address(FORM, "action");
    }

    /** Where the page's link leads. */
    String link() {
        return address(LINK, "href");
    }

    private String address(Pattern tag, String attribute) {
        Matcher found = tag.matcher(html);
        if (!found.find()) {
            throw new AssertionError("The page has no such element: " + html);
        }
        return attributes(found.group()).getOrDefault(attribute, "").replace("&amp;", "&");
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
