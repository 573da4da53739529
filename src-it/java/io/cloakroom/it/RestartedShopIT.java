package io.cloakroom.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cloakroom.it.server.WildFlyProcess;
import io.cloakroom.testing.Services;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shop is restarted between two postbacks: a view, a flow and a conversation go on where they were. */
@Tag("server")
@Tag("wildfly")
class RestartedShopIT {
    private static final int OFFSET = 2400;

    @TempDir
    Path folder;

    @Test
    void pagesGoOnWhereTheyWere() {
        File war = folder.resolve("shop.war").toFile();
        ProbeWar.withLibrary(ExistingApplicationContract.shop("shop.war"), "session.type=filesystem\n")
                .as(ZipExporter.class)
                .exportTo(war);
        try (WildFlyProcess server = new WildFlyProcess("wildfly-shop", OFFSET, Map.of())) {
            server.deploy(war.toPath(), "shop.war");
            server.start();
            Customer customer = new Customer(server.url() + "shop/");
            awaitShop(customer);
            Page browse = new Page(customer, "browse.xhtml");
            browse.choose("tea");
            Page order = new Page(customer, "browse.xhtml");
            order.press("order");
            order.press("next", "address", "Pier 1");
            order.press("gift");
            Page wishes = new Page(customer, "wishes.xhtml");
            wishes.press("add", "wish", "ham");

            server.restart();
            awaitShop(customer);
            order.press("gift");
            assertTrue(order.shows("order of [tea] to Pier 1 in 2 wrappings"), order.text());
            order.press("send");
            assertTrue(order.shows("cart=[tea]"), order.text());
            assertTrue(customer.get("account/log").contains("ordered [tea] to Pier 1"), "the flow's bean has ended");
            wishes.press("add", "wish", "oil");
            assertTrue(wishes.shows("wishes=[ham, oil]"), wishes.text());
            browse.choose("jam");
            assertTrue(browse.shows("steps=2 cart=[tea, jam]"), browse.text());
            assertEquals(List.of("session"), customer.sessionCookies());
        }
    }

    private static void awaitShop(Customer customer) {
        Services.await("the shop is open", Duration.ofMinutes(2), () -> customer.status("account/log") == 200);
    }
}
