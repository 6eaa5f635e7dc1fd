package org.belay.testsupport;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** One route of the running server; a new route cannot be forgotten by a test that walks all of them. */
public record ApplicationRoute(String method, String pattern) {

    /** All routes of Belay, in the order of their patterns. */
    public static List<ApplicationRoute> all(BelayServer belay) {
        var routes = new ArrayList<ApplicationRoute>();
        var seen = new TreeSet<String>();
        belay.context()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((info, handler) -> info.getPatternValues().stream()
                        .filter(pattern ->
                                handler.getBeanType().getPackageName().startsWith("org.belay"))
                        .filter(pattern -> !pattern.equals("/api/**"))
                        .filter(pattern -> !pattern.startsWith("/scim/")) // ScimIT: no role, only a token of their own
                        .forEach(pattern -> info.getMethodsCondition().getMethods().stream()
                                .filter(method -> method != RequestMethod.HEAD)
                                .filter(method -> seen.add(method + " " + pattern))
                                .forEach(method -> routes.add(new ApplicationRoute(method.name(), pattern)))));
        if (routes.size() < 80) throw new IllegalStateException("only " + routes.size() + " routes found");
        routes.sort(Comparator.comparing(ApplicationRoute::pattern).thenComparing(ApplicationRoute::method));
        return List.copyOf(routes);
    }

    public boolean isApi() {
        return pattern.startsWith("/api/");
    }

    public boolean isGet() {
        return method.equals("GET");
    }

    /** Method and pattern, without {@code /api/v1}: pages and API have the same rules. */
    public String rule() {
        return method + " " + (isApi() ? pattern.substring("/api/v1".length()) : pattern);
    }

    public boolean isOfOneMailing() {
        return pattern.contains("/mailings/{id}");
    }

    /** A path with this mailing; all other objects are unknown ones. */
    public String path(String mailing) {
        return pattern.replace("/mailings/{id}", "/mailings/" + mailing)
                .replace("{a:\\d+}..{b:\\d+}", "1..2")
                .replaceAll("\\{[^}]*}", "9999");
    }

    @Override
    public String toString() {
        return method + " " + pattern;
    }
}
