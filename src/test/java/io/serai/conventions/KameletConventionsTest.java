package io.serai.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KameletConventionsTest {

    @Test
    void everyKameletKeepsTheChecklist() {
        List<String> faults = YamlFile.all("kamelets", ".kamelet.yaml").stream().flatMap(file -> KameletRules.faults(file).stream()).toList();

        assertThat(faults).as(String.join("\n", faults)).isEmpty();
    }

    /** STYLE.md, 9: lists of kamelets and settings are generated. */
    @Test
    void thePagesListTheSettingsThatThereAre() {
        List<String> faults = SettingsPages.faults("KameletConventionsTest");

        assertThat(faults).as(String.join("\n", faults)).isEmpty();
    }
}
