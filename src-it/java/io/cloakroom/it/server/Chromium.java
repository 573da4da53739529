package io.cloakroom.it.server;

import io.cloakroom.testing.Services;
import java.nio.file.Path;
import java.time.Duration;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The Chromium of this machine, without a window. Stateless. */
final class Chromium {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Chromium() {}

    /**
     * Starts one, which has to be ended with {@code quit}.
     *
     * @param profile a folder of its own, for its cookies among other things
     * @throws org.opentest4j.TestAbortedException if there is none on this machine
     */
    static ChromeDriver start(Path profile) {
        Path chromium = find("chromium");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toString());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(find("chromedriver").toFile())
                .usingAnyFreePort()
                .build();
        ChromeDriver browser = new ChromeDriver(service, options);
        Services.report("chromium", browser.getCapabilities().getBrowserVersion(), chromium.toString());
        return browser;
    }

    /**
     * Clicks what leads to another page, be it the same one anew, and waits until that is there. What was found on the page before is stale then: looking
     * for something in between may find either.
     */
    static void follow(ChromeDriver browser, String id) {
        browser.executeScript("window.isLeft = true");
        browser.findElement(By.id(id)).click();
        new WebDriverWait(browser, PATIENCE)
                .ignoring(WebDriverException.class) // A script that the new page interrupts.
                .withMessage("the page after a click on '" + id + "'")
                .until(it -> Boolean.TRUE.equals(
                        browser.executeScript("return !window.isLeft && document.readyState === 'complete'")));
    }

    private static Path find(String program) {
        return Services.binary(program)
                .orElseThrow(() -> Services.notRun(program, "apt-get install chromium chromium-driver."));
    }
}
