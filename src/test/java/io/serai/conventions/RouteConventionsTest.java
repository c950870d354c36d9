package io.serai.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RouteConventionsTest {

    @Test
    void everyRouteKeepsTheRules() {
        List<String> faults = YamlFile.all("routes", ".camel.yaml").stream().flatMap(file -> RouteRules.faults(file).stream()).toList();

        assertThat(faults).as(String.join("\n", faults)).isEmpty();
    }

    @Test
    void everyPolicyThatARouteNamesIsThere() {
        List<YamlFile> files = YamlFile.all("routes", ".camel.yaml");
        List<String> policies = files.stream().map(YamlFile::stem).filter(stem -> stem.startsWith("policy-")).toList();
        List<String> named = files.stream().map(file -> YamlFile.text(((List<?>) file.content()).get(0), "route", "routeConfigurationId"))
            .filter(policy -> !policy.isEmpty()).collect(Collectors.toList());

        assertThat(policies).containsAll(named);
    }

    /** STYLE.md, 9: the list of routes is generated. */
    @Test
    void thePageListsTheRoutesThatThereAre() {
        assertThat(RoutesPage.fault("RouteConventionsTest")).isEmpty();
    }
}
