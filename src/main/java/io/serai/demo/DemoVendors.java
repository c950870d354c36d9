package io.serai.demo;

import io.serai.simulator.SimulatedVendor;
import io.serai.simulator.SimulatedVendors;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The simulated systems of the demo, one a connector, each on a port of its own. They live as long as the hub. */
class DemoVendors implements AutoCloseable {

    private final List<SimulatedVendor> vendors;

    private DemoVendors(List<SimulatedVendor> vendors) {
        this.vendors = vendors;
    }

    /** @param faults of how many calls one fails; 0 for none */
    static DemoVendors start(int faults) {
        List<SimulatedVendor> all = SimulatedVendors.start(Clock.systemUTC(), vendor -> vendor.variant().isEmpty());
        all.forEach(vendor -> vendor.faults().every(faults));
        return new DemoVendors(all);
    }

    /** The variables with which the shipped connector files connect them. */
    Map<String, Object> environment() {
        Map<String, Object> environment = new HashMap<>();
        vendors.forEach(vendor -> environment.putAll(vendor.environment()));
        return environment;
    }

    /** @throws IllegalArgumentException if there is no simulator for that connector */
    SimulatedVendor of(String connector) {
        return vendors.stream().filter(vendor -> vendor.connector().equals(connector)).findFirst()
            .orElseThrow(() -> new IllegalArgumentException("there is no simulated system for the connector '" + connector + "'"));
    }

    @Override
    public void close() {
        vendors.forEach(SimulatedVendor::close);
    }
}
