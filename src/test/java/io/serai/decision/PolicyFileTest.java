package io.serai.decision;

import static io.serai.testing.Tickets.ticket;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.home.Fault;
import io.serai.home.HomeCheck;
import io.serai.home.HomeFile;
import io.serai.home.HomeFiles;
import io.serai.ticket.Category;
import io.serai.ticket.Priority;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.health.Status;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;

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
        assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "`paths: {security: resolve}` | category security goes to people at once: no other path can be given to it",
        "`paths: {server: run}` | 'server' must be one of escalate, clarify, follow-up, resolve, ask-approval, remediate",
        "`paths: {servers: escalate}` | unknown category 'servers'",
        "`overrides: [{tenants: [a], thresholds: {followUp: high}}]` | 'followUp' must be a number from 0.0 to 1.0",
        "`linking: {automatic: high}` | 'automatic' must be a number from 0.0 to 1.0",
        "`vip: {}` | 'vip' names nobody: give it requesters, titles or departments",
        "`vip: {titles: []}` | 'titles' names nobody",
        "`vip: {requesters: ['@example.com'], departments: []}` | 'departments' names nobody",
        "`vip: {titles: ['*']}` | 'titles' holds '*': a name has a letter or digit, and at most two stars",
        "`vip: {departments: ['a*b*c*']}` | 'departments' holds 'a*b*c*': a name has a letter or digit, and at most two stars",
        "`vip: {requesters: [jane]}` | 'requesters' holds 'jane', which is neither an address nor a domain (@example.com)",
        "`hours: {zone: Mars/Base, from: '08:00', to: '18:00'}` | unknown time zone 'Mars/Base': it is written as Europe/Paris or UTC",
        "`hours: {zone: UTC, from: '8:00', to: '18:00'}` | 'from' must be a time as \"08:30\", in quotes",
        "`hours: {zone: UTC, from: '08:00', to: '24:00'}` | 'to' must be a time as \"08:30\", in quotes",
        "`hours: {zone: UTC, to: '18:00'}` | 'from' is missing",
        "`hours: {zone: UTC, from: '18:00', to: '18:00'}` | 'from' must be before 'to': hours do not go over midnight",
        "`hours: {zone: UTC, days: [], from: '08:00', to: '18:00'}` | 'days' names no day",
        "`hours: {zone: UTC, days: [monday], from: '08:00', to: '18:00'}` | unknown word 'monday' in 'days'",
        "`holidays: [2026-12-25]` | 'holidays' needs 'hours', whose zone says when a day begins",
        "`holidays: [2026-02-30]\nhours: {zone: UTC, from: '08:00', to: '18:00'}` | 'holidays' holds '2026-02-30', which is no date as 2026-12-25",
        "`holidays: [25.12.2026]\nhours: {zone: UTC, from: '08:00', to: '18:00'}` | 'holidays' holds '25.12.2026', which is no date as 2026-12-25",
        "`holidays: [+12026-12-25]\nhours: {zone: UTC, from: '08:00', to: '18:00'}` | 'holidays' holds '+12026-12-25', which is no date as 2026-12-25",
        "`holidays: [2026-12-25, 2027-01-01, 2026-12-25]\nhours: {zone: UTC, from: '08:00', to: '18:00'}` | 'holidays' holds 2026-12-25 twice",
        "`overrides: [{tenants: [a], holidays: [2026-12-25]}]` | 'holidays' needs 'hours', whose zone says when a day begins, and tickets of category wifi of tenant a have none",
        "`teams: {default: d, systems: [{team: x}]}` | 'systems' must name the systems, as \"db-*\"",
        "`teams: {default: d, systems: [{systems: ['db*']}]}` | 'team' is missing",
        "`rollout: 30%` | 'rollout' must be one of off, pilot, 20%, 50%, full",
        "`remediation: {automatic: {safe-write: 101}}` | 'safe-write' must be a whole number from 0 to 100, or never",
        "`remediation: {automatic: {risky-write: 90}}` | 'risky-write' must be never: only safe-write may run without a person",
        "`remediation: {automatic: {destructive: 0}}` | 'destructive' must be never: only safe-write may run without a person",
        "`overrides: [{team: x}]` | an override needs 'tenants', 'connectors' or 'categories': what holds for all stands above",
        "`overrides: [{tenants: [a]}]` | the override changes nothing",
        "`overrides: [{tenants: [], team: x}]` | 'tenants' names nothing, so the override would hold for all",
        "`overrides: [{tenants: [A], team: x}]` | 'tenants' holds 'A': a name matches [a-z0-9-]{1,64}",
        "`overrides: [{tenants: [a], thresholds: {followUp: 0.9}}]` | 'followUp' must not be above 'resolve', but is for tickets of category wifi of tenant a",
        "`overrides: [{categories: [access], thresholds: {askApproval: 0.86}}]` | 'askApproval' must be from 'clarify' to 'resolve', but is for tickets of category access",
        "`overrides: [{tenants: [a], thresholds: {resolve: 0.7}}, {connectors: [jira], thresholds: {followUp: 0.75}}]` | "
            + "'followUp' must not be above 'resolve', but is for tickets of category wifi of tenant a of connector jira",
        "`overrides: [{tenants: [a], path: escalate, automatic: {safe-write: 50}}]` | no action runs by itself where 'path' is escalate: take one of the two away",
        "`overrides: [{tenants: [a], rollout: pilot, automatic: {safe-write: 50}}]` | no action runs by itself where 'rollout' is pilot: take one of the two away",
        "`overrides: [{tenants: [a], rollout: 'off', automatic: {safe-write: 50}}]` | no action runs by itself where 'rollout' is off: take one of the two away",
        "`overrides: [{categories: [security], automatic: {safe-write: 50}}]` | category security goes to people at once: neither 'path' nor 'automatic' changes that",
        "`experiments: {e: {variants: {control: {}, aggressive: {}}}, f: {variants: {control: {}, aggressive: {}}}}` | one experiment at a time, so that it is known what made the difference",
        "`experiments: {e: {variants: {control: {}}}}` | an experiment needs the variant 'control', and one to compare with it",
        "`experiments: {e: {variants: {own: {resolve: 0.9}, aggressive: {}}}}` | an experiment needs the variant 'control', and one to compare with it",
        "`experiments: {e: {variants: {control: {}, own: {}}}}` | variant 'own' changes nothing",
        "`experiments: {E: {variants: {control: {}, aggressive: {}}}}` | an experiment's name must match [a-z0-9-]{1,64}",
        "`experiments: {e: {variants: {control: {}, OWN: {resolve: 0.9}}}}` | a variant's name must match [a-z0-9-]{1,64}",
        "`experiments: {e: {variants: {control: {}, own: {followUp: 0.9}}}}` | 'followUp' must not be above 'resolve', but is in variant own for tickets of category wifi",
        "`overrides: [{categories: [security], path: resolve}]` | category security goes to people at once: neither 'path' nor 'automatic' changes that"})
    void whatContradictsItselfOrMeansNothingIsRefusedWithTheReason(String section, String message) throws IOException {
        write("# a comment first\n" + withShipped(section));
        Policy policy = PolicyFile.read(new HomeFiles(home));
        assertThat(policy.faults()).extracting(Fault::message).containsExactly(message);
        assertThat(policy.faults().get(0).line()).isEqualTo(2);
        assertThat(policy.overrides()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "`overrides: [{tenants: [a], path: remediate, automatic: {safe-write: 50}}]`", "`overrides: [{tenants: [a], path: escalate, automatic: {safe-write: never}}]`",
        "`overrides: [{tenants: [a], rollout: 20%, automatic: {safe-write: 50}}]`", "`overrides: [{categories: [security], path: escalate}]`",
        "`overrides: [{categories: [security, vpn], team: x}]`", "`overrides: [{categories: [account], thresholds: {followUp: 0.82}}]`",
        "`overrides: [{tenants: [a], hours: {zone: UTC, from: '08:00', to: '18:00'}, holidays: [2026-12-25]}]`", "`overrides: [{tenants: [a], holidays: []}]`",
        "`holidays: []`", "`experiments: {}`", "`paths: {security: escalate}`", "`vip: {requesters: ['@example.com']}`", "`vip: {titles: ['*chief*']}`", "`vip: {departments: [IT]}`"})
    void whatSoundsContradictoryAndIsNotIsRead(String section) throws IOException {
        write(withShipped(section));
        assertThat(PolicyFile.read(new HomeFiles(home)).faults()).isEmpty();
    }

    @Test
    void whatASectionSaysHoldsInPlaceOfTheDefault() throws IOException {
        write(withShipped("thresholds: {resolve: 0.9, followUp: 0.7}"));
        assertThat(PolicyFile.read(new HomeFiles(home)).terms(Category.SERVER, null).thresholds()).isEqualTo(new Thresholds(0.9, 0.7, 0.3, 0.6));
        write(withShipped("linking: {automatic: 0.6}"));
        assertThat(PolicyFile.read(new HomeFiles(home)).links()).isEqualTo(new LinkThresholds(0.6, 0.05, 0.5, 0.7, true));
        write(withShipped("remediation: {needsRunbook: false}"));
        assertThat(PolicyFile.read(new HomeFiles(home)).terms(Category.SERVER, null).needsRunbook()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"thresholds", "teams", "alwaysHuman"})
    void withoutOneOfTheseSectionsThereIsNoPolicy(String key) throws IOException {
        write(withShipped(key + ":").substring(key.length() + 2));
        assertThat(PolicyFile.read(new HomeFiles(home)).faults()).extracting(Fault::message).contains("'" + key + "' is missing");
        assertThat(new PolicyFile().check(new HomeFiles(home))).as("validate tells the same").isEqualTo(PolicyFile.read(new HomeFiles(home)).faults());
    }

    @ParameterizedTest
    @CsvSource({"100, true", "101, false"})
    void aTeamsNameHasAtMostAHundredCharacters(int length, boolean read) throws IOException {
        write(withShipped("teams: {default: " + "x".repeat(length) + "}"));
        assertThat(PolicyFile.read(new HomeFiles(home)).faults()).extracting(Fault::message)
            .isEqualTo(read ? List.of() : List.of("'default' must be a name of at most 100 characters"));
    }

    @Test
    void aRulesNameIsAPlainWord() throws IOException {
        write(Files.readString(Path.of("connector-configs/policy.yaml")).replace("alwaysHuman:\n", "alwaysHuman:\n  Big One: {team: x, words: [big]}\n"));
        assertThat(PolicyFile.read(new HomeFiles(home)).faults()).extracting(Fault::message).containsExactly("a rule's name must match [a-z0-9-]{1,64}");
    }

    @Test
    void aFileWhoseNameOnlyEndsLikeThatOfThePolicyIsNotTakenForIt() throws IOException {
        write("nonsense");
        Files.move(home.resolve("connector-configs/policy.yaml"), home.resolve("connector-configs/old-policy.yaml"));
        assertThat(PolicyFile.read(new HomeFiles(home)).faults()).isEmpty();
    }

    @Test
    void eachVariantThatContradictsItselfIsTold() throws IOException {
        write(withShipped("experiments: {e: {variants: {control: {}, own: {followUp: 0.9}, other: {clarify: 0.7}}}}"));
        assertThat(PolicyFile.read(new HomeFiles(home)).faults()).extracting(Fault::message).containsExactlyInAnyOrder(
            "'followUp' must not be above 'resolve', but is in variant own for tickets of category wifi",
            "'clarify' must be at least 0.0 and not above 'followUp', but is in variant other for tickets of category wifi");
    }

    @ParameterizedTest
    @CsvSource({"400, true", "401, false"})
    void holidaysOfMoreThanAYearAreTakenForASlip(int days, boolean read) throws IOException {
        String dates = IntStream.range(0, days).mapToObj(LocalDate.of(2026, 1, 1)::plusDays).map(LocalDate::toString).collect(Collectors.joining(", "));
        write(withShipped("holidays: [" + dates + "]\nhours: {zone: UTC, from: '08:00', to: '18:00'}"));
        Policy policy = PolicyFile.read(new HomeFiles(home));
        assertThat(policy.faults()).extracting(Fault::message).isEqualTo(read ? List.of() : List.of("'holidays' holds 401 days: at most 400 are read"));
        assertThat(policy.common().holidays()).hasSize(read ? 400 : 0);
    }

    @Test
    void anOverrideForAConnectorThatHasNoFileIsTakenForASlipOfThePen() throws IOException {
        write(withShipped("overrides: [{connectors: [datadog, datadgo], team: x}]"));
        assertThat(PolicyFile.read(new HomeFiles(home)).faults()).singleElement().satisfies(fault ->
            assertThat(fault.message()).startsWith("there is no connector 'datadgo'; there are alertmanager, atera, ").contains("zabbix"));
    }

    @Test
    void furtherFilesOfOverridesGoOverThoseOfThePolicy() throws IOException {
        write(withShipped("overrides: [{tenants: [a], team: x, rollout: 20%}]"));
        Policy policy = PolicyFile.read(new HomeFiles(home), List.of(more("overrides: [{tenants: [a], team: y}]")));
        assertThat(policy.faults()).isEmpty();
        Terms terms = policy.terms(ticket().tenant("a").build(), Category.VPN);
        assertThat(terms.team()).isEqualTo("y");
        assertThat(terms.rollout()).isEqualTo(Rollout.FIFTH);
        assertThat(PolicyFile.read(new HomeFiles(home), List.of(more("thresholds: {resolve: 0.5}"))).faults()).extracting(Fault::toString)
            .containsExactly("more.yaml:1: unknown key 'thresholds'; allowed are overrides");
    }

    @Test
    void i6AFurtherFileThatIsNotThereLeavesAllToPeople() {
        HomeFile gone = new HomeFile("gone.yaml", "gone.yaml", "file:gone.yaml", new FileSystemResource(home.resolve("gone.yaml")));
        assertThat(PolicyFile.read(new HomeFiles(home), List.of(gone)).faults()).extracting(Fault::message).first().asString().startsWith("cannot be read");
    }

    @Test
    void whatTheDemoPutsOverThePolicyLetsItsActionsRunWithoutHistory() {
        Policy policy = PolicyFile.read(new HomeFiles(home),
            List.of(new HomeFile("overrides.yaml", "overrides.yaml", "classpath:demo/overrides.yaml", new ClassPathResource("demo/overrides.yaml"))));
        assertThat(policy.faults()).isEmpty();
        assertThat(policy.terms(ticket().connector("datadog").build(), Category.SERVER).automatic()).hasValue(0);
        assertThat(policy.terms(ticket().build(), Category.SERVER).automatic()).hasValue(60);
    }

    private static HomeFile more(String text) {
        return new HomeFile("more.yaml", "more.yaml", "file:more.yaml", new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The section first, then all others as they are shipped. */
    private static String withShipped(String section) throws IOException {
        String key = section.substring(0, section.indexOf(':'));
        String shipped = Files.readString(Path.of("connector-configs/policy.yaml"));
        return section + "\n" + shipped.replaceAll("(?ms)^" + key + ":.*?(?=^[a-zA-Z]|\\z)", "");
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
