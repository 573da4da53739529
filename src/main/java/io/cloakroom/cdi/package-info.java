/**
 * Puts the parts together, and gives the application its {@code @Inject Session}.
 *
 * <p>{@link io.cloakroom.cdi.CloakroomExtension} reads the settings as the container starts, stops the deployment if they are wrong,
 * and adds a handful of beans by hand: the jar is not scanned, so nothing in it is looked at whose driver is missing. The injected
 * session is a proxy that looks for the current request or message at each call, which is why a bean of any scope may have it. One interceptor
 * serves {@link io.cloakroom.CommitSession}, and resource classes of JAX-RS get it unasked.
 *
 * <p>{@link io.cloakroom.cdi.StoredScopeExtension} moves the application's {@code @SessionScoped} beans to a scope of ours, whose beans live
 * in the session: a request makes an instance when it first uses a bean, puts what is stored into its fields, and stores them again
 * before each commit. A field is a value of its own in the session's record, beside the attributes and unseen among them, so that what
 * holds for attributes holds for fields: only what changed is written, and of two requests at once nobody's change is lost. Two fields that
 * refer to one object refer to two equal ones in the next request.
 *
 * <p>{@code @ConversationScoped} beans are moved likewise, and {@code @Inject Conversation} is ours: Weld's own context cannot be given another session. It
 * keeps the container's in a static field, writes when the response has been sent, and knows beans by their position in a list, which is another after a
 * redeployment. A conversation is a value in the session besides those of its beans' fields ({@code StoredConversation}); a request that does not ask for it
 * does not load it. A request enters it before it loads the session, so that it sees what the one before has written ({@code ConversationLocks}).
 * {@link io.cloakroom.cdi.ConversationViewHandler} has pages of Faces name it. The container is told to look for conversations where there are none.
 *
 * <p>What Faces serializes of beans of its own scopes is treated alike: injected fields stay behind, and are injected anew.
 *
 * <p>The store is opened when the application starts and closed when it ends. This is the one package that knows all the others;
 * none knows it.
 */
@NullMarked
package io.cloakroom.cdi;

import org.jspecify.annotations.NullMarked;
