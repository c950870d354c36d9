package io.serai.connector;

import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.component.quartz.QuartzEndpoint;
import org.quartz.Scheduler;
import org.springframework.stereotype.Component;

/** Has a connector polled now instead of at its next time. */
@Component
class SyncNow {

    /** A poll that is under way is left to end, for so long. */
    private static final int PATIENCE = 30;

    private final CamelContext camel;

    SyncNow(CamelContext camel) {
        this.camel = camel;
    }

    /**
     * Fires the source kamelet's Quartz trigger, or starts the kamelet anew if it has none: its first poll follows at once.
     *
     * @return false if no such route runs
     * @throws IllegalStateException if it cannot be started
     */
    boolean sync(Connector connector) {
        String route = "connector-" + connector.name() + "-source";
        if (camel.getRoute(route) == null) {
            return false;
        }
        try {
            if (camel.getRoute(route).getEndpoint() instanceof QuartzEndpoint quartz) {
                Scheduler scheduler = quartz.getComponent().getScheduler();
                scheduler.triggerJob(scheduler.getTrigger(quartz.getTriggerKey()).getJobKey());
                return true;
            }
            camel.getRouteController().stopRoute(route, PATIENCE, TimeUnit.SECONDS);
            camel.getRouteController().startRoute(route);
            return true;
        } catch (Exception e) {
            throw new IllegalStateException("the source of connector " + connector.name() + " cannot be started", e);
        }
    }
}
