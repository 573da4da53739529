package io.cloakroom.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class SliceIT {
    @Deployment(testable = false)
    static WebArchive war() {
        return ShrinkWrap.create(WebArchive.class, "ROOT.war")
                .addPackage("io.cloakroom.it.probe")
                .addAsLibrary(new File("target/cloakroom-0.1.0-SNAPSHOT.jar"))
                .addAsLibrary(new File(System.getProperty("user.home")
                        + "/.m2/repository/org/msgpack/msgpack-core/0.9.12/msgpack-core-0.9.12.jar"))
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
                .addAsResource(new StringAsset("session.type=memory\n"), "META-INF/microprofile-config.properties");
    }

    @ArquillianResource
    URL base;

    @Test
    void slice() throws Exception {
        show("probe/none", "");
        var put = show("probe/put?name=a&value=1", "");
        String cookie = put.headers().firstValue("Set-Cookie").orElse("none").split(";", 2)[0];
        assertEquals("1", show("probe/get?name=a", cookie).body());
        show("probe/merge?name=n", cookie);
        assertEquals("2", show("probe/merge?name=n", cookie).body());
        show("probe/fail?name=x&value=y", cookie);
        assertEquals("y", show("probe/get?name=x", cookie).body());
        show("probe/fail?name=x&value=y", "");
        show("nowhere", cookie);
    }

    private HttpResponse<String> show(String path, String cookie) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(base + path));
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        var response = HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        System.out.println(
                path + " -> " + response.statusCode() + " " + response.headers().map() + "\n"
                        + (response.body().length() > 300 ? response.body().substring(0, 300) : response.body()));
        return response;
    }
}
