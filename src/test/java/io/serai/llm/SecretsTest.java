package io.serai.llm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S25 where a prompt is concerned. */
class SecretsTest {

    @ParameterizedTest
    @ValueSource(strings = {"password: S3CRETvalue", "my passwd=S3CRETvalue.", "DB_PASSWORD = 'S3CRETvalue'", "The password is S3CRETvalue", "api-key=S3CRETvalue",
        "\"token\": \"S3CRETvalue\"", "Authorization: Bearer S3CRETvalue", "https://joe:S3CRETvalue@example.com/x", "sk-S3CRETvalueS3CRETvalue",
        "ghp_S3CRETvalueS3CRETvalue", "AKIAS3CRETAAAAAAAAAA", "-----BEGIN RSA PRIVATE KEY-----\nS3CRETvalue\n-----END RSA PRIVATE KEY-----",
        "xoxb-S3CRETvalue-1", "eyJS3CRETvalue.S3CRETvalue.S3CRETvalue"})
    void aSecretIsBlanked(String text) {
        assertThat(Secrets.blank("Before. " + text + " After.")).contains("Before.", "[removed]").doesNotContain("S3CRET");
    }

    @Test
    void otherTextStays() {
        String text = "I forgot my password and cannot log in. The token ring is down; see https://example.com/a?b=c.";
        assertThat(Secrets.blank(text)).isEqualTo(text);
    }

    @Test
    void aLabelThatIsNamedLikeASecretIsBlanked() {
        assertThat(Secrets.blankValue("x-api-key", "abc")).isEqualTo("[removed]");
        assertThat(Secrets.blankValue("host", "abc")).isEqualTo("abc");
    }
}
