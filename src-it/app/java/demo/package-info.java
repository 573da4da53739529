/**
 * The guestbook: a small application that shows what a session is like with Cloakroom.
 *
 * <p>Start reading at {@link demo.Visitor}, the only class that touches the session. {@link demo.GuestbookServlet} takes the
 * forms, {@link demo.GuestbookPage} writes the page, {@link demo.GuestbookApi} says the same in JSON, and {@code about.xhtml}
 * in Faces.
 */
@NullMarked
package demo;

import org.jspecify.annotations.NullMarked;
