package io.cloakroom.it.secured;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.authentication.mechanism.http.BasicAuthenticationMechanismDefinition;

/** Users say their names in a header of HTTP (RFC 7617). */
@ApplicationScoped
@BasicAuthenticationMechanismDefinition(realmName = "it")
public class Basic {}
