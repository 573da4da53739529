package io.cloakroom.it.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.testing.RedisServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * A user in a real browser stays logged in while the server is restarted. The server is configured by environment variables with Flask's names, and
 * by nothing else.
 */
@Tag("server")
@Tag("wildfly")
class StayLoggedInIT {
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
    void withFiles() {
        String sessions = directory.resolve("sessions").toString();
        staysLoggedIn("filesystem", Map.of("SESSION_FILE_DIR", sessions, "SESSION_COOKIE_NAME", "ticket"));
        assertTrue(directory.resolve("sessions").toFile().isDirectory());
    }

    @Test
    void withRedis() {
        staysLoggedIn(
                "redis",
                Map.of("SESSION_TYPE", "redis", "SESSION_REDIS", REDIS.uri(), "SESSION_COOKIE_NAME", "ticket"));
    }

    private void staysLoggedIn(String backend, Map<String, String> environment) {
        try (WildFlyProcess server = new WildFlyProcess("wildfly-" + backend, 2100, environment)) {
            server.start();
            browser.get(server.url());
            assertEquals(backend, text("cost-backend"));
            browser.findElement(By.id("name")).sendKeys("Ada");
            Chromium.follow(browser, "login");
            assertEquals("Ada", text("user"));
            int visits = Integer.parseInt(text("visits"));
            assertNotNull(browser.manage().getCookieNamed("ticket"));

            server.restart();
            browser.get(server.url());
            assertEquals("Ada", text("user"));
            assertEquals(visits + 1, Integer.parseInt(text("visits")));
            browser.findElement(By.id("message")).sendKeys("Still here");
            Chromium.follow(browser, "sign");
            assertTrue(String.valueOf(browser.getPageSource()).contains("Still here"), "the entry is shown");
            assertEquals(1, browser.manage().getCookies().size(), "our cookie and none of the container's");

            Chromium.follow(browser, "logout");
            assertTrue(browser.findElements(By.id("user")).isEmpty(), "logged out");
            browser.get(server.url());
            assertNull(browser.manage().getCookieNamed("ticket"));
            assertTrue(browser.manage().getCookies().isEmpty(), "the jar is empty");
        }
    }

    private String text(String id) {
        return browser.findElement(By.id(id)).getText();
    }
}
