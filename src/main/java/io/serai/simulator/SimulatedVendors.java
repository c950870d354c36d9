package io.serai.simulator;

import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;

/** All simulated systems but Microsoft Graph, which is like no other. One of tickets that is listed here is part of the demo, if it is no variant, and is tried by the tests of all connectors. */
public final class SimulatedVendors {

    private SimulatedVendors() {
    }

    /** Starts those that are wanted; whoever does has to close them. */
    public static List<SimulatedVendor> start(Clock clock, Predicate<SimulatedVendor> wanted) {
        List<SimulatedVendor> all = List.of(
            new SimulatedServiceNow(clock, "incident", false),
            new SimulatedServiceNow(clock, "incident", true),
            new SimulatedServiceNow(clock, "change_request", false),
            new SimulatedServiceNow(clock, "sc_req_item", false),
            new SimulatedJira(clock, true),
            new SimulatedJira(clock, false),
            new SimulatedAtera(clock),
            new SimulatedZabbix(clock, false),
            new SimulatedZabbix(clock, true),
            new SimulatedDatadog(clock),
            new SimulatedSolarWinds(clock),
            new SimulatedServiceDesk(clock, false),
            new SimulatedServiceDesk(clock, true),
            new SimulatedBmc(clock),
            new SimulatedAlertmanager(clock));
        all.stream().filter(wanted.negate()).forEach(SimulatedVendor::close);
        return all.stream().filter(wanted).toList();
    }

    /** Starts all knowledge bases; whoever does has to close them. One that is listed here is part of the demo, if it is no variant, and is tried by their tests. */
    public static List<SimulatedKnowledge> knowledge(Clock clock) {
        return List.of(
            new SimulatedServiceNowKnowledge(clock),
            new SimulatedConfluence(clock, true),
            new SimulatedConfluence(clock, false),
            new SimulatedSolutions(clock));
    }
}
