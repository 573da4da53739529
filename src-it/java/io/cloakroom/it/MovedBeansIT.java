package io.cloakroom.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.cloakroom.testing.Compiled;
import io.cloakroom.testing.RedisServer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A session-scoped bean is the same one in a WAR of another name, and in a version of its class that has one more field. */
@Tag("server")
@Tag("wildfly")
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class MovedBeansIT {
    private static final RedisServer REDIS = RedisServer.shared();

    private static final String SERVLET = """
            package shop;
            @jakarta.servlet.annotation.WebServlet("/basket")
            public class BasketServlet extends jakarta.servlet.http.HttpServlet {
                @jakarta.inject.Inject
                Basket basket;
                @Override
                protected void doGet(
                        jakarta.servlet.http.HttpServletRequest request, jakarta.servlet.http.HttpServletResponse response)
                        throws java.io.IOException {
                    response.getWriter().print(basket.add(request.getParameter("name")));
                }
            }
            """;

    private static final String BASKET = """
            package shop;
            @jakarta.enterprise.context.SessionScoped
            public class Basket implements java.io.Serializable {
                private java.util.List<Line> lines = new java.util.ArrayList<>();
                public String add(String name) {
                    lines.add(new Line(name));
                    return lines.toString();
                }
                record Line(String name) {}
            }
            """;

    private static final String NEXT_BASKET = BASKET.replace(
                    "private java", "private String added = \"added\";\n    private java")
            .replace("return lines.toString()", "return lines + added")
            .replace("Line(String name) {}", "Line(String name, int count) { Line(String name) { this(name, 1); } }");

    @Deployment(name = "old", testable = false)
    static WebArchive old() {
        return war("basket.war", BASKET);
    }

    @Deployment(name = "new", testable = false)
    static WebArchive next() {
        return war("basket-2.war", NEXT_BASKET);
    }

    @Test
    void renamedApplicationWithANewFieldGoesOn(
            @ArquillianResource @OperateOnDeployment("old") URL before,
            @ArquillianResource @OperateOnDeployment("new") URL after) {
        Browser there = new Browser(before.toString());
        assertEquals("[Line[name=tea]]", there.body("basket?name=tea"));
        Browser here = new Browser(after.toString());
        here.setCookie(there.cookie());
        assertEquals("[Line[name=tea, count=0], Line[name=jam, count=1]]added", here.body("basket?name=jam"));
        assertEquals("[Line[name=tea], Line[name=jam], Line[name=milk]]", there.body("basket?name=milk"));
    }

    private static WebArchive war(String name, String basket) {
        REDIS.start();
        Path sources = Path.of("target", "compiled", name);
        Path classes = Compiled.classes(sources, Map.of("shop.BasketServlet", SERVLET, "shop.Basket", basket));
        WebArchive war = ProbeWar.with(
                name, Map.of("session.type", "redis", "session.redis", REDIS.uri(), "session.key-prefix", "baskets:"));
        for (File file : files(classes.resolve("shop"))) {
            war.addAsWebInfResource(file, "classes/shop/" + file.getName());
        }
        return war;
    }

    private static File[] files(Path folder) {
        File[] files = folder.toFile().listFiles();
        if (files == null) {
            throw new UncheckedIOException(new IOException("There is no " + folder + "."));
        }
        return files;
    }
}
