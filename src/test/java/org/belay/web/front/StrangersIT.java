package org.belay.web.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.Manager;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.RawHttp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What people who are not signed in may cost. */
class StrangersIT {
    private static final String HOST = "Host: localhost";

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve();

    /** Over all routes, so that a new one cannot be forgotten. */
    @Test
    void x29_nothing_is_kept_for_who_is_not_signed_in() {
        long before = sessions().getSessionCounter();
        for (String route : routes()) {
            String query = route.startsWith("GET") ? "?" + "a".repeat(6_500) : "";
            for (String accept : List.of("text/html", "*/*", "application/json")) {
                RawHttp.send(belay.port(), "", route + query + " HTTP/1.1", HOST, "Accept: " + accept);
                RawHttp.send(
                        belay.port(),
                        "",
                        route + " HTTP/1.1",
                        HOST,
                        "Accept: " + accept,
                        "HX-Request: true",
                        "Cookie: belay=" + "B".repeat(32) + "; belay-next=%2Fpeople; belay-form=x");
            }
            if (!route.startsWith("GET")) {
                RawHttp.send(
                        belay.port(),
                        "username=a%40b.example&password=wrong+wrong+wrong&_csrf=x",
                        route + " HTTP/1.1",
                        HOST,
                        "Content-Type: application/x-www-form-urlencoded");
            }
        }
        assertThat(sessions().getSessionCounter()).isEqualTo(before);
    }

    private static List<String> routes() {
        return belay
                .context()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .stream()
                .flatMap(info -> info.getMethodsCondition().getMethods().stream()
                        .map(method -> method.asHttpMethod())
                        .filter(method -> method != HttpMethod.HEAD)
                        .flatMap(method -> info.getPatternValues().stream()
                                .map(path -> method + " " + path.replaceAll("\\{[^}]*}", "1"))))
                .distinct()
                .toList();
    }

    private static Manager sessions() {
        var server = (TomcatWebServer) ((WebServerApplicationContext) belay.context()).getWebServer();
        return ((Context) server.getTomcat().getHost().findChildren()[0]).getManager();
    }
}
