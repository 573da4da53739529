package io.cloakroom.it.server;

import io.cloakroom.testing.Services;
import java.nio.file.Path;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** The Chromium of this machine, without a window. Stateless. */
final class Chromium {
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

    private static Path find(String program) {
        return Services.binary(program)
                .orElseThrow(() -> Services.notRun(program, "apt-get install chromium chromium-driver."));
    }
}
