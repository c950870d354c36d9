package io.serai.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.testing.HubTest;
import io.serai.testing.RawHttp;
import io.serai.testing.TestAdmin;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** TRUST.md, S19: however an address is spelled, routing and authorisation decide the same, and only health is open. */
@HubTest
class S19PathSpellingsTest {

    @LocalServerPort
    int port;

    @ParameterizedTest(name = "{0} {1} -> {2}, logged in {3}")
    @CsvFileSource(resources = "/security/s19-path-spellings.csv", useHeadersInDisplayName = false, numLinesToSkip = 1)
    void opensNothingByAnotherSpelling(String method, String target, int toAll, int loggedIn) {
        RawHttp.Answer answer = RawHttp.send(port, method, target, "Content-Length: 0");
        RawHttp.Answer known = RawHttp.send(port, method, target, "Content-Length: 0", RawHttp.basic(TestAdmin.NAME, TestAdmin.PASSWORD));

        assertThat(answer.status()).as(answer.head()).isEqualTo(toAll);
        assertThat(known.status()).as(known.head() + known.body()).isEqualTo(loggedIn);
        assertThat(answer.body()).doesNotContain("Exception", "at org.", "at java.", "components");
        if (toAll != 200) {
            assertThat(answer.body()).doesNotContain("\"status\":\"UP\"", "items", "openapi");
        }
    }
}
