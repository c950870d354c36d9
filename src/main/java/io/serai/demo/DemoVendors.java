package io.serai.demo;

import io.serai.simulator.SimulatedSystem;
import io.serai.simulator.SimulatedVendor;
import io.serai.simulator.SimulatedVendors;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The simulated systems of the demo, one a connector, each on a port of its own. They live as long as the hub. */
class DemoVendors implements AutoCloseable {

    private final List<SimulatedVendor> vendors;
    private final List<SimulatedSystem> all;

    private DemoVendors(List<SimulatedVendor> vendors, List<SimulatedSystem> others) {
        this.vendors = vendors;
        this.all = Stream.concat(vendors.stream(), others.stream()).toList();
    }

    /** @param faults of how many calls one fails; 0 for none */
    static DemoVendors start(int faults) {
        Clock clock = Clock.systemUTC();
        DemoVendors vendors = new DemoVendors(SimulatedVendors.start(clock, vendor -> vendor.variant().isEmpty()), DemoKnowledge.start(clock));
        vendors.all.forEach(system -> system.faults().every(faults));
        return vendors;
    }

    /** The variables with which the shipped connector files connect them. */
    Map<String, Object> environment() {
        Map<String, Object> environment = new HashMap<>();
        all.forEach(system -> environment.putAll(system.environment()));
        return environment;
    }

    /** @throws IllegalArgumentException if there is no simulator for that connector */
    SimulatedVendor of(String connector) {
        return vendors.stream().filter(vendor -> vendor.connector().equals(connector)).findFirst()
            .orElseThrow(() -> new IllegalArgumentException("there is no simulated system for the connector '" + connector + "'"));
    }

    @Override
    public void close() {
        all.forEach(SimulatedSystem::close);
    }
}
