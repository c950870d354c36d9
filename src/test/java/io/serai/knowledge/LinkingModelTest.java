package io.serai.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkingModelTest {

    private static LinkingModel read(String text) throws IOException {
        return LinkingModel.read("numbers.json", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatTrainingWritesIsReadAgain() throws Exception {
        String text = LinkingModel.shipped().json();
        assertThat(read(text).json()).isEqualTo(text);
    }

    @Test
    void thePolicyThatComesWithTheHubLinksFromTheShippedThresholdOn() throws Exception {
        Matcher automatic = Pattern.compile("^ *automatic: ([0-9.]+)", Pattern.MULTILINE).matcher(Files.readString(Path.of("connector-configs/policy.yaml")));
        assertThat(automatic.find()).isTrue();
        assertThat(Double.parseDouble(automatic.group(1))).isEqualTo(LinkingModel.shipped().threshold());
    }

    @Test
    void aModelHoldsNumbersAndTheNamesOfFeaturesAlone() {
        assertThat(LinkingModel.shipped().json().replaceAll("\"[A-Za-z]+\"|-?[0-9.]+|[\\s{}:,]", "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', value = {
        "\"threshold\" : [0-9.]+              | \"threshold\" : 1.5          | 'threshold' must be above 0 and below 1",
        "\"form\" : 2                         | \"form\" : 9                 | 'form' must be 2",
        "\"withVectors\"                      | \"vectors\"                  | 'vectors' is none of [form, threshold, withVectors, wordsOnly]",
        "\"meanCosine\" : -?[0-9.]+           | \"meanCosine\" : \"much\"        | 'withVectors.ranking.meanCosine' must be a number",
        "\"meanCosine\" : -?[0-9.]+           | \"meanCosine\" : 1e300       | 'withVectors.ranking.meanCosine' must be a number",
        "\"meanCosine\" : -?[0-9.]+           | \"cosines\" : 1              | 'withVectors.ranking.cosines' is none of",
        "\"intercept\" : -?[0-9.]+,           |                              | 'withVectors.confidence.intercept' must be a number",
        "\"threshold\"                        | \"form\"                     | is no JSON: Duplicate field 'form'",
        "\\}\\s*$                             |                              | is no JSON"})
    void aBadFileIsNamedWithItsField(String from, String to, String message) {
        String text = LinkingModel.shipped().json().replaceFirst(from, to == null ? "" : to);
        assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class).hasMessageStartingWith("numbers.json: ").hasMessageContaining(message);
    }

    @Test
    void aFileThatIsMissingOrHugeIsNamed(@TempDir Path folder) throws Exception {
        assertThatThrownBy(() -> LinkingModel.read(folder.resolve("none.json"))).hasMessageContaining("none.json: is not there");
        Path huge = Files.write(folder.resolve("huge.json"), new byte[100_000]);
        assertThatThrownBy(() -> LinkingModel.read(huge)).hasMessageContaining("huge.json: is larger than");
    }
}
