package org.belay.web.front;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.belay.platform.Settings;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses requests for other hosts and passes the rest on as {@link PublicRequest}. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class PublicUrlFilter extends OncePerRequestFilter {
    /** RFC 9110 15.5.20: the server is not able to answer for this host. */
    private static final int MISDIRECTED = 421;
    /** Health probes may use any host name; their responses reveal nothing. */
    private static final Set<String> PROBES = Set.of("/healthz", "/readyz");

    private final URI address;
    private final AllowedHosts hosts;
    private final ClientAddress clients;

    PublicUrlFilter(Settings settings) {
        this.address = settings.publicUrl();
        this.hosts = new AllowedHosts(settings);
        this.clients = new ClientAddress(settings.http().trustedProxies());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean fromProxy = clients.isTrusted(request.getRemoteAddr());
        String host = host(request, fromProxy);
        if (!hosts.allow(host, request.getLocalAddr()) && !isProbe(request)) {
            refuse(response, AnonymousRequestLimits.hasBody(request));
            return;
        }
        String client = fromProxy
                ? clients.of(request.getRemoteAddr(), values(request, "X-Forwarded-For"), values(request, "Forwarded"))
                : request.getRemoteAddr();
        chain.doFilter(new PublicRequest(request, address, client), response);
    }

    static boolean isProbe(HttpServletRequest request) {
        return PROBES.contains(request.getRequestURI());
    }

    /** A proxy may use an internal name for Belay and put the requested host into a header. */
    private static String host(HttpServletRequest request, boolean fromProxy) {
        if (fromProxy) {
            String forwarded = AllowedHosts.last(values(request, "X-Forwarded-Host"));
            String standard = ClientAddress.parameter(AllowedHosts.last(values(request, "Forwarded")), "host");
            if (!forwarded.isEmpty() || !standard.isEmpty()) {
                return forwarded.isEmpty() ? standard : forwarded;
            }
        }
        return request.getHeader("Host");
    }

    private static List<String> values(HttpServletRequest request, String header) {
        return Collections.list(request.getHeaders(header));
    }

    /** Behind a 400 the container closes the connection; behind a 421 a thread would wait for the rest of a body that is sent slowly. */
    private void refuse(HttpServletResponse response, boolean body) throws IOException {
        response.setStatus(body ? HttpServletResponse.SC_BAD_REQUEST : MISDIRECTED);
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter()
                .println("Belay does not answer for this host name. Nothing was done. Its address is public-url in"
                        + " belay.yaml (now " + address
                        + "); further names are http.host-names. Behind a proxy: let it keep the Host"
                        + " header, or name the proxy in http.trusted-proxies.");
    }
}
