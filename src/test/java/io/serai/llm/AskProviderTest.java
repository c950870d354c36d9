package io.serai.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.errors.OpenAIIoException;
import java.net.http.HttpTimeoutException;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

class AskProviderTest {

    /** R13, where no server is needed: what a failure is counted as. */
    @Test
    void aFailureIsToldByItsCause() {
        assertThat(AskProvider.reason(new OpenAIIoException("x", new SSLException("no TLS")))).isEqualTo("tls");
        assertThat(AskProvider.reason(new IllegalStateException(new OpenAIIoException("x", new HttpTimeoutException("late"))))).isEqualTo("timeout");
        assertThat(AskProvider.reason(new EntraToken.TokenRefusedException("status 401", null))).isEqualTo("token");
        assertThat(AskProvider.reason(new IllegalStateException("what?"))).isEqualTo("error");
    }
}
