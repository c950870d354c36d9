package io.serai.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class AddressTest {

    private static final String URL = "https://operations.example.com:8443/v1/hosts/{host}/restart?by={execution}&host={host}";

    @Test
    void putsParametersPercentEncodedInTheirPlaces() {
        Address address = Address.of(URL, "0196-key", host("web 01/ä?&#%"));
        assertThat(address.base()).isEqualTo("https://operations.example.com:8443");
        assertThat(address.path()).isEqualTo("/v1/hosts/web%2001%2F%C3%A4%3F%26%23%25/restart");
        assertThat(address.query()).isEqualTo("by=0196-key&host=web%2001%2F%C3%A4%3F%26%23%25");
    }

    @Test
    void refusesAParameterThatIsARelativePath() {
        assertThatThrownBy(() -> Address.of(URL, "k", host(".."))).hasMessage("parameter host is a relative path");
        assertThatThrownBy(() -> Address.of(URL, "k", host("."))).hasMessage("parameter host is a relative path");
    }

    @Test
    void refusesAPlaceWithoutAParameter() {
        assertThatThrownBy(() -> Address.of(URL, "k", JsonNodeFactory.instance.objectNode())).hasMessage("parameter host is missing or no single value");
    }

    /** TRUST S13, S14: whatever a parameter holds, the call goes to the file's host, and stays on its line and in its place. */
    @Property
    void noParameterLeavesItsPlace(@ForAll String value) {
        if (value.isEmpty() || value.equals(".") || value.equals("..")) {
            return;
        }
        Address address = Address.of(URL, "k", host(value));
        assertThat(address.base()).isEqualTo("https://operations.example.com:8443");
        assertThat(address.path()).matches("/v1/hosts/[A-Za-z0-9._~%-]+/restart");
        assertThat(address.query()).matches("by=k&host=[A-Za-z0-9._~%-]+");
    }

    private static JsonNode host(String value) {
        return JsonNodeFactory.instance.objectNode().put("host", value);
    }
}
