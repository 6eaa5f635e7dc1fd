package org.belay.web.front;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.URI;

/** A request with the scheme and host of {@code public-url} and the address of the real client. */
final class PublicRequest extends HttpServletRequestWrapper {
    private final URI address;
    private final String client;

    PublicRequest(HttpServletRequest request, URI address, String client) {
        super(request);
        this.address = address;
        this.client = client;
    }

    @Override
    public String getScheme() {
        return address.getScheme();
    }

    @Override
    public boolean isSecure() {
        return address.getScheme().equals("https");
    }

    @Override
    public String getServerName() {
        return address.getHost();
    }

    @Override
    public int getServerPort() {
        return address.getPort() > 0 ? address.getPort() : isSecure() ? 443 : 80;
    }

    @Override
    public StringBuffer getRequestURL() {
        return new StringBuffer().append(address).append(getRequestURI());
    }

    @Override
    public String getRemoteAddr() {
        return client;
    }

    @Override
    public String getRemoteHost() {
        return client;
    }
}
