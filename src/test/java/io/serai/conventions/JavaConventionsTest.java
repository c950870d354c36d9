package io.serai.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JavaConventionsTest {

    private static final int LONGEST_FILE = 350;
    private static final int LONGEST_LINE = 200;

    @Test
    void nothingIsLeftForLater() throws IOException {
        assertNone("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b|[Nn]ot (yet )?implemented", Path.of("src"));
    }

    @Test
    void noExceptionIsSwallowed() throws IOException {
        assertNone("catch \\([^)]*\\) \\{\\s*}", Path.of("src"));
        assertNone("\\.printStackTrace\\(", Path.of("src"));
    }

    @Test
    void testsDoNotSleep() throws IOException {
        assertNone("Thread\\.sleep|TimeUnit\\.[A-Z]+\\.sleep", Path.of("src", "test", "java"));
    }

    @Test
    void noFileIsLong() throws IOException {
        List<String> faults = new ArrayList<>();
        for (Path file : javaFiles(Path.of("src"))) {
            List<String> lines = Files.readAllLines(file);
            if (lines.size() > LONGEST_FILE) {
                faults.add(file + ": " + lines.size() + " lines");
            }
            lines.stream().filter(line -> line.length() > LONGEST_LINE).map(line -> file + ": a line of " + line.length()).forEach(faults::add);
        }

        assertThat(faults).as(String.join("\n", faults)).isEmpty();
    }

    /** TRUST.md, S4: what comes from outside is never a template, an expression, an endpoint's address or SQL. */
    @Test
    void s4NoExpressionAndNoAddressIsMadeOfData() throws IOException {
        Path main = Path.of("src", "main", "java");
        assertNone("\\b(simple|simpleF|jsonpath|jq|xpath|spel|groovy)\\((?!\")", main);
        assertNone("\\.toD\\(|\\.toF\\(|\\.recipientList\\(simple", main);
        assertNone("resolveLanguage\\(|SimpleLanguage|SimpleBuilder|SpelExpressionParser|ScriptEngine", main);
        assertNone("resolvePropertyPlaceholders\\([^)]*([bB]ody|[tT]icket|[hH]eader|[eE]vent|[pP]ayload|[aA]nswer)", main);
        assertNone("\\.sql\\(\\s*[a-z][A-Za-z]*\\.(formatted|concat)|\\.sql\\(\"[^;]*?\"\\s*\\+\\s*[a-z][A-Za-z]*\\s*[+)]", main);
    }

    private static void assertNone(String pattern, Path root) throws IOException {
        Pattern forbidden = Pattern.compile(pattern);
        List<String> faults = new ArrayList<>();
        for (Path file : javaFiles(root)) {
            if (file.endsWith("JavaConventionsTest.java")) {
                continue;
            }
            String text = Files.readString(file);
            Matcher matcher = forbidden.matcher(text);
            while (matcher.find()) {
                long line = text.substring(0, matcher.start()).lines().count();
                faults.add(file + ":" + line + ": " + matcher.group().strip());
            }
        }
        assertThat(faults).as(String.join("\n", faults)).isEmpty();
    }

    private static List<Path> javaFiles(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(path -> path.toString().endsWith(".java")).sorted().toList();
        }
    }
}
