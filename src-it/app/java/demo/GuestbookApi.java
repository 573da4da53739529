package demo;

import io.cloakroom.SessionCost;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The guestbook for programs: the same session, in JSON. One object serves one request. */
@Path("/")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class GuestbookApi {
    @Inject
    Visitor visitor;

    @Inject
    Guestbook guestbook;

    /** What the session holds and costs. Counts no visit: it only reads. */
    @GET
    @Path("session")
    public JsonObject session() {
        JsonObjectBuilder json = Json.createObjectBuilder();
        visitor.name().ifPresent(name -> json.add("name", name));
        visitor.token().ifPresent(token -> json.add("token", token));
        return json.add("visits", visitor.visits())
                .add("cost", cost(visitor.cost()))
                .build();
    }

    /**
     * Signs the book.
     *
     * @param token what {@code GET /api/session} gave as {@code token}
     * @param body an object with the {@code message}
     */
    @POST
    @Path("sign")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response sign(@HeaderParam("X-CSRF-Token") @Nullable String token, InputStream body) {
        if (!visitor.hasToken(token)) {
            return problem(Status.FORBIDDEN, "Log in, and send the token of GET /api/session as X-CSRF-Token.");
        }
        Optional<String> message = message(body);
        if (message.isEmpty()) {
            return problem(
                    Status.BAD_REQUEST,
                    "Send {\"message\": \"...\"} with 1 to " + Guestbook.LONGEST_MESSAGE + " characters.");
        }
        Entry entry = guestbook.sign(visitor.name().orElseThrow(), message.get());
        return Response.status(Status.CREATED).entity(json(entry)).build();
    }

    private static Optional<String> message(InputStream body) {
        try (JsonReader json = Json.createReader(body)) {
            return Guestbook.message(json.readObject().getString("message", null));
        } catch (JsonException notAnObject) {
            return Optional.empty();
        }
    }

    private static JsonObject json(Entry entry) {
        return Json.createObjectBuilder()
                .add("name", entry.name())
                .add("message", entry.message())
                .add("signedAt", entry.signedAt().toString())
                .build();
    }

    private static JsonObject cost(SessionCost cost) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("backend", cost.backend())
                .add("recordBytes", cost.recordBytes())
                .add("storeCalls", cost.storeCalls());
        cost.idHash().ifPresent(hash -> json.add("idHash", hash));
        cost.expiresAt().ifPresent(instant -> json.add("expiresAt", instant.toString()));
        return json.build();
    }

    private static Response problem(Status status, String sentence) {
        JsonObject body = Json.createObjectBuilder().add("problem", sentence).build();
        return Response.status(status).entity(body).build();
    }

    /** Puts the resource under {@code /api}. Immutable. */
    @ApplicationPath("/api")
    public static class Root extends Application {}
}
