package io.cloakroom.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;

/** The container's asynchronous context, which commits the session before it completes the response, and takes it along to the threads it starts. As thread-safe as the container's. */
final class CommittingAsyncContext implements AsyncContext {
    private final AsyncContext context;
    private final RequestSession session;
    private final CommittingResponse response;

    CommittingAsyncContext(AsyncContext context, RequestSession session, CommittingResponse response) {
        this.context = context;
        this.session = session;
        this.response = response;
    }

    @Override
    public void complete() {
        try {
            session.commit();
        } finally {
            context.complete();
        }
    }

    @Override
    public ServletRequest getRequest() {
        return context.getRequest();
    }

    @Override
    public ServletResponse getResponse() {
        return context.getResponse();
    }

    @Override
    public boolean hasOriginalRequestAndResponse() {
        return context.hasOriginalRequestAndResponse();
    }

    @Override
    public void dispatch() {
        response.dispatching();
        context.dispatch();
    }

    @Override
    public void dispatch(String path) {
        response.dispatching();
        context.dispatch(path);
    }

    @Override
    public void dispatch(ServletContext servletContext, String path) {
        response.dispatching();
        context.dispatch(servletContext, path);
    }

    /** With the class loader of the caller: GlassFish keeps these threads for all applications, and CDI there goes by that loader. */
    @Override
    public void start(Runnable run) {
        ClassLoader ours = Thread.currentThread().getContextClassLoader();
        context.start(() -> {
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            Exchange outer = session.enter();
            thread.setContextClassLoader(ours);
            try {
                run.run();
            } finally {
                thread.setContextClassLoader(before);
                Exchange.leaveTo(outer);
            }
        });
    }

    @Override
    public void addListener(AsyncListener listener) {
        context.addListener(listener);
    }

    @Override
    public void addListener(AsyncListener listener, ServletRequest request, ServletResponse response) {
        context.addListener(listener, request, response);
    }

    @Override
    public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
        return context.createListener(type);
    }

    @Override
    public void setTimeout(long millis) {
        context.setTimeout(millis);
    }

    @Override
    public long getTimeout() {
        return context.getTimeout();
    }
}
