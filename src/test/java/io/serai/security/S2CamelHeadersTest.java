package io.serai.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * TRUST.md, S2: every Camel component on the class path, and every header that steers one, is known and reviewed. A component or a header
 * that is not in {@code security/camel-components.txt} fails this test: look at what its headers can make a route do, add the line, and the
 * names to {@code hostile-headers.txt}, which S1 sends to every entry.
 */
class S2CamelHeadersTest {

    private static final PathMatchingResourcePatternResolver CLASS_PATH = new PathMatchingResourcePatternResolver();
    private static final String SERVICES = "META-INF/services/org/apache/camel/component/";

    /** Headers of HTTP itself, which every request has. */
    private static final Set<String> HTTP = Set.of("Accept", "Content-Encoding", "Content-Type", "Host");

    @Test
    void everyComponentAndItsHeadersAreReviewed() throws Exception {
        Map<String, Set<String>> found = components();
        List<String> lines = found.entrySet().stream().map(entry -> (entry.getKey() + ": " + String.join(" ", entry.getValue())).strip()).toList();

        assertThat(lines).as("security/camel-components.txt").containsExactlyInAnyOrderElementsOf(lines("security/camel-components.txt"));
    }

    @Test
    void everyHeaderThatSteersAComponentIsAmongTheHostileOnes() throws Exception {
        Set<String> steering = components().values().stream().flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));
        steering.removeAll(HTTP);
        steering.removeAll(lines("hostile-headers.txt"));

        assertThat(steering).as("not in hostile-headers.txt").isEmpty();
    }

    @Test
    void everyConstantThatCamelReadsFromHeadersIsAmongTheHostileOnes() throws Exception {
        Set<String> constants = new TreeSet<>();
        for (Resource type : CLASS_PATH.getResources("classpath*:org/apache/camel/**/*Constants.class")) {
            String path = type.getURL().toString().replaceFirst(".*!/", "").replaceFirst("\\.class$", "");
            constants.addAll(headerNames(path.replace('/', '.')));
        }
        constants.addAll(headerNames("org.apache.camel.Exchange"));
        constants.removeAll(lines("hostile-headers.txt"));

        assertThat(constants).as("not in hostile-headers.txt").isEmpty();
    }

    @Test
    void everyHeaderThatOurOwnComponentsReadIsAmongTheHostileOnes() throws Exception {
        Set<String> ours = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                Pattern.compile("\"(Camel[A-Z][A-Za-z]+)\"").matcher(Files.readString(file)).results().map(hit -> hit.group(1)).forEach(ours::add);
            }
        }
        ours.removeAll(lines("hostile-headers.txt"));

        assertThat(ours).as("not in hostile-headers.txt").isEmpty();
    }

    @Test
    void theHostileNamesAreManyAndEachStandsOnce() throws Exception {
        List<String> names = lines("hostile-headers.txt");

        assertThat(names).hasSizeGreaterThanOrEqualTo(60).doesNotHaveDuplicates().allMatch(name -> name.matches("[!-9;-~]+"));
        assertThat(names).contains("CamelHttpUri", "CamelExecCommandExecutable", "CamelFileName", "CamelBeanMethodName", "CamelSqlQuery",
            "kafka.OVERRIDE_TOPIC", "QUERY", "IssueKey", "mail.smtp.host", "operationName", "websocket.connectionKey", "gridfs.metadata");
    }

    private static Map<String, Set<String>> components() throws IOException {
        Map<String, Set<String>> components = new TreeMap<>();
        for (Resource service : CLASS_PATH.getResources("classpath*:" + SERVICES + "*")) {
            components.put(service.getFilename(), new TreeSet<>());
        }
        for (Resource file : CLASS_PATH.getResources("classpath*:META-INF/**/*.json")) {
            String scheme = String.valueOf(file.getFilename()).replace(".json", "");
            JsonNode description = components.containsKey(scheme) ? new ObjectMapper().readTree(file.getContentAsByteArray()) : null;
            if (description != null && description.has("component")) {
                description.path("headers").fieldNames().forEachRemaining(components.get(scheme)::add);
            }
        }
        return components;
    }

    /** Names that begin with {@code Camel}: by that prefix Camel marks what is its own. */
    private static Set<String> headerNames(String type) throws IllegalAccessException {
        Class<?> constants;
        try {
            constants = Class.forName(type, false, S2CamelHeadersTest.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            throw new IllegalStateException(type + " cannot be loaded", e);
        }
        Set<String> names = new TreeSet<>();
        for (Field field : Arrays.stream(constants.getFields()).filter(field -> Modifier.isStatic(field.getModifiers())).toList()) {
            if (field.getType() == String.class && field.get(null) instanceof String name && name.matches("Camel[A-Z]\\S+")) {
                names.add(name);
            }
        }
        return names;
    }

    private static List<String> lines(String file) throws IOException {
        return new ClassPathResource(file).getContentAsString(StandardCharsets.UTF_8).lines().map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#")).toList();
    }
}
