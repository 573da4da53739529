package io.cloakroom.it.secured;

import jakarta.servlet.annotation.HttpConstraint;
import jakarta.servlet.annotation.ServletSecurity;
import jakarta.servlet.annotation.WebServlet;

/** The same for users only. */
@WebServlet("/secret")
@ServletSecurity(@HttpConstraint(rolesAllowed = "user"))
public class SecretServlet extends WhoServlet {
    private static final long serialVersionUID = 1;
}
