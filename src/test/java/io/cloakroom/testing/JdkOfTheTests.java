package io.cloakroom.testing;

import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/** Tells the report on which JDK the tests ran: it need not be that of the build. Thread-safe. */
public final class JdkOfTheTests implements TestExecutionListener {
    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        Services.report("JDK", System.getProperty("java.version"), System.getProperty("java.vendor"));
    }
}
