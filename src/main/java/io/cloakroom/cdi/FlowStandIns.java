package io.cloakroom.cdi;

import io.cloakroom.codec.StandIns;
import jakarta.faces.context.FacesContext;
import jakarta.faces.flow.Flow;
import java.io.Serializable;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What stands for the definition of a flow. Mojarra keeps those of the flows that a client is in in the session, with their expressions, which stored bytes
 * must not bring along; they are the application's, and Faces has them by their names. Needs Faces. Thread-safe.
 */
final class FlowStandIns implements StandIns {
    private static final String FACES = "jakarta.faces.flow.Flow";

    /** Those that were seen: Faces can be asked only while it handles a request. */
    private final Map<FlowStandIn, Flow> seen = new ConcurrentHashMap<>();

    /** A flow by its name. */
    private record FlowStandIn(String document, String id) implements Serializable {}

    private FlowStandIns() {}

    /** For an application that may use Faces; nothing, where there is none. */
    static StandIns ifThereAreFaces() {
        try {
            Class.forName(FACES, false, FlowStandIns.class.getClassLoader());
            return new FlowStandIns();
        } catch (ClassNotFoundException | LinkageError none) {
            return StandIns.NONE;
        }
    }

    @Override
    public Object replace(Object object) {
        if (object instanceof Flow flow && flow.getId() != null && flow.getDefiningDocumentId() != null) {
            FlowStandIn standIn = new FlowStandIn(flow.getDefiningDocumentId(), flow.getId());
            seen.putIfAbsent(standIn, flow);
            return standIn;
        }
        return object;
    }

    @Override
    public Object restore(Object stored) {
        return stored instanceof FlowStandIn standIn ? seen.computeIfAbsent(standIn, FlowStandIns::flow) : stored;
    }

    @Override
    public Set<Class<?>> classes() {
        return Set.of(FlowStandIn.class);
    }

    private static Flow flow(FlowStandIn standIn) {
        FacesContext faces = FacesContext.getCurrentInstance();
        Flow flow = faces == null
                ? null
                : faces.getApplication().getFlowHandler().getFlow(faces, standIn.document(), standIn.id());
        if (flow == null) {
            throw new IllegalStateException("The flow " + standIn.id()
                    + " is missing in this version of the application, or no page of Faces asks for it.");
        }
        return flow;
    }
}
