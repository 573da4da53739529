package demo;

import io.cloakroom.Flash;
import io.cloakroom.SessionCost;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Writes the one page of the guestbook. Thread-safe. */
@ApplicationScoped
public class GuestbookPage {
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    @Inject
    Visitor visitor;

    @Inject
    Guestbook guestbook;

    /** The page as the visitor sees it now. To call it is a visit, see {@link Visitor#arrive}. */
    Html show() {
        List<Flash> flashes = visitor.arrive();
        return Html.of(
                """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                  <meta charset="utf-8">
                  <meta name="viewport" content="width=device-width, initial-scale=1">
                  <title>Guestbook</title>
                  <link rel="icon" href="ticket.svg" type="image/svg+xml">
                  <link rel="stylesheet" href="guestbook.css">
                </head>
                <body>
                  <header>
                    <h1><img src="ticket.svg" alt="" width="36" height="36"> Guestbook</h1>
                    <p>Leave your coat, take a ticket, sign the book.</p>
                  </header>
                  <main>
                    %s
                    %s
                    <section aria-labelledby="entries">
                      <h2 id="entries">What others wrote</h2>
                      %s
                    </section>
                  </main>
                  %s
                  <footer><a href="drafts.xhtml">Drafts</a> · <a href="about.xhtml">About this demo</a> · <a href="api/session">This session as JSON</a></footer>
                </body>
                </html>
                """,
                Html.each(flashes, GuestbookPage::flash),
                visitor.name().map(this::signForm).orElseGet(GuestbookPage::logInForm),
                entries(guestbook.entries()),
                cost(visitor.cost()));
    }

    private static Html flash(Flash flash) {
        return Html.of("""
                <p class="flash %s" role="%s">%s</p>
                """, flash.category(), flash.category().equals("error") ? "alert" : "status", flash.message());
    }

    private static Html logInForm() {
        return Html.of("""
                <form class="card" method="post" action="login">
                  <h2>Who are you?</h2>
                  <label for="name">Name</label>
                  <div class="row">
                    <input id="name" name="name" required maxlength="%s" autocomplete="nickname">
                    <button id="login">Log in</button>
                  </div>
                  <p class="hint">Any name will do: this is a demo, there are no passwords.</p>
                </form>
                """, Guestbook.LONGEST_NAME);
    }

    private Html signForm(String name) {
        String token = visitor.token().orElse("");
        int visits = visitor.visits();
        return Html.of("""
                <section class="card" aria-labelledby="welcome">
                  <div class="row">
                    <h2 id="welcome">Hello, <span id="user">%s</span></h2>
                    <form method="post" action="logout">
                      <input type="hidden" name="token" value="%s">
                      <button id="logout" class="quiet">Log out</button>
                    </form>
                  </div>
                  <p class="hint">You have seen this page <strong id="visits">%s</strong> %s since you logged in.</p>
                  <form method="post" action="sign">
                    <input type="hidden" name="token" value="%s">
                    <label for="message">Message</label>
                    <textarea id="message" name="message" required maxlength="%s" rows="3"></textarea>
                    <button id="sign">Sign the book</button>
                  </form>
                </section>
                """, name, token, visits, visits == 1 ? "time" : "times", token, Guestbook.LONGEST_MESSAGE);
    }

    private static Html entries(List<Entry> entries) {
        if (entries.isEmpty()) {
            return Html.of("<p class=\"hint\">Nobody has signed yet. Be the first!</p>");
        }
        return Html.of("<ol class=\"entries\">%s</ol>", Html.each(entries, GuestbookPage::entry));
    }

    private static Html entry(Entry entry) {
        return Html.of("""
                <li class="card">
                  <p class="message">%s</p>
                  <p class="hint"><strong>%s</strong>, <time datetime="%s">%s</time></p>
                </li>
                """, entry.message(), entry.name(), entry.signedAt(), UTC.format(entry.signedAt()));
    }

    private static Html cost(SessionCost cost) {
        Html id = cost.idHash()
                .filter(hash -> cost.expiresAt().isPresent())
                .map(hash -> Html.of("<code id=\"cost-id\">%s</code>…", hash))
                .orElse(Html.of("<span id=\"cost-id\">none: you have no session</span>"));
        return Html.of(
                """
                <aside aria-labelledby="cost">
                  <h2 id="cost">What this session costs</h2>
                  <dl>
                    <div><dt>Backend</dt><dd id="cost-backend">%s</dd></div>
                    <div><dt>SHA-256 of the id</dt><dd>%s</dd></div>
                    <div><dt>Record</dt><dd><span id="cost-bytes">%s</span> bytes</dd></div>
                    <div><dt>Store calls for this page</dt><dd id="cost-calls">%s</dd></div>
                    <div><dt>Expires, if you do not return</dt><dd id="cost-expires">%s</dd></div>
                  </dl>
                </aside>
                """,
                cost.backend(),
                id,
                cost.recordBytes(),
                cost.storeCalls(),
                cost.expiresAt().map(GuestbookPage::time).orElse(Html.of("–")));
    }

    private static Html time(Instant instant) {
        return Html.of("<time datetime=\"%s\">%s</time>", instant, UTC.format(instant));
    }
}
