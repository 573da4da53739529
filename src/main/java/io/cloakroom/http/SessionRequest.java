package io.cloakroom.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/** The request as the application sees it: if it goes on asynchronously, the session is committed when that is complete. As thread-safe as a request. */
final class SessionRequest extends HttpServletRequestWrapper {
    private final RequestSession session;
    private final CommittingResponse response;

    SessionRequest(HttpServletRequest request, CommittingResponse response, RequestSession session) {
        super(request);
        this.session = session;
        this.response = response;
    }

    @Override
    public AsyncContext startAsync() {
        return startAsync(this, response);
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse asyncResponse) {
        AsyncContext context = super.startAsync(request, asyncResponse);
        context.addListener(new CommitListener());
        return new CommittingAsyncContext(context, session);
    }

    @Override
    public AsyncContext getAsyncContext() {
        return new CommittingAsyncContext(super.getAsyncContext(), session);
    }

    /** Saves what was not saved when the container ends the request by itself. */
    private final class CommitListener implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            session.commit();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            session.commit();
        }

        @Override
        public void onError(AsyncEvent event) {
            session.commit();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
