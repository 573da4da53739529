package demo;

import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Markup, as opposed to text: whatever is put into a template is escaped, unless it is {@code Html} itself. So nothing can be
 * forgotten, as with Flask's MarkupSafe. Immutable.
 */
record Html(String markup) {
    static final Html NOTHING = new Html("");

    /**
     * Fills a template.
     *
     * @param template markup with {@code %s} where a part goes: between tags, or inside a quoted attribute
     */
    static Html of(String template, Object... parts) {
        return new Html(
                String.format(template, Stream.of(parts).map(Html::escape).toArray()));
    }

    static <T> Html each(Collection<T> items, Function<T, Html> view) {
        return new Html(items.stream().map(view).map(Html::markup).collect(Collectors.joining()));
    }

    private static String escape(Object part) {
        if (part instanceof Html html) {
            return html.markup;
        }
        return part.toString()
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
