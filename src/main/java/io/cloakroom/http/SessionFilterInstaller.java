package io.cloakroom.http;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.annotation.HandlesTypes;
import jakarta.servlet.annotation.WebListener;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Registers the filter before all others, and a listener that announces the start. Only an initializer can: a web fragment's filters and those of {@code @WebFilter} come after the
 * application's own. Stateless.
 */
@HandlesTypes(WebListener.class)
public final class SessionFilterInstaller implements ServletContainerInitializer {
    private static final String NAME = "cloakroom";

    /** For the container. */
    public SessionFilterInstaller() {}

    @Override
    public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
        WebApplicationStarted.foresee(context);
        DeclaredListeners.foresee(context, classes == null ? Set.of() : classes);
        context.addListener(new WebApplicationStarted.Announcement());
        FilterRegistration.Dynamic filter = context.addFilter(NAME, SessionFilter.class);
        if (filter != null) {
            filter.setAsyncSupported(true);
            filter.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
        }
    }
}
