package io.cloakroom.it.secured;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;

/** Whoever says a name in a header is that user: the least that Jakarta Security calls a login. Stateless. */
@ApplicationScoped
public class HeaderMechanism implements HttpAuthenticationMechanism {
    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        String user = request.getHeader("X-User");
        return user == null ? context.doNothing() : context.notifyContainerAboutLogin(user, Set.of("user"));
    }
}
