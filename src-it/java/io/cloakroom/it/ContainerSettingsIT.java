package io.cloakroom.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What web.xml says of sessions holds, where no key of ours says otherwise. */
@Tag("server")
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ContainerSettingsIT {
    private static final String WEB_XML = """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <session-config>
                <session-timeout>7</session-timeout>
                <cookie-config>
                  <name>TICKET</name>
                  <path>/</path>
                  <max-age>60</max-age>
                  <attribute><attribute-name>SameSite</attribute-name><attribute-value>Strict</attribute-value></attribute>
                </cookie-config>
              </session-config>
            </web-app>
            """;

    @ArquillianResource
    URL base;

    @Deployment(testable = false)
    static WebArchive application() {
        return ProbeWar.with("settings.war", Map.of("session.cookie.samesite", "Lax"))
                .addAsWebInfResource(new StringAsset(WEB_XML), "web.xml");
    }

    @Test
    void timeoutHolds() {
        assertEquals(String.valueOf(7 * 60), new Customer(base.toString()).get("http/idle"));
    }

    @Test
    void cookieIsAsItSaysAndOurKeysComeFirst() throws Exception {
        HttpResponse<String> response = begin();
        List<String> cookies = response.headers().allValues("Set-Cookie");
        assertEquals(1, cookies.size(), cookies.toString());
        String cookie = cookies.get(0);
        assertTrue(cookie.startsWith("TICKET=" + response.body() + ";"), cookie);
        assertTrue(cookie.contains("; Path=/;") && cookie.endsWith("; SameSite=Lax"), cookie);
    }

    private HttpResponse<String> begin() throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(base + "http/begin")).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
