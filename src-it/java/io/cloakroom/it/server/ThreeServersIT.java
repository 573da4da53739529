package io.cloakroom.it.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.testing.RedisServer;
import io.cloakroom.testing.Services;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * One browser goes from WildFly to Payara to Open Liberty and back, with one cookie: the same WAR file runs on all of them, and all share a Redis.
 * Meanwhile WildFly is restarted, between two postbacks of a Faces page.
 *
 * <p>A page itself stays with the server that it came from: what Mojarra and MyFaces keep of it is not the same, nor are the names by which the servers
 * know a bean of a view.
 */
@Tag("server")
@Tag("liberty")
class ThreeServersIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int WILDFLY_OFFSET = 2300;

    @RegisterExtension
    static final RedisServer REDIS = RedisServer.shared();

    @TempDir
    Path directory;

    private ChromeDriver browser;

    @BeforeEach
    void openBrowser() {
        browser = Chromium.start(directory.resolve("profile"));
    }

    @AfterEach
    void closeBrowser() {
        if (browser != null) {
            browser.quit();
        }
    }

    @Test
    void oneBrowserIsAtHomeOnAllOfThem() {
        Map<String, String> environment = Map.of(
                "SESSION_TYPE",
                "redis",
                "SESSION_REDIS",
                REDIS.uri(),
                "SESSION_KEY_PREFIX",
                "three:",
                "SESSION_STORE_TIMEOUT",
                "PT20S"); // The machine has three servers to start.
        try (WildFlyProcess wildfly = new WildFlyProcess("wildfly-three", WILDFLY_OFFSET, environment);
                PayaraProcess payara = new PayaraProcess(List.of(), environment);
                LibertyProcess liberty = new LibertyProcess(Path.of("deploy", "liberty", "server.xml"), environment)) {
            liberty.add(Path.of(System.getProperty("demo.war")), "apps/ROOT.war");
            payara.start();
            liberty.start();
            wildfly.start();
            logIn(wildfly.url());

            openDrafts(wildfly.url(), 0);
            keep("of WildFly", 1);
            String page = browser.getWindowHandle();
            browser.switchTo().newWindow(WindowType.TAB);

            Services.await("Payara answers", PATIENCE, () -> Visitor.isServed(payara.url() + "guestbook.css"));
            visit(payara.url(), 2);
            openDrafts(payara.url(), 1);
            keep("of Payara", 2);
            keep("of Payara again", 3);
            assertEquals("2", text("revisions"));

            Services.await("Liberty answers", PATIENCE, () -> Visitor.isServed(liberty.url() + "guestbook.css"));
            visit(liberty.url(), 3);
            openDrafts(liberty.url(), 3);
            keep("of Liberty", 4);
            keep("of Liberty again", 5);
            assertEquals("2", text("revisions"));

            wildfly.restart();
            browser.switchTo().window(page);
            keep("of WildFly again", 6);
            assertEquals("2", text("revisions"), "the page goes on where it was");
            assertEquals(
                    List.of(
                            "of WildFly",
                            "of Payara",
                            "of Payara again",
                            "of Liberty",
                            "of Liberty again",
                            "of WildFly again"),
                    drafts());
            visit(wildfly.url(), 4);
            assertEquals(
                    List.of("session"),
                    browser.manage().getCookies().stream()
                            .map(Cookie::getName)
                            .filter(name -> !name.startsWith("oam.Flash.")) // MyFaces', of no session.
                            .toList());

            Chromium.follow(browser, "logout");
            assertTrue(browser.findElements(By.id("user")).isEmpty());
            browser.get(liberty.url());
            assertTrue(browser.findElements(By.id("user")).isEmpty(), "logged out everywhere");
            browser.get(payara.url() + "drafts.xhtml");
            assertEquals(List.of(), drafts());
        }
    }

    private void logIn(String url) {
        browser.get(url);
        browser.findElement(By.id("name")).sendKeys("Ada");
        Chromium.follow(browser, "login");
        assertEquals("Ada", text("user"));
        assertEquals("1", text("visits"));
    }

    private void visit(String url, int visits) {
        browser.get(url);
        assertEquals("Ada", text("user"));
        assertEquals(String.valueOf(visits), text("visits"));
    }

    private void openDrafts(String url, int count) {
        browser.get(url + "drafts.xhtml");
        assertEquals("Ada", text("user"));
        assertEquals("0", text("revisions"));
        assertEquals(count, drafts().size());
    }

    private void keep(String draft, int count) {
        WebElement text = browser.findElement(By.id("text"));
        text.clear();
        text.sendKeys(draft);
        Chromium.follow(browser, "keep");
        List<String> drafts = drafts();
        assertEquals(count, drafts.size(), drafts::toString);
        assertEquals(draft, drafts.get(count - 1));
    }

    private List<String> drafts() {
        return browser.findElements(By.cssSelector(".draft")).stream()
                .map(WebElement::getText)
                .toList();
    }

    private String text(String id) {
        return browser.findElement(By.id(id)).getText();
    }
}
