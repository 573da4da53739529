package io.cloakroom.it.secured;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Set;

/** Whose password is their name. Stateless. */
@ApplicationScoped
public class Users implements IdentityStore {

    /** Found by its signature, see {@link IdentityStore#validate}. */
    public CredentialValidationResult validate(UsernamePasswordCredential credential) {
        return credential.compareTo(credential.getCaller(), credential.getCaller())
                ? new CredentialValidationResult(credential.getCaller(), Set.of("user"))
                : CredentialValidationResult.INVALID_RESULT;
    }
}
