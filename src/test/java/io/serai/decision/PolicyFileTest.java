package io.serai.decision;

import static io.serai.testing.Tickets.ticket;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.home.Fault;
import io.serai.home.HomeCheck;
import io.serai.home.HomeFiles;
import io.serai.ticket.Category;
import io.serai.ticket.Priority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.actuate.health.Status;

class PolicyFileTest {

    @TempDir Path home;

    @Test
    void theShippedPolicyIsReadAsItStands() {
        Policy policy = PolicyFile.read(new HomeFiles(Path.of("").toAbsolutePath()));
        assertThat(policy.faults()).isEmpty();
        assertThat(policy.terms(Category.SERVER, null).thresholds()).isEqualTo(new Thresholds(0.8, 0.6, 0.3, 0.6));
        assertThat(policy.terms(Category.ACCOUNT, null).thresholds()).isEqualTo(new Thresholds(0.85, 0.6, 0.3, 0.6));
        assertThat(policy.terms(Category.NETWORK, null).team()).isEqualTo("network-operations");
        assertThat(policy.terms(Category.OTHER, null).team()).isEqualTo("service-desk");
        assertThat(policy.alwaysHuman()).extracting(Policy.HumanRule::name).containsExactly("security", "outage", "data-loss", "critical");
        assertThat(policy.alwaysHuman().get(0).categories()).containsExactly(Category.SECURITY);
        assertThat(policy.alwaysHuman().get(3).priorities()).containsExactly(Priority.CRITICAL);
        Terms terms = policy.terms(ticket().build(), Category.OTHER);
        assertThat(terms.needsRunbook()).isTrue();
        assertThat(terms.automatic()).hasValue(60);
        assertThat(terms.limit()).isEqualTo(Limit.REMEDIATE);
        assertThat(terms.rollout()).isEqualTo(Rollout.FULL);
        assertThat(terms.hours()).isEmpty();
        assertThat(policy.vip()).isEmpty();
        assertThat(policy.overrides()).isEmpty();
        assertThat(policy.links()).isEqualTo(LinkThresholds.DEFAULT);
        assertThat(new PolicyHealth(policy).health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aPolicyMissingInTheHomeIsTakenFromTheJar() {
        assertThat(PolicyFile.read(new HomeFiles(home)).faults()).isEmpty();
    }

    @Test
    void everyFaultIsToldWithItsLine() throws IOException {
        write(Files.readString(Path.of("src/test/resources/connector-configs/invalid/policy.yaml")));
        Policy policy = PolicyFile.read(new HomeFiles(home));
        assertThat(policy.faults()).extracting(Fault::toString).containsExactlyInAnyOrder(
            "connector-configs/policy.yaml:3: 'resolve' must be from 0.5 to 1.0",
            "connector-configs/policy.yaml:4: 'followUp' must be a number from 0.0 to 1.0",
            "connector-configs/policy.yaml:5: unknown key 'clarfy'; allowed are resolve, followUp, clarify, askApproval, categories",
            "connector-configs/policy.yaml:7: 'followUp' must not be above 'resolve'",
            "connector-configs/policy.yaml:8: unknown category 'servers'",
            "connector-configs/policy.yaml:10: 'default' is missing",
            "connector-configs/policy.yaml:13: 'alwaysHuman' must hold a rule 'data-loss'",
            "connector-configs/policy.yaml:14: rule 'security' needs 'words'",
            "connector-configs/policy.yaml:17: 'words' holds '!': a word has at least three letters or digits",
            "connector-configs/policy.yaml:21: rule 'vip' never holds: give it categories, priorities or words",
            "connector-configs/policy.yaml:24: unknown word 'servers' in 'categories'",
            "connector-configs/policy.yaml:25: unknown word 'urgent' in 'priorities'",
            "connector-configs/policy.yaml:27: 'needsRunbook' must be true or false",
            "connector-configs/policy.yaml:29: 'review' must be above 0.0 and not above 'automatic'");
        assertThat(policy.alwaysHuman()).isEmpty();
        assertThat(policy.links().alone()).isFalse();
        assertThat(new PolicyHealth(policy).health().getStatus().getCode()).isEqualTo("DEGRADED");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "`` | 1 | is not a YAML mapping (key: value)",
        "`thresholds: [` | 1 | not YAML",
        "`thresholds: !!javax.script.ScriptEngineManager {}` | 1 | not YAML: Global tag is not allowed",
        "`thresholds: &a {resolve: 0.9}` | 1 | anchors and aliases are not read here",
        "`thresholds: .nan` | 1 | 'thresholds' must be a mapping"})
    void s15WhatIsNoPlainPolicyIsRefused(String text, int line, String message) throws IOException {
        write(text);
        Policy policy = PolicyFile.read(new HomeFiles(home));
        assertThat(policy.faults()).first().satisfies(fault -> {
            assertThat(fault.line()).isEqualTo(line);
            assertThat(fault.message()).startsWith(message);
        });
    }

    @Test
    void s15AnAliasBombIsRefusedQuickly() throws IOException {
        StringBuilder bomb = new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
        for (int i = 1; i <= 9; i++) {
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(8) + "*a" + (i - 1)));
        }
        write(bomb.toString());
        long start = System.nanoTime();
        assertThat(PolicyFile.read(new HomeFiles(home)).faults()).isNotEmpty();
        assertThat(System.nanoTime() - start).isLessThan(1_000_000_000L);
    }

    @Test
    void validateFindsThePolicy() {
        assertThat(ServiceLoader.load(HomeCheck.class).stream().map(ServiceLoader.Provider::get)).hasAtLeastOneElementOfType(PolicyFile.class);
        assertThat(new PolicyFile().check(new HomeFiles(home))).isEqualTo(List.of());
    }

    private void write(String text) throws IOException {
        Files.createDirectories(home.resolve("connector-configs"));
        Files.writeString(home.resolve("connector-configs/policy.yaml"), text == null ? "" : text);
    }
}
