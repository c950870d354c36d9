package io.serai.connector;

import io.serai.simulator.SimulatedKnowledge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import org.springframework.test.context.DynamicPropertyRegistry;

/** A home whose connector files, the shipped ones but for small pages and short waits, connect all simulated knowledge bases at once. */
final class KnowledgeHome {

    private KnowledgeHome() {
    }

    static void describe(DynamicPropertyRegistry registry, Path home, Collection<SimulatedKnowledge> sites) throws IOException {
        Path configs = Files.createDirectories(home.resolve("connector-configs"));
        for (SimulatedKnowledge site : sites) {
            // the shipped file, with pages that are small enough to be several
            String text = Files.readString(Path.of("connector-configs", site.connector() + ".yaml")).replaceFirst("(?m)^( +)period: .*$", "$0\n$1pageSize: \"20\"");
            Files.writeString(configs.resolve(site.name() + ".yaml"), ContractHome.renamed(site, text).replace("connector: " + site.connector(), "connector: " + site.name())
                .replaceFirst("reviewed: \"\\{\\{env:SERAI_DATACENTER_.*", "reviewed: true"));
            site.environment().forEach((name, value) -> {
                registry.add(ContractHome.renamed(site, name), () -> value);
                if (name.endsWith("_URL")) {
                    String prefix = ContractHome.renamed(site, name.substring(0, name.length() - "URL".length()));
                    registry.add(prefix + "PERIOD", () -> "200");
                    registry.add(prefix + "LIST_EVERY", () -> "1s");
                    registry.add(prefix + "CATEGORIES", () -> "IT Net = network, printers=printer");
                }
            });
        }
    }
}
