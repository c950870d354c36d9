package io.serai.llm;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.serai.testing.ShiftedClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EntraTokenTest {

    private static final String PATH = "/inn/oauth2/v2.0/token";

    @RegisterExtension
    static final WireMockExtension API = WireMockExtension.newInstance().options(options().dynamicPort()).build();

    private final ShiftedClock clock = new ShiftedClock();
    private final EntraToken token = new EntraToken(new LlmProperties.Entra(API.baseUrl() + "/", "inn", "app", "unused"), "s3cret&", Duration.ofSeconds(5), clock);

    @Test
    void aTokenIsKeptUntilFiveMinutesBeforeItExpires() {
        API.stubFor(post(PATH).willReturn(okJson("{\"access_token\":\"one\",\"expires_in\":3600}")));
        assertThat(token.get()).isEqualTo("one");
        API.stubFor(post(PATH).willReturn(okJson("{\"access_token\":\"two\",\"expires_in\":3600}")));
        clock.shift(Duration.ofMinutes(54));
        assertThat(token.get()).isEqualTo("one");
        clock.shift(Duration.ofMinutes(56));
        assertThat(token.get()).isEqualTo("two");
        API.verify(2, postRequestedFor(urlEqualTo(PATH)));
    }

    @ParameterizedTest
    @MethodSource
    void withoutATokenTheCallFailsAndNeitherSecretNorAnswerIsTold(ResponseDefinitionBuilder answer) {
        API.stubFor(post(PATH).willReturn(answer));
        assertThatThrownBy(token::get).isInstanceOf(EntraToken.TokenRefusedException.class).message().doesNotContain("s3cret", "AADSTS");
    }

    static List<ResponseDefinitionBuilder> withoutATokenTheCallFailsAndNeitherSecretNorAnswerIsTold() {
        return List.of(aResponse().withStatus(401).withBody("{\"error_description\":\"AADSTS7000215: s3cret\"}"), okJson("no JSON"), okJson("{}"),
            okJson("{\"access_token\":\"two\\nlines\"}"), aResponse().withStatus(302).withHeader("Location", "/"));
    }
}
